// Arranges a linked module so that it compresses better: `node arrange.mjs BINARYEN MODULE SYMBOLS`.
// Functions that are alike come one after the other, and the data is one piece: it was split where it
// holds zeros, which cost a compressed file next to nothing. What the module does stays the same.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [binaryen, module, symbolMap] = process.argv.slice(2);
const text = `${module}.wat`;
const features = '--all-features';

// ----- functions -------------------------------------------------------------------------------------

const count = (body, part) => body.split(part).length;

/** Of the same type first, then as many locals, then as long. */
function compare(a, b) {
  const type = a.type < b.type ? -1 : Number(a.type > b.type);
  return type || a.locals - b.locals || a.body.length - b.body.length;
}

function arrangeFunctions(source) {
  const [head, ...bodies] = source.slice(0, source.lastIndexOf(')')).split(/\n(?= \(func )/);
  const functions = bodies.map((body) => {
    const [, name, type] = /^ \(func \$(\S+) ?(.*)/.exec(body);
    return { name, type, body, locals: count(body, '\n  (local ') };
  });
  functions.sort(compare);
  return { text: [head, ...functions.map(({ body }) => body)].join('\n') + ')\n', functions };
}

// ----- data ------------------------------------------------------------------------------------------

const bytes = (literal) => literal.match(/\\[0-9a-f]{2}|\\?[^]/g) ?? [];

function mergeData(source) {
  const pattern = /^ \(data (?:\$\S+ )?\(i32\.const (\d+)\) "(.*)"\)\n/gm;
  const pieces = [...source.matchAll(pattern)].map(([, at, literal]) => [Number(at), literal]);
  const [[begin]] = pieces;
  let merged = '';
  let end = begin;
  for (const [at, literal] of pieces) {
    merged += '\\00'.repeat(at - end) + literal;
    end = at + bytes(literal).length;
  }
  let first = true;
  return source.replace(pattern, () => {
    const kept = first ? ` (data (i32.const ${begin}) "${merged}")\n` : '';
    first = false;
    return kept;
  });
}

// ----- the module ------------------------------------------------------------------------------------

execFileSync(join(binaryen, 'wasm-dis'), [features, module, '-o', text]);
const { text: arranged, functions } = arrangeFunctions(readFileSync(text, 'utf8'));
writeFileSync(text, mergeData(arranged));
execFileSync(join(binaryen, 'wasm-as'), [features, text, '-o', module]);
rmSync(text);

// The disassembly numbers the functions without the imports, which come first and keep their places.
const names = readFileSync(symbolMap, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.slice(line.indexOf(':') + 1));
const imported = names.length - functions.length;
const order = [
  ...names.slice(0, imported),
  ...functions.map(({ name }) => names[imported + Number(name)]),
];
writeFileSync(symbolMap, order.map((name, index) => `${index}:${name}\n`).join(''));
