// Every main page of the demo company, as its readers see it: two widths, two themes, two languages.
import { demo } from '../support/app.mjs';
import { everyLook } from '../support/checks.mjs';

everyLook('home-manager', demo, '/', { as: 'manager' });
everyLook('home-rep', demo, '/', { as: 'rep' });
everyLook('home-marketer', demo, '/', { as: 'marketer' });
everyLook('leads', demo, '/leads', { as: 'manager' });
everyLook('lead-new', demo, '/leads/new', { as: 'marketer' });
everyLook('board', demo, '/board', { as: 'manager' });
everyLook('deals', demo, '/deals', { as: 'manager' });
everyLook('companies', demo, '/companies', { as: 'manager' });
everyLook('funnel', demo, '/funnel', { as: 'manager' });
everyLook('review', demo, '/review', { as: 'manager' });
everyLook('review-past', demo, '/review/past', { as: 'rep' });
everyLook('account', demo, '/account', { as: 'rep' });
everyLook('members', demo, '/settings/members', { as: 'admin' });
everyLook('settings', demo, '/settings', { as: 'admin' });
