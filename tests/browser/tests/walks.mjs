// The day of the three roles, one lead after the other: from the first form to a won deal and the funnel that counts
// it. With and without JavaScript, in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PEOPLE, working } from '../support/app.mjs';
import { LANGS, send, visit } from '../support/browser.mjs';
import { looksRight } from '../support/checks.mjs';
import {
    PERSONA, QUEUE, addLead, figure, fill, follow, inDays, inStage, lists, log, move, plan, stageOf,
} from '../support/work.mjs';

for (const lang of LANGS) {
    for (const js of [true, false]) {
        test(`a day, ${lang}, ${js ? 'with' : 'without'} scripts`, { timeout: 300_000 }, async (day) => {
            const app = await working();
            await lists(app);
            const as = (role, steps) => visit(app, { as: role, lang, js, allow: /status of 409/ }, steps);
            const leads = people(`${lang}${js ? 'js' : 'nojs'}`);
            await day.test('the marketer adds, qualifies and hands over', () => as('marketer', (page) => markets(page, leads)));
            await day.test('the rep accepts, refuses, works, wins and loses', () => as('rep', (page) => sells(page, leads)));
            await day.test('the marketer reads why', () => as('marketer', (page) => learns(page, leads)));
            await day.test('the manager counts', () => as('manager', (page) => counts(page, leads)));
        });
    }
}

/** Five people whom no other walk knows. */
function people(mark) {
    const person = (first, last) => ({
        first_name: first,
        last_name: `${last} ${mark}`,
        email: `${first}.${last}@${mark}.example`.toLowerCase(),
        company: `${last} ${mark} SARL`,
    });
    return {
        won: person('Anna', 'Weber'),
        queued: person('Bruno', 'Faure'),
        refused: person('Chloe', 'Petit'),
        double: person('Denis', 'Roche'),
        own: person('Elsa', 'Morin'),
    };
}

async function markets(page, leads) {
    await page.goto('/');
    await addLead(page, { ...leads.won, source: 'Salon du bâtiment', note: 'Devis sans réponse depuis mars.' });
    await inStage(page, 'lead');
    assert.equal(await page.innerText('h1'), `${leads.won.first_name} ${leads.won.last_name}`);
    await page.locator('.timeline', { hasText: 'Devis sans réponse depuis mars.' }).waitFor();
    await looksRight(page);
    const owner = { persona: { label: PERSONA }, owner: { label: PEOPLE.rep.name } };
    await move(page, 'mql', { ...owner, note: 'Joignable le matin.' });

    await addLead(page, leads.queued); // the source of the last entry is kept
    await page.locator('.facts', { hasText: 'Salon du bâtiment' }).waitFor();
    await move(page, 'mql', { persona: { label: PERSONA }, owner: '', queue: { label: QUEUE } });

    await addLead(page, leads.refused);
    await move(page, 'mql', owner);

    // The same person again is said, not refused.
    await addLead(page, { ...leads.double, email: leads.won.email });
    await page.locator('.doubles a', { hasText: leads.won.last_name }).waitFor();
    assert.equal(await page.inputValue('[name=last_name]'), leads.double.last_name, 'what was typed is kept');
    await looksRight(page);
    await send(page, page.locator('[name=_anyway]'));
    await inStage(page, 'lead');
}

