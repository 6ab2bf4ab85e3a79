/**
 * How far the last try to send the document in the form came, until that is ended: the next try
 * finishes the same post. It outlives a reload.
 */

import { tabMemory } from '../shared/memory.js';

const key = 'presslink.lab.begun';

/** @param {string} root of the REST API of the site that has the post */
export function setBegun(root, checkpoint) {
  tabMemory.set(key, JSON.stringify({ root, checkpoint }));
}

/** What was begun on the site of `root`, once there is a post. */
export function begunOn(root) {
  const begun = JSON.parse(tabMemory.get(key)) ?? {};
  return begun.root === root && begun.checkpoint.stage !== 'fresh' ? begun.checkpoint : undefined;
}

/** The form holds another document from now on: no draft of an earlier one is finished with it. */
export function leaveBegun() {
  tabMemory.delete(key);
}

/** @returns {() => void} that brings back what is begun now */
export function keepBegun() {
  const begun = tabMemory.get(key);
  return () => begun && tabMemory.set(key, begun);
}
