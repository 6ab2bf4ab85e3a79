/**
 * What this tab remembers across the visit to WordPress, and across a reload: the site, the request
 * for approval, how far the test post came. No secret is among it, and the tab's end is its end.
 */

import { tabMemory } from '../shared/memory.js';

const key = 'presslink.connect';

/**
 * @typedef {object} Kept
 * @property {import('../../wasm/types/index.d.ts').Site} [site]
 * @property {import('../../wasm/types/index.d.ts').Authorization} [authorization] not answered yet
 * @property {string} [username] whose password this page last held
 * @property {string} [passwordName]
 * @property {{ root: string, document: object, checkpoint: import('../../wasm/types/index.d.ts').Checkpoint }} [post] of the site with that REST root
 */

/** @returns {Kept} */
export function recall() {
  return JSON.parse(tabMemory.get(key) ?? '{}');
}

/** Changes what is kept; `undefined` takes a part away. @returns {boolean} whether it outlives the page */
export function remember(changes) {
  return tabMemory.set(key, JSON.stringify({ ...recall(), ...changes }));
}

/** All but a post that was begun: its draft is on its site, and is to be finished, not doubled. */
export function forget() {
  const { post } = recall();
  tabMemory.delete(key);
  if (post) remember({ post });
}
