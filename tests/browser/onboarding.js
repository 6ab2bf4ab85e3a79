/** A browser, the pages and one WordPress for all tests of a file. */

import { after, before, test as anyTest } from 'node:test';

import { Owner } from './owner.js';
import { Visitor, launchChromium, servePages } from './pages.js';
import { WordPress } from './wordpress.js';

let browser;
export let pages;
/** Pretty permalinks, Yoast SEO. */
export let wordpress;

before(async () => {
  pages = await servePages();
  browser = await launchChromium();
  wordpress = await WordPress.up('--set', 'stand_in_yoast=28.1', '--title', 'Tea & Crumbs');
});
after(async () => {
  await wordpress?.down();
  await browser?.close();
  await pages?.close();
});

/** On a busy machine a browser takes its time; a test that hangs must end all the same. */
export const test = (name, work) => anyTest(name, { timeout: 180_000 }, work);

/**
 * Someone at the onboarding page, who leaves it at the end, and then everything must have been in
 * order.
 *
 * @param {{ origin: string }} site that the page may talk to
 * @param {(one: Owner) => Promise<void>} work
 * @param {object} [options] of `Visitor.open`, and another `browser` than the one of all tests
 */
export async function owner(site, work, { browser: its = browser, ...options } = {}) {
  const visitor = await Visitor.open(its, {
    pages: pages.origin,
    origins: [site.origin],
    ...options,
  });
  try {
    await work(await Owner.at(pages, visitor));
  } catch (error) {
    await visitor.context.close();
    throw error;
  }
  await visitor.close();
  // A test may end while connected; the next one begins with none.
  for (const { uuid } of (await site.passwords?.('editor')) ?? []) await site.revoke('editor', uuid);
}
