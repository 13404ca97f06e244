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

// All in one turn: hooks run as soon as no test is left, and with a name pattern those read first are soon done.
const folder = new URL('./tests/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort();
const imports = files.map((file) => `import ${JSON.stringify(new URL(file, folder).href)};`);
await import(`data:text/javascript,${encodeURIComponent(imports.join(''))}`);
