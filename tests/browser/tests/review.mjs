// A meeting in two browsers: both write, one closes it, a lead is corrected afterwards, the closed page stays as it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { empty, PEOPLE } from '../support/app.mjs';
import { visit } from '../support/browser.mjs';

/** The blocks of a review's page, as text. */
const blocks = (page) => page.locator('section.block:not([aria-labelledby=past])').allInnerTexts();

async function addMql(page, name) {
    await page.goto('/leads/new');
    await page.fill('[name=last_name]', name);
    await page.press('[name=last_name]', 'Enter');
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
    return page.url();
}

test('a meeting in two browsers', async () => {
    const app = await empty();
    await visit(app, { as: 'manager', allow: /status of 409/ }, async (chair) => {
        const lead = await addMql(chair, 'Corrigé');
        await visit(app, { as: 'marketer', allow: /status of 409/ }, async (other) => {
            await chair.goto('/review');
            const week = new URL(chair.url()).pathname;
            await other.goto(week);

            // both write in one note: the slower one sees three columns and loses nothing
            const note = '#note-mql-marketing';
            await chair.fill(note, 'Le livre blanc fait le volume.');
            await other.fill(note, 'Le webinaire monte.');
            const save = (page) => page.locator(`form:has(${note}) button`).click();
            await save(chair);
            await chair.waitForSelector('[data-flash]');
            await save(other);
            await other.waitForSelector('table.versions');
            assert.deepEqual(
                (await other.locator('table.versions tbody td').allInnerTexts()).map((text) => text.trim()),
                ['Le webinaire monte.', 'Le livre blanc fait le volume.', ''],
            );
            await other.fill('#f-note', 'Le livre blanc fait le volume, le webinaire monte.');
            await other.click('form:has(#f-note) button');
            await other.waitForSelector('[data-flash]');

            // the meeting: one block a step, arrows lead on, the clock runs
            await chair.goto(`${week}/meeting/carried`);
            await chair.waitForFunction(() => document.querySelector('[data-time]')?.textContent !== '0:00');
            for (const block of ['mql', 'sales', 'feedback', 'contents', 'agreed']) {
                await chair.locator('body').press('ArrowRight');
                await chair.waitForURL(new RegExp(`/meeting/${block}$`));
            }
            await chair.fill('#f-decision', 'La taille devient obligatoire.');
            await chair.selectOption('#f-who', { label: PEOPLE.rep.name });
            await chair.click('form:has(#f-decision) button');
            await chair.waitForSelector('[data-flash]');
            await other.goto(`${week}/meeting/agreed`);
            await other.fill('#f-action', 'Écrire la page des prix');
            await other.selectOption('#f-owner', { label: PEOPLE.marketer.name });
            await other.fill('#f-link', lead);
            await other.click('form:has(#f-action) button');
            await other.waitForSelector('[data-flash]');

            // closing
            await chair.goto(`${week}/close`);
            await chair.check('input[name=who] >> nth=0');
            await chair.click('button.primary');
            await chair.waitForURL(new RegExp(`${week}$`));
            const presented = await blocks(chair);
            assert.ok(presented.join(' ').includes('La taille devient obligatoire.'));
            assert.ok(presented.join(' ').includes('Écrire la page des prix'));
            assert.equal(await chair.locator('#note-mql-marketing').count(), 0, 'nothing can be typed any more');

            // a correction afterwards
            await chair.goto(`${new URL(lead).pathname}/trash`);
            await chair.fill('[name=reason]', 'Doublon de test');
            await chair.click('form[action$="/trash"] button.primary');
            await chair.waitForSelector('[data-flash]');
            await other.goto(week);
            assert.deepEqual(await blocks(other), presented);
            await chair.goto(`${week}/minutes`);
            assert.ok((await chair.innerText('main')).includes('Écrire la page des prix'));
        });
    });
});
