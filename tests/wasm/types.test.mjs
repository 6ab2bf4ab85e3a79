// The declarations: they compile wherever a user compiles them, hold what they promise, and explain
// every name.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import ts from 'typescript';

import { consumer, entry, here, module } from './support/package.mjs';

const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true,
  noUnusedLocals: false, skipLibCheck: false, noEmit: true, target: 'ES2022', types: [] };
const page = ['ES2022', 'DOM', 'ESNext.Disposable'];
const settings = {
  'bundler, page': { module: 'ESNext', moduleResolution: 'Bundler', lib: page },
  'bundler, worker': { module: 'ESNext', moduleResolution: 'Bundler',
    lib: ['ES2022', 'WebWorker', 'ESNext.Disposable'] },
  'node16': { module: 'Node16', moduleResolution: 'Node16', lib: page },
  'nodenext, Node without a DOM': { module: 'NodeNext', moduleResolution: 'NodeNext',
    lib: ['ES2022', 'ESNext.Disposable'], types: ['node'],
    typeRoots: [join(here, 'node_modules/@types')] },
  'without the library of Disposable': { module: 'NodeNext', moduleResolution: 'NodeNext',
    lib: ['ES2022', 'DOM'] },
};

// TypeScript's own libraries are parsed once for all settings.
const libraries = new Map();

function hostFor(options) {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => {
    if (!file.includes('/typescript/lib/')) return getSourceFile(file, ...rest);
    if (!libraries.has(file)) libraries.set(file, getSourceFile(file, ...rest));
    return libraries.get(file);
  };
  return host;
}

/** Compiles tests/wasm/types beside the installed package; the compiler's words, empty if none. */
function compile(name, settings) {
  const folder = join(consumer, `types-${name.replace(/\W+/g, '-')}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(here, 'types'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const config = { compilerOptions: { ...strict, ...settings }, include: ['*.ts'] };
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = hostFor(options);
  const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options, host));
  return ts.formatDiagnostics([...errors, ...found], host);
}

for (const [name, options] of Object.entries(settings)) {
  test(`types compile strictly: ${name}`, () => {
    assert.equal(compile(name, options), '');
  });
}

test('the compiler of the command line, with nothing but --strict', () => {
  const tsc = join(here, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--strict', '--noEmit', '--module',
    'nodenext', 'narrowing.ts', 'brands.ts', 'calls.ts'],
    { cwd: join(consumer, 'types-node16'), encoding: 'utf8' });
  assert.equal(stdout, '');
  assert.equal(status, 0);
});

const declarations = entry('.', 'types');
const program = ts.createProgram([declarations], { target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.esnext.disposable.d.ts'] });
const checker = program.getTypeChecker();
const exported = checker.getExportsOfModule(
  checker.getSymbolAtLocation(program.getSourceFile(declarations)));

const documented = (symbol) => symbol.getDocumentationComment(checker).length > 0;

test('every exported name is explained', () => {
  assert.ok(exported.length > 50, 'the declarations were not read');
  assert.deepEqual(exported.filter((symbol) => !documented(symbol)).map((s) => s.name), []);
});

test('every method is explained', () => {
  const silent = [];
  for (const symbol of exported) {
    for (const member of checker.getDeclaredTypeOfSymbol(symbol).symbol?.members?.values() ?? []) {
      // `[Symbol.dispose]` is what TypeScript says it is.
      const method = member.flags & ts.SymbolFlags.Method && !member.name.startsWith('__@');
      if (method && !documented(member)) silent.push(`${symbol.name}.${member.name}`);
    }
  }
  assert.deepEqual(silent, []);
});

test('links in the explanations lead somewhere', () => {
  const names = new Set(exported.map((symbol) => symbol.name));
  const links = readFileSync(declarations, 'utf8').matchAll(/\{@link (\w+)(?:\.(\w+))?\}/g);
  for (const [link, name, member] of links) {
    assert.ok(names.has(name), link);
    const symbol = exported.find((each) => each.name === name);
    if (member) assert.ok(checker.getDeclaredTypeOfSymbol(symbol).getProperty(member), link);
  }
});

test('the declarations and the module export the same values', () => {
  const values = exported.filter((symbol) => symbol.flags & ts.SymbolFlags.Value);
  assert.deepEqual(values.map((symbol) => symbol.name).sort(), Object.keys(module).sort());
});
