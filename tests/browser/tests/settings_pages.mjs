// Settings of the demo company, and every page of an organisation that has only begun.
import { demo, empty } from '../support/app.mjs';
import { FRENCH, everyLook } from '../support/checks.mjs';

const admin = { as: 'admin', ...FRENCH };
everyLook('settings', demo, '/settings', { as: 'admin' });
everyLook('organisation', demo, '/settings/organisation', admin);
everyLook('members', demo, '/settings/members', { as: 'admin' });
everyLook('member', demo, async (page) => {
    await page.goto('/settings/members');
    return page.goto(await page.locator('.lead-cell a').last().getAttribute('href'));
}, admin);
for (const list of ['reasons', 'sources', 'campaigns', 'contents', 'queues', 'calendar/new']) {
    everyLook(`settings-${list.replace('/', '-')}`, demo, `/settings/${list}`, admin);
}
for (const page of ['personas', 'audit', 'calendar', 'agreement']) {
    everyLook(`settings-${page}`, demo, `/settings/${page}`, { as: 'admin' });
}
everyLook('sla', demo, '/sla', { as: 'manager' });
everyLook('review-minutes', demo, async (page) => {
    await page.goto('/review/past');
    return page.goto(`${await page.locator('main ul.stack a').first().getAttribute('href')}/minutes`);
}, { as: 'manager' });

everyLook('empty-home-manager', empty, '/', { as: 'manager', ...FRENCH });
everyLook('empty-home-rep', empty, '/', { as: 'rep' });
everyLook('empty-home-marketer', empty, '/', { as: 'marketer', ...FRENCH });
everyLook('empty-inbox', empty, '/notifications', { as: 'rep', ...FRENCH });
everyLook('empty-leads', empty, '/leads', { as: 'rep', ...FRENCH });
everyLook('empty-board', empty, '/board', { as: 'rep', ...FRENCH });
everyLook('empty-deals', empty, '/deals', { as: 'rep', ...FRENCH });
everyLook('empty-companies', empty, '/companies', { as: 'rep', ...FRENCH });
everyLook('empty-funnel', empty, '/funnel', { as: 'manager', ...FRENCH });
everyLook('empty-trash', empty, '/trash', { as: 'manager', ...FRENCH });
everyLook('empty-personas', empty, '/settings/personas', admin);
