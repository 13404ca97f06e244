// What goes wrong keeps what was typed, says so beside the field, and shows the way on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { working } from '../support/app.mjs';
import { LANGS, send, visit } from '../support/browser.mjs';
import { inEveryLook } from '../support/checks.mjs';
import { addLead, fill, follow } from '../support/work.mjs';

const WORDS = { fr: { error: /^Erreur/ }, en: { error: /^Error/ } };

for (const lang of LANGS) {
    for (const js of [true, false]) {
        const how = `${lang}, ${js ? 'with' : 'without'} scripts`;
        const marketer = { as: 'marketer', lang, js };
        const mark = `${lang}${js ? 'js' : 'nojs'}`;
        const phone = `04 94 1${lang === 'fr' ? 1 : 2} 1${js ? 1 : 2}`; // another for each: one number is one person

        test(`a form with faults comes back as it was typed, ${how}`, async () => {
            await visit(await working(), { ...marketer, allow: /status of 422/ }, async (page) => {
                const typed = { first_name: 'Zoé', email: 'pas une adresse', note: 'À rappeler.\nLe matin.' };
                await page.goto('/leads/new');
                await fill(page.locator('form.lead-form'), typed);
                await unchecked(page, 'form.lead-form');
                assert.match(await page.title(), WORDS[lang].error);
                for (const [name, value] of Object.entries(typed)) {
                    assert.equal(await page.inputValue(`form.lead-form [name=${name}]`), value, name);
                }
                const field = page.locator('.field', { has: page.locator('[name=email]') });
                const told = (await field.locator('.error').innerText()).trim();
                const [described] = (await field.locator('input').getAttribute('aria-describedby')).split(' ');
                assert.equal((await page.locator(`#${described}`).innerText()).trim(), told);
                const summary = page.locator('.error-summary a');
                assert.equal(await summary.getAttribute('href'), '#f-email');
                assert.equal((await summary.innerText()).trim(), told);
                if (js) assert.ok(await page.locator('.error-summary').evaluate((at) => at === document.activeElement));
                await inEveryLook(page, 'form-with-faults', { lang });
            });
        });

        test(`two edits of one field meet in three columns, ${how}`, async () => {
            await visit(await working(), { ...marketer, allow: /status of 409/ }, async (page) => {
                await page.goto('/');
                await addLead(page, { last_name: `Conflit ${mark}`, job_title: 'Gérante', phone: `${phone} 33` });
                const lead = page.url();
                await follow(page, 'a[href*="/edit"]');
                const late = page.url();
                const other = await page.context().newPage();
                await other.goto(late);
                await save(other, { job_title: 'Directrice', phone: `${phone} 44` });
                assert.equal(other.url(), lead);
                const answer = await save(page, { job_title: 'Associée', last_name: `Conflit ${mark} Blanc` });
                assert.equal(answer.status(), 409);
                await inEveryLook(page, 'conflict', { lang });
                const row = page.locator('table.versions tbody tr');
                assert.equal(await row.count(), 1, 'only what both changed is asked');
                assert.deepEqual(await row.locator('.prose').allInnerTexts(), ['Associée', 'Directrice', 'Gérante']);
                await row.locator('input').nth(1).check();
                await send(page, page.locator('main form .btn.primary'));
                assert.equal(page.url(), lead);
                assert.equal(await page.innerText('h1'), `Conflit ${mark} Blanc`);
                assert.match(await page.innerText('.page-head .sub'), /Directrice/);
                await page.locator('.facts', { hasText: `${phone} 44` }).waitFor();
            });
        });

        test(`a move without its reason says which, ${how}`, async () => {
            await visit(await working(), { ...marketer, allow: /status of 422/ }, async (page) => {
                await page.goto('/');
                await addLead(page, { last_name: `Sansmotif ${mark}` });
                await follow(page, 'a[href*="to=disqualified"]');
                await page.fill('[name=note]', 'Vu sur leur site.');
                await unchecked(page, 'form.move');
                await page.locator('#f-reason-error').waitFor();
                assert.equal(await page.inputValue('[name=note]'), 'Vu sur leur site.');
                await inEveryLook(page, 'move-without-reason', { lang });
            });
        });
    }
}

/** Sends a form past what the browser itself would check. */
async function unchecked(page, form) {
    await page.locator(form).evaluate((at) => at.setAttribute('novalidate', ''));
    await send(page, page.locator(`${form} .btn.primary`));
}

async function save(page, values) {
    await fill(page.locator('form.lead-form'), values);
    return send(page, page.locator('form.lead-form .btn.primary'));
}
