// What to ask of a page: accessibility, layout, keyboard, pictures.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './app.mjs';
import { LANGS, THEMES, WIDTHS, hasScripts, visit } from './browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** For pages whose words are as long in the other language. */
export const FRENCH = { langs: ['fr'] };

/**
 * One page in every width, theme and language: it answers 200, axe finds nothing, nothing scrolls sideways, no
 * complaint; a picture of each goes to target/shots/.
 * @param app   `empty`, `fresh` or `demo` of app.mjs
 * @param open  the address, or `(page) => answer`, which leads there
 * @param options.as  a role; `status` another status than 200; `langs` only these languages; the rest as for `visit`
 */
export function everyLook(name, app, open, options = {}) {
    const { status = 200, langs = LANGS, ...visiting } = options;
    if (status !== 200) visiting.allow ??= new RegExp(`status of ${status}`);
    for (const lang of langs) {
        for (const width of WIDTHS) {
            test(`${name} ${width} ${lang}`, { timeout: 180_000 }, async () => {
                await visit(await app(), { ...visiting, width, lang }, async (page) => {
                    const answer = await (typeof open === 'string' ? page.goto(open) : open(page));
                    assert.equal(answer.status(), status, `${page.url()} answered ${answer.status()}`);
                    await inBothThemes(page, `${name}-${width}`, { lang });
                });
            });
        }
    }
}

/** The page that is open, in both widths and themes: for what a walk comes to and no address leads to. */
export async function inEveryLook(page, name, { lang }) {
    const before = page.viewportSize();
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: before.height });
        await inBothThemes(page, `${name}-${width}`, { lang });
    }
    await page.setViewportSize(before);
}

async function inBothThemes(page, name, { lang }) {
    for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme });
        await looksRight(page, { lang, only: theme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined });
        await shot(page, `${name}-${theme}-${lang}`);
    }
}

/** Language, accessibility (where scripts run) and layout of the page as it is now. */
export async function looksRight(page, { lang, only } = {}) {
    if (lang) assert.equal(await page.getAttribute('html', 'lang'), lang, 'the page is in another language');
    if (hasScripts(page)) await axe(page, only);
    await noSidewaysScroll(page);
}

/** Fails on any WCAG 2.2 A or AA violation or broken best practice that axe finds, or on those of some rules alone. */
export async function axe(page, only) {
    assert.ok(hasScripts(page), 'axe needs JavaScript');
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
    const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, {
        resultTypes: ['violations'],
        ...(rules && { runOnly: { type: 'rule', values: rules } }),
    }), only);
    const lines = violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${v.help}`));
    assert.deepEqual(lines, [], `axe on ${page.url()}`);
}

export async function noSidewaysScroll(page) {
    const { wide, room } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= room, `${page.url()} is ${wide} px wide in a window of ${room}`);
}

/** A picture of the whole page in target/shots/NAME.png. */
export async function shot(page, name) {
    await page.screenshot({ path: inFolder('target/shots', name), fullPage: true });
}

/** A picture for the README in docs/img/NAME.png, made only when PICTURES=1: tests leave the tree clean. */
export async function picture(page, name) {
    if (process.env.PICTURES === '1') await page.screenshot({ path: inFolder('docs/img', name) });
}

function inFolder(folder, name) {
    mkdirSync(join(root, folder), { recursive: true });
    return join(root, folder, `${name}.png`);
}

/** Presses Tab until `selector` has the focus; every stop on the way must show where it is. */
export async function tabTo(page, selector, limit = 80) {
    for (let presses = 0; presses < limit; presses += 1) {
        await page.keyboard.press('Tab');
        await focusIsVisible(page);
        if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
    }
    assert.fail(`${selector} was not reached with ${limit} Tab presses on ${page.url()}`);
}

/** The focused element is on screen, not covered (WCAG 2.4.11), and drawn differently (2.4.7). */
export async function focusIsVisible(page) {
    const problem = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return null; // the browser's own controls
        const box = at.getBoundingClientRect();
        const name = at.outerHTML.slice(0, 120);
        if (box.width === 0 || box.height === 0) return `focus on something without size: ${name}`;
        const over = document.elementFromPoint(
            Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
            Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1),
        );
        const related = over && (at.contains(over) || over.contains(at) || over.closest('label')?.control === at);
        if (!related) return `focus is covered: ${name}`;
        const style = getComputedStyle(at);
        const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        const labelRing = at.labels?.[0] && getComputedStyle(at.labels[0]).outlineStyle !== 'none';
        return ring || labelRing ? null : `focus is invisible: ${name}`;
    });
    assert.equal(problem, null);
}

/** The texts of the elements that Tab stops at, in order, until it comes round again. */
export async function tabOrder(page, limit = 200) {
    const seen = [];
    for (let presses = 0; presses < limit; presses += 1) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
            const at = document.activeElement;
            if (!at || at === document.body) return null;
            if (at.dataset.tabSeen) return null;
            at.dataset.tabSeen = '1';
            return at.getAttribute('aria-label') || at.textContent.trim() || at.name;
        });
        if (name === null) return seen;
        seen.push(name);
    }
    return assert.fail(`Tab never comes round on ${page.url()}: a keyboard trap?`);
}
