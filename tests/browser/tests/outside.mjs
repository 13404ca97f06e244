// Pages without a session: sign-in, first start, invitation, lost password; and every page that says no.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { broken, empty, fresh, working } from '../support/app.mjs';
import { LANGS, send, signIn, visit } from '../support/browser.mjs';
import { everyLook, inEveryLook } from '../support/checks.mjs';
import { fill } from '../support/work.mjs';

everyLook('sign-in', empty, '/login');
everyLook('sign-in-refused', empty, async (page) => {
    await page.goto('/login');
    await page.fill('[name=email]', 'nobody@relais.test');
    await page.fill('[name=password]', 'not the password');
    return send(page, page.locator('.btn.primary'));
}, { status: 422 });

/** The address that the program prints on its terminal at its first start. */
const setup = async (page) => page.goto(new URL((await fresh()).output.match(/http\S+\/setup\S*/)[0]).href);
everyLook('setup', fresh, setup);
everyLook('setup-faults', fresh, async (page) => {
    await setup(page);
    await fill(page.locator('main form'), { name: 'Zoé', password: 'court' });
    await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''));
    return send(page, page.locator('.btn.primary'));
}, { status: 422 });

let links;
/** Links that an administrator makes once: to join, and to choose another password. */
async function makeLinks() {
    const made = {};
    await visit(await working(), { as: 'admin' }, async (page) => {
        await page.goto('/settings/members');
        const form = page.locator('form.card[action="/settings/members"]');
        await fill(form, { name: 'Nina Invitée', email: 'nina@relais.test', role: 'rep' });
        await send(page, form.locator('.btn.primary'));
        made.join = new URL((await page.innerText('#link')).trim()).pathname;
        await page.goto('/settings/members');
        await send(page, page.locator('.lead-cell a', { hasText: 'Rose Renard' }));
        await send(page, page.locator('form[action$="/link"] button'));
        made.reset = new URL((await page.innerText('#link')).trim()).pathname;
    });
    return made;
}
const byLink = (which) => async (page) => page.goto((await (links ??= makeLinks()))[which]);
everyLook('join', working, byLink('join'));
everyLook('reset', working, byLink('reset'));
everyLook('link-unknown', working, '/join/nothing-like-it', { status: 404 });

for (const lang of LANGS) {
    test(`an administrator gives a link, ${lang}`, async () => {
        await visit(await working(), { as: 'admin', lang }, async (page) => {
            await page.goto('/settings/members');
            await send(page, page.locator('.lead-cell a', { hasText: 'Marc Moreau' }));
            await send(page, page.locator('form[action$="/link"] button'));
            await inEveryLook(page, 'member-link', { lang });
            await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
            await page.click('[data-copy]');
            const copied = await page.evaluate(() => navigator.clipboard.readText());
            assert.equal(copied, (await page.innerText('#link')).trim());
        });
    });
}

everyLook('not-found', empty, '/leads/nothing-like-it', { as: 'rep', status: 404 });
everyLook('not-found-outside', empty, '/nothing-like-it', { status: 404 });
everyLook('forbidden', empty, '/settings/members', { as: 'rep', status: 403 });
everyLook('bad-request', empty, '/funnel?from=yesterday', { as: 'rep', status: 422 });

test('a database that fails gives an incident number, in every look', async () => {
    const app = await broken();
    for (const lang of LANGS) {
        await visit(app, { lang, allow: /status of 50\d/ }, async (page) => {
            if (lang === LANGS[0]) {
                await signIn(page, 'rep');
                for (const file of readdirSync(app.dir).filter((name) => name.startsWith('relais.db'))) {
                    writeFileSync(join(app.dir, file), 'not a database any more');
                }
            } else {
                await signIn(page, 'rep'); // by the session of before
            }
            const answer = await page.goto('/leads');
            assert.ok(answer.status() >= 500, `answered ${answer.status()}`);
            assert.doesNotMatch(await page.innerText('body'), /sqlite|database|malformed/i, 'no inside shown');
            await inEveryLook(page, 'incident', { lang });
        });
    }
});
