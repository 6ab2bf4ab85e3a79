// The examples of the package's README run, one after the other, as they stand there.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import ts from 'typescript';

import { FakeWordPress, login } from './support/fake_wordpress.mjs';
import { consumer, installed } from './support/package.mjs';

const readme = readFileSync(join(installed, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);

/** What a page has and Node has not. */
function pretendPage(site) {
  const storage = () => {
    const kept = new Map();
    return { getItem: (name) => kept.get(name) ?? null, removeItem: (name) => kept.delete(name),
      setItem: (name, value) => { kept.set(name, value); } };
  };
  const location = { href: '', pathname: '/connected', assign(address) {
    const back = new URL(address).searchParams.get('success_url');
    this.href = `${back}${back.endsWith('#') ? '?' : '&'}site_url=${encodeURIComponent(site.origin)}` +
      `&user_login=${login.username}&password=${encodeURIComponent(login.password)}`;
  } };
  const history = { replaceState(_state, _title, address) { location.href = address; } };
  return { fetch: site.fetch, localStorage: storage(), sessionStorage: storage(), location, history };
}

test('the examples run', async (t) => {
  assert.ok(examples.length >= 9);
  const site = new FakeWordPress();
  const saved = Object.entries(pretendPage(site)).map(([name, value]) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    return [name, before];
  });
  const { log } = console;
  const said = [];
  console.log = (...words) => said.push(words.join(' '));
  t.after(() => {
    console.log = log;
    for (const [name, before] of saved) {
      if (before) Object.defineProperty(globalThis, name, before);
      else delete globalThis[name];
    }
  });
  const folder = join(consumer, 'readme');
  mkdirSync(folder, { recursive: true });
  // Node 20 does not know `using` yet.
  const { outputText } = ts.transpileModule(examples.join('\n'), { compilerOptions: {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 } });
  writeFileSync(join(folder, 'main.mjs'), outputText);
  await import(pathToFileURL(join(folder, 'main.mjs')));

  assert.ok(said.includes('published https://example.com/tea-properly/'), said.join('\n'));
  assert.ok(said.includes('Connected as editor.'), said.join('\n'));
  assert.ok(said.some((line) => line.startsWith('bad_input ')));
  assert.ok(said.includes('The site is ok.'), said.join('\n'));
  const { 'not_wordpress.title': title } = JSON.parse(
    readFileSync(join(installed, 'js/messages/de.json'), 'utf8'));
  assert.ok(said.includes(`de ${title}`), said.join('\n'));
  assert.ok(said.some((line) => line.startsWith('create the post as a draft POST https://example.com/')));
  assert.equal(site.visible.length, 2);
});
