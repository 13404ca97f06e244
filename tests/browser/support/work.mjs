// What people do in the program, by its own links and forms, with and without JavaScript.
import assert from 'node:assert/strict';
import { hasScripts, send, visit } from './browser.mjs';

export const PERSONA = 'Gérant de PME';
export const QUEUE = 'Relève';
let made;

/** Makes the persona and the queue that the forms of `app` choose from, once. */
export const lists = (app) => (made ??= visit(app, { as: 'manager' }, async (page) => {
    for (const [list, values] of [['personas', { name: PERSONA }], ['queues', { name: QUEUE, team: 'sales' }]]) {
        await page.goto(`/settings/${list}`);
        const form = page.locator(`form.card[action="/settings/${list}"]`);
        await fill(form, values);
        await send(page, form.locator('.btn.primary'));
    }
}));

/** Adds a lead from wherever `page` is: by the key `n`, or by the link where no script runs. Leaves the lead open. */
export async function addLead(page, person) {
    if (hasScripts(page)) await page.keyboard.press('n');
    else await page.click('.side [data-key=n]');
    await page.waitForURL('**/leads/new');
    await fill(page.locator('form.lead-form'), person);
    await send(page, page.locator('form.lead-form .btn.primary'));
}

/** Fills fields by name, in the order given: what a choice reveals comes after it. */
export async function fill(form, values) {
    for (const [name, value] of Object.entries(values)) {
        const field = form.locator(`[name="${name}"]`);
        const kind = await field.first().evaluate((at) => (at.type === 'radio' ? 'radio' : at.localName));
        if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
        else if (kind === 'select') await field.selectOption(value);
        else await field.fill(value);
    }
}

/** From a lead's page: the way to `to` that the page offers, its form, and the lead again, in that stage. */
export async function move(page, to, values, stage = to) {
    await follow(page, `a[href*="/stage?to=${to}"]`);
    const form = page.locator('form.move');
    await fill(form, values);
    await send(page, form.locator('.btn.primary'));
    await inStage(page, stage);
}

/** Follows a link of a lead's page, out of the menu «…» if it is there. */
export async function follow(page, selector) {
    const link = page.locator(`main ${selector}`).first();
    const menu = page.locator('.page-head details.menu', { has: page.locator(selector) });
    if (!(await link.isVisible()) && (await menu.count()) > 0) await menu.locator('summary').click();
    await send(page, link);
}

/** Fails unless the open lead's page says that something was done and the lead is in `stage`. */
export async function inStage(page, stage) {
    assert.match(new URL(page.url()).pathname, /^\/leads\/[0-9a-f-]{36}$/, await page.textContent('main'));
    await page.waitForSelector('[data-flash]');
    assert.equal(await stageOf(page), stage);
}

/** The stage of the lead whose page is open: the newest step of its thread. */
export const stageOf = (page) => page.getAttribute('.timeline .dot[data-stage]', 'data-stage');

/** Logs an exchange in the thread of the open lead. */
export async function log(page, kind, outcome, text) {
    const form = page.locator('form#log');
    await form.locator(`label:has([name=kind][value=${kind}])`).click();
    if (outcome) await form.locator(`[data-kind=${kind}] [value=${outcome}]`).check();
    await form.locator('[name=text]').fill(text);
    await send(page, form.locator('button'));
    await page.locator('.timeline', { hasText: text }).waitFor();
}

/** Plans a follow-up on the open lead. */
export async function plan(page, title, day) {
    const form = page.locator('#tasks form[action$="/tasks"]');
    if (!(await form.isVisible())) await page.click('#tasks summary');
    await fill(form, { title, due_on: day });
    await send(page, form.locator('button'));
    await page.locator('#tasks .todo', { hasText: title }).waitFor();
}

/** A day in `days` days, as a date field takes it. */
export const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The figure that a link shows, as a number: «1 234» and «1,234» are 1234. */
export async function figure(link) {
    const text = (await link.first().innerText()).replace(/[^0-9]/g, '');
    assert.notEqual(text, '', 'no figure');
    return Number(text);
}
