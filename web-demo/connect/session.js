/**
 * What this tab remembers across the visit to WordPress, and across a reload: the site, the request
 * for approval, how far the test post came. No secret is among it, and the tab's end is its end.
 */

const key = 'presslink.connect';

/**
 * @typedef {object} Kept
 * @property {import('../../wasm/types/index.d.ts').Site} [site]
 * @property {import('../../wasm/types/index.d.ts').Authorization} [authorization] not answered yet
 * @property {string} [username] whose password this page last held
 * @property {string} [passwordName]
 * @property {{ document: object, checkpoint: import('../../wasm/types/index.d.ts').Checkpoint }} [post]
 */

/** @returns {Kept} */
export function recall() {
  return JSON.parse(sessionStorage.getItem(key) ?? '{}');
}

/** Changes what is kept; `undefined` takes a part away. */
export function remember(changes) {
  sessionStorage.setItem(key, JSON.stringify({ ...recall(), ...changes }));
}

export function forget() {
  sessionStorage.removeItem(key);
}
