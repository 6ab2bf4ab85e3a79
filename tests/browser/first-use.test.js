/** How long a page waits for the module once its bytes are there. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { launchChromium, servePages } from './pages.js';

const mostMilliseconds = 50;
const rounds = 7;
const series = 3;

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

test('the first use in a page, after the bytes have arrived', { timeout: 120_000 }, async (t) => {
  const pages = await servePages();
  t.after(() => pages.close());
  const browser = await launchChromium();
  t.after(() => browser.close());
  // A busy machine makes a page wait for the processor: such a series is repeated, twice at most.
  const medians = [];
  while (medians.length < series && !(medians.at(-1) < mostMilliseconds)) {
    const times = [];
    for (let round = 0; round < rounds; ++round) times.push(await firstUse(browser, pages.url));
    medians.push(times.toSorted((a, b) => a - b)[rounds >> 1]);
    t.diagnostic(`median ${medians.at(-1).toFixed(1)} ms of ${times.map((took) => took.toFixed(1))}`);
  }
  assert.ok(medians.at(-1) < mostMilliseconds, `${medians}`);
});
