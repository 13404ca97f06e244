// One lead: its page as each side sees it, and every form about it.
import { demo } from '../support/app.mjs';
import { FRENCH, everyLook } from '../support/checks.mjs';

/** Opens `part` of the first lead that `list` shows. */
const lead = (list, part = '') => async (page) => {
    await page.goto(list);
    const href = await page.getAttribute('main .lead-cell a, main .tasks .what a', 'href');
    return page.goto(href.split('?')[0] + part);
};
/** Follows the link `href` of the lead that `list` shows first. */
const link = (list, href) => async (page) => {
    await lead(list)(page);
    return page.goto(await page.getAttribute(`main a[href${href}]`, 'href'));
};
const rep = { as: 'rep' };
const marketer = { as: 'marketer' };
const manager = { as: 'manager' };

everyLook('lead-to-decide', demo, lead('/notifications'), rep);
everyLook('lead-waiting', demo, lead('/leads?stage=mql'), { ...marketer, ...FRENCH });
everyLook('lead-raw', demo, lead('/leads?stage=lead&owner_mkt=me'), marketer);
everyLook('lead-with-deal', demo, lead('/deals?owner=me'), rep);
everyLook('lead-won', demo, lead('/deals?outcome=won'), { ...manager, ...FRENCH });
everyLook('lead-recycled', demo, lead('/leads?stage=recycled'), { ...manager, ...FRENCH });
everyLook('lead-history', demo, lead('/deals', '/history'), { ...rep, ...FRENCH });
everyLook('lead-edit', demo, lead('/leads?stage=lead&owner_mkt=me', '/edit'), marketer);
everyLook('lead-handoff', demo, lead('/leads?stage=mql', '/handoff'), { ...marketer, ...FRENCH });
everyLook('lead-merge', demo, lead('/leads?stage=lead', '/merge'), manager);
everyLook('lead-bin', demo, lead('/leads?stage=lead&owner_mkt=me', '/trash'), { ...marketer, ...FRENCH });
everyLook('lead-moves', demo, lead('/leads?stage=mql', '/stage'), { ...manager, ...FRENCH });
everyLook('move-mql', demo, lead('/leads?stage=lead&owner_mkt=me', '/stage?to=mql'), marketer);
everyLook('move-refused', demo, lead('/notifications', '/stage?to=refused'), rep);
everyLook('move-sql', demo, lead('/leads?stage=sal&owner=me', '/stage?to=sql'), { ...rep, ...FRENCH });
everyLook('move-opportunity', demo, lead('/leads?stage=sql', '/stage?to=opportunity'), { ...manager, ...FRENCH });
everyLook('move-recycled', demo, lead('/leads?stage=sal&owner=me', '/stage?to=recycled'), { ...rep, ...FRENCH });
everyLook('move-disqualified', demo, lead('/leads?stage=sal&owner=me', '/stage?to=disqualified'), { ...rep, ...FRENCH });
everyLook('move-lost', demo, lead('/deals?owner=me', '/stage?to=lost'), { ...rep, ...FRENCH });
everyLook('deal-new', demo, lead('/deals?outcome=won', '/deals/new'), { ...manager, ...FRENCH });
everyLook('deal-edit', demo, link('/deals?owner=me', '^="/deals/"][href*="/edit"'), { ...rep, ...FRENCH });
everyLook('deal-won', demo, link('/deals?owner=me', '*="outcome=won"'), { ...rep, ...FRENCH });
everyLook('deal-lost', demo, link('/deals?owner=me', '*="outcome=lost"'), { ...rep, ...FRENCH });
everyLook('event-void', demo, link('/leads?stage=mql', '*="/void"'), { ...manager, ...FRENCH });
everyLook('event-correction', demo, link('/leads?stage=mql', '*="/correction"'), { ...manager, ...FRENCH });
everyLook('move-not-offered', demo, lead('/deals?outcome=won', '/stage?to=mql'), { ...rep, ...FRENCH, status: 422 });
