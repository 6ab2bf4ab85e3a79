/** How long a page waits for the module once its bytes are there. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { launchChromium, servePages } from './pages.js';

const mostMilliseconds = 50;
const rounds = 7;

/** Compiles the module, makes an instance and plans a first document, in a page that did none before. */
async function firstUse(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  const took = await page.evaluate(async () => {
    const { load } = await import('/presslink/js/index.js');
    const bytes = await (await fetch('/presslink/js/presslink.wasm')).arrayBuffer();
    const began = performance.now();
    const presslink = await load({ wasm: bytes });
    const { requests } = presslink.preview({ title: 'Tea', content: '<p>Warm the pot.</p>' });
    const ended = performance.now();
    if (requests.length === 0) throw new Error('nothing was planned');
    return ended - began;
  });
  await context.close();
  return took;
}

test('the first use in a page, after the bytes have arrived', { timeout: 60_000 }, async (t) => {
  const pages = await servePages();
  t.after(() => pages.close());
  const browser = await launchChromium();
  t.after(() => browser.close());
  const times = [];
  for (let round = 0; round < rounds; ++round) times.push(await firstUse(browser, pages.url));
  const median = times.toSorted((a, b) => a - b)[rounds >> 1];
  const all = times.map((took) => took.toFixed(1)).join(', ');
  t.diagnostic(`median ${median.toFixed(1)} ms of ${all}`);
  assert.ok(median < mostMilliseconds, all);
});
