// How large the package is and what takes the room: `node size.mjs PACKAGE SYMBOLS ARCHIVE NM HELD`.
// Fails where module and glue together are larger than HELD kilobytes, what they have been.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder, symbolMap, archive, nm, held] = process.argv.slice(2);
// It is to come down: 64 KB are asked for, 48 KB are the goal.
const limit = Number(held) * 1024;
const asked = 64 * 1024;
const goal = 48 * 1024;

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;

const scripts = readdirSync(join(folder, 'js')).filter((name) => /\.m?js$/.test(name));
const read = (name) => readFileSync(join(folder, 'js', name));
const wasm = read('presslink.wasm');
const glue = read('glue.mjs');
const layer = Buffer.concat(scripts.filter((name) => name !== 'glue.mjs').map(read));

// ----- the module's sections and functions ---------------------------------------------------------

function number(at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, at };
  }
}

function* sections() {
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at];
    const size = number(at + 1);
    yield { id, begin: size.at, end: size.at + size.value };
    at = size.at + size.value;
  }
}

/** The size of each function, in the order of the code section. */
function* functions({ begin }) {
  let { value: count, at } = number(begin);
  for (; count > 0; --count) {
    const size = number(at);
    yield size.at + size.value - at;
    at = size.at + size.value;
  }
}

const sectionNames = { 1: 'types', 2: 'imports', 7: 'exports', 9: 'table', 10: 'code', 11: 'data' };

// ----- which part of the sources a function is of --------------------------------------------------

/** A function's name → the source file that has it. */
function filesOfFunctions() {
  const parts = new Map();
  const listing = execFileSync(nm, ['--defined-only', '--just-symbol-name', '-C', archive], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  let file = '';
  for (const line of listing.split('\n')) {
    const member = /^(.*\.o):$/.exec(line);
    if (member) file = member[1];
    else if (line) parts.set(line, file);
  }
  return parts;
}

function partOf(name, files) {
  if (name.includes('nlohmann')) return 'JSON library';
  if (/^(\w+ )?std::/.test(name)) return 'standard library';
  if (name.includes('presslink::wasm')) return 'bindings';
  const file = files.get(name);
  if (file) return file.replace(/\.cpp\.o$/, '');
  return name.includes('presslink') ? 'of several sources' : 'C library';
}

/** Emscripten writes what no JavaScript name may hold as `\\28`. */
const unescape = (name) =>
  name.replace(/\\([\da-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

const code = [...sections()].find(({ id }) => id === 10);
const names = readFileSync(symbolMap, 'utf8')
  .trim()
  .split('\n')
  .map((line) => /^(\d+):(.*)$/.exec(line))
  .map(([, index, name]) => [Number(index), unescape(name)]);
const sizes = [...functions(code)];
const imports = names.length - sizes.length;
const files = filesOfFunctions();
const parts = new Map();
for (const [index, name] of names) {
  if (index < imports) continue;
  const part = partOf(name, files);
  parts.set(part, (parts.get(part) ?? 0) + sizes[index - imports]);
}

// ----- the account ---------------------------------------------------------------------------------

const row = (name, bytes, packed = '') =>
  console.log(`${name.padEnd(28)}${String(bytes).padStart(9)}${String(packed).padStart(9)}`);

console.log(`${'bytes'.padStart(37)}${'brotli'.padStart(9)}`);
for (const { id, begin, end } of sections()) {
  row(`wasm: ${sectionNames[id] ?? `section ${id}`}`, end - begin, brotli(wasm.subarray(begin, end)));
}
for (const [part, bytes] of [...parts].sort((a, b) => b[1] - a[1])) row(`  code: ${part}`, bytes);
row('JavaScript layer', layer.length, brotli(layer));
row('presslink.wasm', wasm.length, brotli(wasm));
row('glue', glue.length, brotli(glue));
const total = brotli(wasm) + brotli(glue);
row('presslink.wasm and glue', wasm.length + glue.length, total);
console.log(`goal ${goal}, asked for ${asked}, held at ${limit}`);
if (total > limit) {
  console.error(`${total - limit} bytes over the limit`);
  process.exit(1);
}
