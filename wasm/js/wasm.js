/** Compiles `presslink.wasm` from wherever it is given. */
export async function compile(source) {
  const given = await source;
  if (given instanceof WebAssembly.Module) return given;
  if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) return WebAssembly.compile(given);
  if (typeof Response !== 'undefined' && given instanceof Response) return compileResponse(given);
  const url = new URL(given, globalThis.location?.href || workingFolder());
  if (url.protocol === 'file:') return WebAssembly.compile(await readFile(url));
  return compileResponse(await fetch(url, { credentials: 'same-origin' }));
}

async function compileResponse(response) {
  if (!response.ok) throw new TypeError(`presslink.wasm: the server answers ${response.status}`);
  const type = response.headers.get('Content-Type') ?? '';
  // What development servers say of a file that they do not know.
  if (/^text\/html\b/i.test(type)) {
    throw new TypeError(`presslink.wasm: ${response.url} is a page. Vite's development server finds ` +
      "the file with optimizeDeps: { exclude: ['presslink'] }.");
  }
  // Servers that do not know the type are not worth a failure.
  return /^application\/wasm\b/i.test(type)
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

function workingFolder() {
  const path = globalThis.process?.cwd() ?? '';
  return `file://${path.replace(/[%?#]/g, encodeURIComponent)}/`;
}

/** A text that lies beside this module. */
export async function readText(url) {
  if (url.protocol === 'file:') return new TextDecoder().decode(await readFile(url));
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new TypeError(`${url}: the server answers ${response.status}`);
  return response.text();
}

/** Node's `fetch` reads no files. The name is kept from bundlers, which have no such module. */
async function readFile(url) {
  const name = 'node:fs/promises';
  const fs = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  return fs.readFile(url);
}
