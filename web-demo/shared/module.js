/** The one way to the WebAssembly module: loaded once for a page, when it is first asked for. */

import { fetchModule } from './fetch-module.js';
import { beforeLanguage, language } from './language.js';

let loading;

/**
 * @returns {Promise<import('../../wasm/types/index.d.ts').Presslink>} the same for every call;
 * rejected where the browser cannot run it or the file did not arrive, and tried anew the next time
 */
export function loadPresslink() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  const { load } = await fetchModule(new URL('../presslink/js/index.js', import.meta.url));
  const presslink = await load({ language: language() });
  // Where its texts do not arrive, they stay as they are; the page's own are there.
  beforeLanguage((code) => presslink.setLanguage(code).catch(() => {}));
  if (presslink.language !== language()) await presslink.setLanguage(language());
  return presslink;
}
