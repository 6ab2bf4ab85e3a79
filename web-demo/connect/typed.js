import { webAddress } from '../shared/dom.js';

/**
 * `words` with the name of a host as the reader typed it, `exämple.com`, where machines write it in
 * other letters: `xn--exmple-cua.com`.
 *
 * @param {string} address that was typed
 */
export function asTyped(address, words) {
  const host = /^(?:\w+:\/\/)?([\p{L}\p{M}\p{N}.-]*)/u.exec(address)[1].toLowerCase();
  const url = webAddress(`http://${host}`);
  const written = url ? new URL(url).hostname : '';
  return written.includes('xn--') ? words.replaceAll(written, host) : words;
}
