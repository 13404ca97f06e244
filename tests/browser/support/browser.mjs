// Debian's Chromium, driven by playwright-core: contexts, sign-in, and everything a page complained about.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PATHS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
// The sandbox needs an unprivileged user; the rest keeps a browser without a network from looking for one.
const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
];

/** What a page is looked at in: every width, theme and language that we promise. */
export const WIDTHS = [360, 1440];
export const THEMES = ['light', 'dark'];
export const LANGS = ['fr', 'en'];

let launched;
const browser = () => (launched ??= chromium.launch({ executablePath: PATHS.find((p) => p && existsSync(p)), args: FLAGS }));
const contexts = new WeakMap(); // context → its program, and whether scripts run in it
const sessions = new Map(); // address and role → cookies

export async function closeBrowser() {
    if (launched) await (await launched).close();
    launched = undefined;
}

/**
 * Runs `steps(page)` in a context of its own on `app`, closes it, then fails on anything that the page complained
 * about: script errors, CSP violations, failed requests, requests to another host.
 * @param options.as     a role, signed in first
 * @param options.width  CSS pixels; `theme` light|dark; `lang` fr|en; `js: false` turns scripts off
 * @param options.allow  a pattern of complaints that this test provokes (e.g. /status of 422/)
 */
export async function visit(app, options, steps) {
    const { as, width = 1440, theme = 'light', lang = 'fr', js = true, allow } = options;
    const phone = width < 600; // a finger instead of a pointer: larger targets
    const context = await (await browser()).newContext({
        baseURL: app.url,
        viewport: { width, height: phone ? 780 : 900 },
        hasTouch: phone,
        isMobile: phone,
        colorScheme: theme,
        locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
        timezoneId: 'Europe/Paris',
        reducedMotion: 'reduce',
        javaScriptEnabled: js,
    });
    contexts.set(context, { app, js });
    context.setDefaultTimeout(30_000);
    try {
        const page = await context.newPage();
        const complaints = listen(page, app.url);
        if (as) await signIn(page, as);
        await steps(page);
        const left = complaints.filter((line) => !allow?.test(line));
        if (left.length > 0) throw new Error(`the page complained:\n  ${left.join('\n  ')}`);
    } finally {
        await context.close();
    }
}

/** The same without JavaScript. axe is JavaScript, so it can't look at such a page: the words and layout can be. */
export const withoutJs = (app, options, steps) => visit(app, { ...options, js: false }, steps);

export const hasScripts = (page) => contexts.get(page.context()).js;

/** Signs in by the form the first time, by the same session afterwards. Leaves the page wherever that leads. */
export async function signIn(page, role) {
    const context = page.context();
    const { app } = contexts.get(context);
    const key = `${app.url} ${role}`;
    if (sessions.has(key)) return context.addCookies(sessions.get(key));
    await page.goto('/login');
    await page.fill('[name=email]', app.people[role].email);
    await page.fill('[name=password]', app.password);
    await page.press('[name=password]', 'Enter');
    await page.waitForURL((url) => url.pathname !== '/login');
    sessions.set(key, (await context.cookies()).filter(({ name }) => !/_(lang|theme)$/.test(name)));
    await page.goto('/account'); // they read what their browser asks for: tests ask for both languages
    if ((await page.inputValue('#f-language')) === '') return;
    await page.selectOption('#f-language', '');
    await send(page, page.locator('form:has(#f-language) .btn.primary'));
}

/** Clicks what sends a form or follows a link, and waits for the page that it leads to. */
export async function send(page, button) {
    const [answer] = await Promise.all([page.waitForNavigation(), button.click()]);
    return answer;
}

function listen(page, origin) {
    const complaints = [];
    page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()} (${page.url()})`);
    });
    page.on('pageerror', (error) => complaints.push(`script: ${error.message} (${page.url()})`));
    page.on('requestfailed', (request) => {
        const why = request.failure()?.errorText;
        // Leaving a page ends its event stream and prefetches: that is no failure.
        if (why !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()} ${why}`);
    });
    page.on('request', (request) => {
        const url = new URL(request.url());
        if (/^https?:/.test(url.protocol) && url.origin !== origin) complaints.push(`third party: ${url.href}`);
    });
    return complaints;
}
