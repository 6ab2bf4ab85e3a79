import { Core } from './core.js';
import { Presslink } from './presslink.js';
import { compile } from './wasm.js';

export { PresslinkError } from './error.js';
export { mediaId, postId, postKey, termId, userId } from './ids.js';

/** Compiled once for all instances. */
let beside;

function compileBeside() {
  // Bundlers know this form, and put the file where they put the others.
  beside ??= compile(new URL('./presslink.wasm', import.meta.url)).catch((error) => {
    beside = undefined;
    throw error;
  });
  return beside;
}

export async function load({ wasm, fetch = globalThis.fetch, language = 'en' } = {}) {
  const module = await (wasm === undefined ? compileBeside() : compile(wasm));
  const send = fetch === globalThis.fetch ? (...request) => globalThis.fetch(...request) : fetch;
  const presslink = new Presslink(await Core.instantiate(module), send);
  if (language !== 'en') await presslink.setLanguage(language);
  return presslink;
}
