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

/** Each three lines in a row of a function. */
function phrasesOf(body) {
  const lines = body.split('\n').slice(1).map((line) => line.trim());
  return new Set(lines.slice(2).map((line, at) => `${lines[at]}\n${lines[at + 1]}\n${line}`));
}

/** How alike two functions are that share `shared` phrases. The weight of the type was found by trying. */
function likeness(shared, a, b) {
  return (shared / (a.phrases.size + b.phrases.size)) * (a.type === b.type ? 3 : 1);
}

/** One chain: behind each function the one most like it of those that are left. */
function chain(functions) {
  const holders = new Map();
  for (const one of functions) {
    for (const phrase of one.phrases) {
      if (!holders.has(phrase)) holders.set(phrase, []);
      holders.get(phrase).push(one);
    }
  }
  const left = new Set(functions);
  const order = [];
  for (let [one] = left; one; ) {
    order.push(one);
    left.delete(one);
    const shared = new Map();
    for (const phrase of one.phrases) {
      for (const other of holders.get(phrase)) {
        if (left.has(other)) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
    }
    let most = 0;
    [one] = left;
    for (const [other, count] of shared) {
      const found = likeness(count, order.at(-1), other);
      if (found > most) [most, one] = [found, other];
    }
  }
  return order;
}

function arrangeFunctions(source) {
  const [head, ...bodies] = source.slice(0, source.lastIndexOf(')')).split(/\n(?= \(func )/);
  const all = bodies.map((body) => {
    const [, name, type] = /^ \(func \$(\S+) ?(.*)/.exec(body);
    return { name, type, body, phrases: phrasesOf(body) };
  });
  // wasm-opt begins with the most called, and the first numbers take a byte less. Found by trying.
  const called = 32;
  const functions = [...chain(all.slice(0, called)), ...chain(all.slice(called))];
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