async function sells(page, leads) {
    await page.goto('/');
    assert.ok((await figure(page.locator('.nav .tally.due'))) >= 3, 'the badge tells of the handoffs');
    const row = (lead) => page.locator('.tasks li', { hasText: lead.last_name });
    for (const lead of [leads.won, leads.queued, leads.refused]) await row(lead).waitFor();
    await looksRight(page);

    // Accepts one from the list, refuses one with its reason, accepts one of the queue from its page.
    await send(page, row(leads.won).locator('form button'));
    await page.waitForSelector('[data-flash]');
    assert.equal(await row(leads.won).count(), 0, 'nothing to decide any more');
    await send(page, row(leads.refused).locator('a[href*="to=refused"]'));
    await looksRight(page);
    const refusal = page.locator('form.move');
    await fill(refusal, { reason: 'pas_de_budget', revisit_on: inDays(60), note: 'Rien avant le prochain exercice.' });
    await send(page, refusal.locator('.btn.primary'));
    await inStage(page, 'recycled');
    await page.goto('/');
    await send(page, row(leads.queued).locator('.what a'));
    await looksRight(page);
    await send(page, page.locator('.decision form:has([name=to][value=sal]) button'));
    await inStage(page, 'sal');
    const queued = new URL(page.url()).pathname;

    // Works the first: a call, a follow-up, the need, the deal, the signature.
    await page.goto(`/leads?q=${encodeURIComponent(leads.won.last_name)}`);
    await send(page, page.locator('tr', { hasText: leads.won.last_name }).first().locator('.lead-cell a'));
    await log(page, 'call', 'connected', 'Veut relancer ses devis avant l’hiver.');
    await plan(page, 'Envoyer deux références', inDays(2));
    await looksRight(page);
    await move(page, 'sql', { note: 'Un outil de relance avant décembre.' });
    await move(page, 'opportunity', { amount: '12 500', expected_on: inDays(20), deal_stage: 'need_confirmed' });
    assert.match(await page.innerText('#deals .money'), /12[^0-9]500/);
    await looksRight(page);
    await follow(page, '#deals a[href*="outcome=won"]');
    await looksRight(page);
    await close(page, { reason: 'adequation', amount: '12000' });
    await inStage(page, 'customer');

    // Loses the other, and says what becomes of it.
    await page.goto(queued);
    await move(page, 'sql', { talk: 'call_connected', note: 'Un devis par semaine.' });
    await move(page, 'opportunity', { amount: '3000', expected_on: inDays(9), deal_stage: 'discovery' });
    await follow(page, '#deals a[href*="outcome=lost"]');
    await looksRight(page);
    await close(page, { reason: 'concurrent', competitor: 'Tableur & Cie', then: 'recycled', revisit_on: inDays(90) });
    await inStage(page, 'recycled');

    // A prospect of one's own: one form that tells of the conversation.
    await addLead(page, leads.own);
    await move(page, 'sql', { talk: 'meeting_held', note: 'Rencontrée sur un chantier.' });
    assert.equal(await page.locator('.timeline', { hasText: 'Rencontrée sur un chantier.' }).count() > 0, true);
}

async function close(page, values) {
    const form = page.locator('form.move');
    await fill(form, values);
    await send(page, form.locator('.btn.primary'));
}

async function learns(page, leads) {
    await page.goto('/');
    const row = page.locator('.tasks li', { hasText: leads.refused.last_name });
    assert.match(await row.innerText(), /Rien avant le prochain exercice\./);
    await send(page, row.locator('.what a'));
    assert.equal(await stageOf(page), 'recycled');
}

async function counts(page, leads) {
    await page.goto('/');
    await looksRight(page);
    const tile = page.locator('.tile .figure a').first();
    const shown = await figure(tile);
    await send(page, tile);
    assert.equal(await rows(page), shown, 'the tile counts the leads of its list');

    // Each figure of the funnel opens as many leads as it says, and the won one is among the customers.
    await page.goto('/funnel');
    const stages = await page.locator('table.funnel tbody tr').evaluateAll((all) => all.map((tr) => tr.dataset.stage));
    assert.deepEqual(stages, ['lead', 'mql', 'sql', 'opportunity', 'customer']);
    for (const stage of stages) {
        await page.goto('/funnel');
        const link = page.locator(`table.funnel tr[data-stage=${stage}] .count a`);
        const count = await figure(link);
        await send(page, link);
        assert.equal(await rows(page), count, `${stage}: the leads behind the figure`);
    }
    assert.equal(await page.locator('tbody tr', { hasText: leads.won.last_name }).count(), 1);
    await looksRight(page);
}

/** The rows of the list that is open, over all its pages. */
async function rows(page) {
    for (let total = 0; ; ) {
        total += await page.locator('main tbody tr').count();
        const next = page.locator('.pager a[rel=next]');
        if ((await next.count()) === 0) return total;
        await send(page, next);
    }
}
