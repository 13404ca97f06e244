// The README's pictures: PICTURES=1 makes them anew, from the demo company.
//   PICTURES=1 npm test --prefix tests/browser -- --test-name-pattern=picture
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { demo, root } from '../support/app.mjs';
import { visit } from '../support/browser.mjs';
import { looksRight, picture } from '../support/checks.mjs';

const KILOBYTES = 300;
/** The first lead that the rep has to decide. */
const waiting = async (page) => {
    await page.goto('/notifications');
    return page.getAttribute('.tasks .what a', 'href');
};
const PICTURES = {
    home: { as: 'rep', path: '/' },
    leads: { as: 'manager', path: '/leads' },
    lead: { as: 'rep', path: waiting },
    board: { as: 'rep', path: '/board' },
    funnel: { as: 'manager', path: '/funnel' },
    phone: { as: 'rep', path: waiting, width: 360 },
};

for (const [name, { path, ...options }] of Object.entries(PICTURES)) {
    test(`picture ${name}`, async () => {
        await visit(await demo(), { lang: 'en', ...options }, async (page) => {
            await page.goto(typeof path === 'string' ? path : await path(page));
            await page.waitForLoadState('networkidle'); // parts that load later
            await page.evaluate(() => document.fonts.ready);
            await looksRight(page, { lang: 'en' });
            await picture(page, name);
        });
    });
}

test('picture: the README shows each, and none is heavy', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const name of Object.keys(PICTURES)) {
        assert.ok(readme.includes(`docs/img/${name}.png`), `README without ${name}.png`);
        const size = statSync(join(root, 'docs/img', `${name}.png`)).size / 1024;
        assert.ok(size < KILOBYTES, `${name}.png has ${Math.round(size)} kB`);
    }
});
