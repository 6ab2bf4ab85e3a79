import { Core } from './core.js';
import { checked } from './options.js';
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

export async function load(options = {}) {
  const { wasm, fetch: given, language, messages } = checked(options);
  const module = await (wasm === undefined || wasm === null ? compileBeside() : compile(wasm));
  // The global one is called as such: it may be replaced later, and wants no other `this`.
  const own = given && given !== globalThis.fetch;
  const send = own ? given : (...request) => globalThis.fetch(...request);
  const presslink = new Presslink(await Core.instantiate(module), send, messages);
  if (language) await presslink.setLanguage(language);
  return presslink;
}
