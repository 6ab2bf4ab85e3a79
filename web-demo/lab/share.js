/**
 * The state of the page as the fragment of a link, which no server sees: compressed JSON. A link
 * holds what stands in the form and nothing else; a log-in is never part of it.
 */

import { defaults } from './form.js';

const prefix = '#lab=';
const format = 1;
/** Of the JSON in a link, which somebody else may have made. */
const limit = 1 << 20;

async function pump(bytes, transform, most = Infinity) {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  const parts = [];
  let size = 0;
  for await (const part of read(stream)) {
    size += part.length;
    if (size > most) throw new RangeError('too large');
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function* read(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function toBase64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** What is plainly the address of a site; somebody may have typed or pasted a log-in around it. */
function siteIn(address) {
  const [scheme] = /^https?:\/\//i.exec(address) ?? [''];
  try {
    const { host, origin, username, pathname } = new URL(scheme ? address : `https://${address}`);
    // An @ behind a slash ends a password that holds the slash.
    const plain = username === '' && /^[\w.:[\]-]+$/.test(host) && !/@|%40/.test(pathname);
    if (plain) return (scheme ? origin : host) + pathname;
  } catch {
    // No address at all.
  }
  return defaults.site;
}

/**
 * @param {{ document: object, settings: object }} state
 * @throws {RangeError} where no page would open the link
 */
export async function toFragment({ document, settings }) {
  const shared = { format, document, settings: { ...settings, site: siteIn(settings.site) } };
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  if (bytes.length > limit) throw new RangeError('too large');
  return prefix + toBase64(await pump(bytes, new CompressionStream('deflate-raw')));
}

/**
 * @returns {Promise<{ document: object, settings: object } | null>} `null` where the fragment is
 * none of this page's
 * @throws where it is one, and broken
 */
export async function fromFragment(fragment) {
  if (!fragment.startsWith(prefix)) return null;
  const bytes = await pump(fromBase64(fragment.slice(prefix.length)), new DecompressionStream('deflate-raw'), limit);
  const shared = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (shared?.format !== format || !isObject(shared.document) || !isObject(shared.settings)) {
    throw new TypeError('not a shared document');
  }
  // The core takes no document with more, and each would be drawn.
  const { categories, tags } = shared.document;
  if ([categories, tags].some((terms) => terms?.length > 1000)) throw new TypeError('too many terms');
  return { document: shared.document, settings: shared.settings };
}
