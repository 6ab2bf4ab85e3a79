// Looks into a module's memory from outside; the package itself has no door to it.
import { load } from './package.mjs';

/** A module, and the WebAssembly.Memory that its instance exports. */
export async function loadWatched(options) {
  const found = [];
  const keep = (instance) => {
    // Node's own fetch is made of WebAssembly too, when it is first used.
    if ('llhttp_init' in instance.exports) return;
    found.push(...Object.values(instance.exports).filter((e) => e instanceof WebAssembly.Memory));
  };
  const { instantiate, instantiateStreaming, Instance } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    keep(made.instance ?? made);
    return made;
  };
  WebAssembly.Instance = function Watched(...given) {
    const made = new Instance(...given);
    keep(made);
    return made;
  };
  WebAssembly.instantiateStreaming = undefined;
  try {
    const presslink = await load(options);
    if (found.length !== 1) throw new Error(`${found.length} memories were exported`);
    return { presslink, memory: found[0] };
  } finally {
    Object.assign(WebAssembly, { instantiate, instantiateStreaming, Instance });
  }
}

/** Every `size` bytes in the memory that begin with `text`. */
function all(memory, text, size) {
  const bytes = Buffer.from(memory.buffer);
  const found = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) {
    found.push(bytes.latin1Slice(at, at + size));
  }
  return found;
}

/** How often `text` stands in the memory. */
export function count(memory, text) {
  return all(memory, text, 0).length;
}

/** How many different texts of `size` bytes that begin with `text` stand there. */
export function distinct(memory, text, size) {
  return new Set(all(memory, text, size)).size;
}
