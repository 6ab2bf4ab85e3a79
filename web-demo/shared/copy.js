/** From the page to the clipboard. */

import { fill } from './dom.js';
import { text } from './language.js';

/**
 * Copies, and lets `button` say for a moment what came of it. Called in the click itself: WebKit refuses
 * a copy that is begun later, but not one whose text comes later.
 *
 * @param {string | Promise<string>} content
 * @param {string} label the key of the button's own words
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copy(content, button, label) {
  const copied = await write(content).then(() => true, () => false);
  fill(button, text(copied ? 'copied' : 'not_copied'));
  setTimeout(() => fill(button, text(label)), 2000);
  return copied;
}

/** Rejected where the browser refuses; a page without TLS has no clipboard at all. */
async function write(content) {
  const type = 'text/plain';
  const blob = Promise.resolve(content).then((plain) => new Blob([plain], { type }));
  // The browser may refuse before it asks for the text, and nobody would hear that there is none.
  blob.catch(() => {});
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
}
