/**
 * What this tab remembers across the visit to WordPress, and across a reload: the site, the request
 * for approval, how far the test post came. No secret is among it, and the tab's end is its end.
 */

import { tabMemory } from '../shared/memory.js';

const key = 'presslink.connect';

/**
 * @typedef {object} Password
 * @property {string} username
 * @property {string} [name]
 * @property {string} [uuid]
 */

/**
 * @typedef {object} Kept
 * @property {import('../../wasm/types/index.d.ts').Site} [site]
 * @property {import('../../wasm/types/index.d.ts').Authorization} [authorization] not answered yet
 * @property {Password} [held] by this page, now or before it was reloaded or left
 * @property {Password[]} [left] valid besides it, and nobody holds them
 * @property {number[]} [taken] signs of the answers that brought passwords
 * @property {{ root: string, document: object, checkpoint: import('../../wasm/types/index.d.ts').Checkpoint }} [post] of the site with that REST root
 */

/**
 * What tells this answer of WordPress from another: 32 bits, of which no password can be made. Of two
 * approvals of one request the passwords alone differ.
 */
function signOf(answer) {
  let sign = 0x811c9dc5;
  for (const letter of answer.get('password')) sign = Math.imul(sign ^ letter.codePointAt(0), 0x01000193);
  return sign >>> 0;
}

/** @param {URLSearchParams} answer with a password @returns {boolean} whether it is the first time that it is taken */
export function take(answer) {
  const { taken = [] } = recall();
  const sign = signOf(answer);
  if (taken.includes(sign)) return false;
  remember({ taken: [...taken, sign] });
  return true;
}

/** @returns {Kept} */
export function recall() {
  return JSON.parse(tabMemory.get(key) ?? '{}');
}

/** Changes what is kept; `undefined` takes a part away. @returns {boolean} whether it outlives the page */
export function remember(changes) {
  return tabMemory.set(key, JSON.stringify({ ...recall(), ...changes }));
}

/** A password is valid that nobody holds. @param {Password} password */
export function leave(password) {
  const { left = [] } = recall();
  remember({ left: [...left, password] });
}

/** The password that this page last held stays valid, and is not held any more. */
export function leaveHeld() {
  const { held } = recall();
  if (held) leave(held);
  remember({ held: undefined });
}

/** This page holds `password`, perhaps the one that it held before. @param {Password} password */
export function hold(password) {
  const { held } = recall();
  if (held && !isSame(held, password)) leaveHeld();
  remember({ held: password });
}

/** As far as it is known which ones they are. */
function isSame(one, other) {
  return one.username === other.username && (!one.uuid || !other.uuid || one.uuid === other.uuid);
}

/** The password that was held is revoked. */
export function release() {
  if (recall().left) remember({ held: undefined });
  else forget();
}

/**
 * All but a post that was begun: its draft is on its site, and is to be finished, not doubled. And an
 * answer that comes once more is still no new one.
 */
export function forget() {
  const { post, taken } = recall();
  tabMemory.delete(key);
  if (post || taken) remember({ post, taken });
}
