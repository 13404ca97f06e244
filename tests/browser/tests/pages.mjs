// Every main page of the demo company, as its readers see it, and what its lists say when nothing is found.
import { demo } from '../support/app.mjs';
import { FRENCH, everyLook } from '../support/checks.mjs';

everyLook('home-manager', demo, '/', { as: 'manager' });
everyLook('home-rep', demo, '/', { as: 'rep' });
everyLook('home-marketer', demo, '/', { as: 'marketer' });
everyLook('inbox', demo, '/notifications', { as: 'rep' });
everyLook('leads', demo, '/leads', { as: 'manager' });
everyLook('leads-filtered', demo, '/leads?stage=mql&owner=me', { as: 'rep', ...FRENCH });
everyLook('leads-filters', demo, '/leads/filters', { as: 'rep' });
everyLook('lead-new', demo, '/leads/new', { as: 'marketer' });
everyLook('board', demo, '/board?owner=me', { as: 'rep' });
everyLook('deals', demo, '/deals', { as: 'manager' });
everyLook('deals-lost', demo, '/deals?outcome=lost', { as: 'manager', ...FRENCH });
everyLook('companies', demo, '/companies?q=pe', { as: 'manager', ...FRENCH });
everyLook('company', demo, async (page) => {
    await page.goto('/companies');
    return page.goto(await page.getAttribute('.lead-cell a', 'href'));
}, { as: 'manager' });
everyLook('funnel', demo, '/funnel', { as: 'manager' });
everyLook('review', demo, '/review', { as: 'manager' });
everyLook('review-past', demo, '/review/past', { as: 'rep' });
everyLook('funnel-activity', demo, '/funnel?kind=activity&sal=1', { as: 'manager', ...FRENCH });
everyLook('funnel-snapshot', demo, '/funnel?kind=snapshot', { as: 'manager', ...FRENCH });
everyLook('funnel-times', demo, '/funnel/times', { as: 'manager' });
everyLook('funnel-leads', demo, async (page) => {
    await page.goto('/funnel');
    return page.goto(await page.getAttribute('tr[data-stage=customer] .count a', 'href'));
}, { as: 'manager' });
everyLook('trash', demo, '/trash', { as: 'marketer', ...FRENCH });
everyLook('account', demo, '/account', { as: 'rep' });
everyLook('api-docs', demo, '/api/docs', { as: 'admin', ...FRENCH });

everyLook('leads-none', demo, '/leads?q=xyzzyx', { as: 'rep', ...FRENCH });
everyLook('board-none', demo, '/board?q=xyzzyx', { as: 'rep', ...FRENCH });
everyLook('companies-none', demo, '/companies?q=xyzzyx', { as: 'rep', ...FRENCH });
everyLook('funnel-none', demo, '/funnel?from=2001-01-01&until=2001-01-31', { as: 'rep', ...FRENCH });
