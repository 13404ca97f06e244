// A day with no pointer at all: Tab, Enter, arrows and the single keys; every stop shows where the focus is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo, working } from '../support/app.mjs';
import { visit } from '../support/browser.mjs';
import { focusIsVisible, tabOrder, tabTo } from '../support/checks.mjs';
import { PERSONA, inStage, lists } from '../support/work.mjs';

/** Presses a key that leads to another page. */
async function leads(page, key) {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

test('a lead goes from its form to SQL without a pointer', async (day) => {
    const app = await working();
    await lists(app);
    await day.test('the marketer signs in, adds and qualifies', () => qualifies(app));
    await day.test('the rep accepts from the board by its menu, then moves on by its keys', () => accepts(app));
});

async function qualifies(app) {
    await visit(app, {}, async (page) => {
        await page.goto('/login');
        await tabTo(page, '[name=email]');
        await page.keyboard.type(app.people.marketer.email);
        await page.keyboard.press('Tab');
        await page.keyboard.type(app.password);
        await leads(page, 'Enter');

        await leads(page, 'n');
        await tabTo(page, '[name=last_name]');
        await page.keyboard.type('Clavier');
        await page.keyboard.press('Tab');
        await page.keyboard.type('clavier@relais.test');
        await leads(page, 'Enter');
        await inStage(page, 'lead');

        await tabTo(page, 'a[href*="to=mql"]');
        await leads(page, 'Enter');
        await tabTo(page, '[name=persona]');
        await page.keyboard.type(PERSONA.slice(0, 3)); // a list takes the letters of what it should choose
        await tabTo(page, '[name=owner]');
        await page.keyboard.type('Rose');
        await tabTo(page, 'form.move .btn.primary');
        await leads(page, 'Enter');
        await inStage(page, 'mql');

        // The menu «…» opens, is walked and closes by keys; the focus comes back to it.
        await page.keyboard.press('Escape');
        await tabTo(page, '.page-head details.menu summary');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await focusIsVisible(page);
        assert.ok(await page.evaluate(() => document.activeElement.closest('.menu ul') !== null));
        await page.keyboard.press('Escape');
        assert.ok(await page.evaluate(() => document.activeElement.localName === 'summary'));
    });
}

async function accepts(app) {
    await visit(app, { as: 'rep' }, async (page) => {
        await page.goto('/board?q=Clavier');
        const card = page.locator('[data-column][data-stage=mql] [data-card]');
        await tabTo(page, '[data-stage=mql] [data-card] summary');
        await page.keyboard.press('Enter');
        await tabTo(page, '[data-stage=mql] [data-card] form button', 5);
        await page.keyboard.press('Enter');
        await page.locator('[data-column][data-stage=sal] [data-card]').waitFor();
        assert.equal(await card.count(), 0);
        assert.match(await page.innerText('#live'), /SAL/, 'the move is announced');

        // `]` on the card offers the next stage; the form is filled without a pointer.
        await page.goto('/board?q=Clavier');
        await tabTo(page, '[data-stage=sal] [data-card] a');
        await leads(page, ']');
        await tabTo(page, '[name=talk]');
        await page.keyboard.press('Space');
        await tabTo(page, '[name=note]');
        await page.keyboard.type('Un outil avant la fin du mois.');
        await tabTo(page, 'form.move .btn.primary');
        await leads(page, 'Enter');
        await inStage(page, 'sql');
    });
}

test('a manager goes about by single keys, and may switch them off', async () => {
    await visit(await demo(), { as: 'manager' }, async (page) => {
        await page.goto('/');
        for (const [keys, path] of [['gl', '/leads'], ['gb', '/board'], ['gf', '/funnel'], ['gi', '/notifications'], ['gh', '/']]) {
            await page.keyboard.press(keys[0]);
            await leads(page, keys[1]);
            assert.equal(new URL(page.url()).pathname, path);
        }
        await page.goto('/leads');
        await page.keyboard.press('j');
        await page.keyboard.press('j');
        const second = await page.locator('[data-row] a').nth(1).getAttribute('href');
        assert.ok(await page.locator('[data-row]').nth(1).evaluate((row) => row.contains(document.activeElement)));
        await leads(page, 'Enter');
        assert.equal(new URL(page.url()).pathname, second.split('?')[0]);

        await page.goto('/leads');
        await page.keyboard.press('/');
        await page.keyboard.type('ng'); // in a field, letters are letters
        assert.equal(await page.evaluate(() => document.activeElement.value), 'ng');
        await page.keyboard.press('Tab');
        await page.keyboard.press('?');
        await page.locator('dialog#shortcuts[open]').waitFor();
        await tabTo(page, '[data-shortcuts]', 5);
        await page.keyboard.press('Space');
        await page.keyboard.press('Escape');
        await page.keyboard.press('n');
        await page.waitForTimeout(200);
        assert.equal(new URL(page.url()).pathname, '/leads', 'n does nothing any more');
    });
});

test('Tab goes through a page once, first to its content', async () => {
    await visit(await demo(), { as: 'rep' }, async (page) => {
        await page.goto('/');
        const order = await tabOrder(page);
        assert.match(order[0], /Aller au contenu/);
        assert.ok(order.length > 20, `${order.length} stops`);
    });
});
