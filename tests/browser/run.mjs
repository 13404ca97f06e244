// Every browser test, in one process: one Chromium and one program of each kind serve them all.
//   bin/test                       runs them with the rest
//   RELAIS_BIN=target/debug/relais npm test --prefix tests/browser -- --test-name-pattern=login
// Read next: support/app.mjs (the program), support/browser.mjs (pages), support/checks.mjs (what to assert).
import { readdirSync } from 'node:fs';
import { after } from 'node:test';
import { stopAll } from './support/app.mjs';
import { closeBrowser } from './support/browser.mjs';

after(async () => {
    await closeBrowser();
    await stopAll();
});

const folder = new URL('./tests/', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort()) {
    await import(new URL(file, folder));
}
