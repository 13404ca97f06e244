import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fresh } from '../support/app.mjs';
import { visit } from '../support/browser.mjs';

test('the browser reaches the program', async () => {
    await visit(await fresh(), { allow: /favicon/ }, async (page) => {
        const answer = await page.goto('/healthz');
        assert.equal(answer.status(), 200);
    });
});
