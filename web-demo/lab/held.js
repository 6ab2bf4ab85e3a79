/**
 * Whose passwords this page holds, or held before it was reloaded or left: each one's site and user
 * name. No secret is among it.
 */

import { tabMemory } from '../shared/memory.js';

const key = 'presslink.lab.held';

/** @typedef {{ id: number, site: import('../../wasm/types/index.d.ts').Site, username: string }} Held */

/** @returns {Held[]} */
export function allHeld() {
  return JSON.parse(tabMemory.get(key)) ?? [];
}

function keep(all) {
  if (all.length > 0) tabMemory.set(key, JSON.stringify(all));
  else tabMemory.delete(key);
}

/**
 * @param {boolean} made just now by WordPress; else it is likely the one of that user that was held
 * before
 * @returns {Held}
 */
export function hold(site, username, made) {
  const isSame = (one) => !made && one.username === username && one.site.rest_root === site.rest_root;
  const held = { id: Date.now(), site, username };
  keep([...allHeld().filter((one) => !isSame(one)), held]);
  return held;
}

/** It is revoked, or the reader was told of it. @param {...Held} gone */
export function release(...gone) {
  keep(allHeld().filter(({ id }) => gone.every((one) => one.id !== id)));
}
