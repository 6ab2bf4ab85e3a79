// Connections free themselves: by close(), by `using`, by disconnect, and by garbage collection.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';

import ts from 'typescript';

import { draft } from './support/connect.mjs';
import { FakeWordPress } from './support/fake_wordpress.mjs';
import { distinct, loadWatched } from './support/memory.mjs';

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc');

// Each open connection keeps its password in the module's memory, so that is how they are counted.
const mark = 'MARKMARKMARK';
const passwordOf = (number) => mark + String(number).padStart(12, '0');

async function open() {
  const site = new FakeWordPress();
  const { presslink, memory } = await loadWatched({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  let number = 0;
  const connect = () => presslink.connect(found, { username: 'u', password: passwordOf(number++) });
  const live = () => distinct(memory, mark, 24);
  return { site, presslink, memory, found, connect, live };
}

/** Collects until `done()`; finalizers run between turns of the loop. */
async function collectUntil(done, turns = 200) {
  for (let turn = 0; turn < turns && !done(); ++turn) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** `work` often, in batches: the memory must have stopped growing long before the end. */
async function staysLevel(memory, work, rounds = 4000) {
  const sizes = [];
  for (let round = 0; round < rounds; ++round) {
    await work();
    if (round % (rounds / 8) === 0) sizes.push(memory.buffer.byteLength);
  }
  sizes.push(memory.buffer.byteLength);
  assert.equal(sizes.at(-1), sizes[2], `memory in bytes: ${sizes}`);
}

test('open connections are counted right', async () => {
  const { connect, live } = await open();
  const open10 = Array.from({ length: 10 }, connect);
  assert.equal(live(), 10);
  open10.forEach((connection, n) => {
    connection.close();
    assert.equal(live(), 9 - n);
  });
});

test('thousands closed by close()', async () => {
  const { connect, live, memory } = await open();
  await staysLevel(memory, () => connect().close());
  assert.equal(live(), 0);
});

test('thousands closed by the end of their block', async () => {
  const { connect, live, memory } = await open();
  // Node 20 does not know `using`; this is what compilers make of it.
  const { outputText } = ts.transpileModule(
    'export function useOne(connect) { using connection = connect(); return connection.username; }',
    { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 } });
  const { useOne } = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  await staysLevel(memory, () => assert.equal(useOne(connect), 'u'));
  assert.equal(live(), 0);
});

test('thousands left to the garbage collector', async () => {
  const { connect, live, memory } = await open();
  const sizes = [];
  for (let batch = 0; batch < 8; ++batch) {
    for (let n = 0; n < 500; ++n) connect();
    await collectUntil(() => live() === 0);
    assert.equal(live(), 0, 'every one of them was collected');
    sizes.push(memory.buffer.byteLength);
  }
  assert.equal(sizes.at(-1), sizes[1], `memory in bytes: ${sizes}`);
});

test('a connection is not collected while it works', async () => {
  const { site, presslink, found, live } = await open();
  let finish;
  site.network = (_, answer) => new Promise((resolve) => { finish = () => resolve(answer()); });
  const work = presslink.connect(found, { username: 'u', password: passwordOf(1) })
    .verify({ retries: 0 }).catch((error) => error.code);
  await new Promise((resolve) => setImmediate(resolve));
  await collectUntil(() => live() === 0, 10);
  assert.equal(live() > 0, true, 'it is needed for the next request');
  finish();
  assert.equal(await work, 'credentials_rejected');
  await collectUntil(() => live() === 0);
  assert.equal(live(), 0, 'and it is not, afterwards');
});

test('a connection that was closed is not freed again by the collector', async () => {
  const { connect, live } = await open();
  const kept = connect();
  for (let n = 0; n < 500; ++n) connect().close();
  await collectUntil(() => false, 10);
  assert.equal(live(), 1);
  assert.equal(kept.reveal().password, passwordOf(0));
  kept.close();
});

test('work does not leak: publishes, failures, previews, errors', async () => {
  const { site, presslink, found, memory } = await open();
  const { login } = await import('./support/fake_wordpress.mjs');
  const connection = presslink.connect(found, login);
  await staysLevel(memory, async () => {
    site.posts.clear();
    await connection.publish(draft);
  }, 400);
  await staysLevel(memory, () => connection.publish({ title: '' }).catch(() => {}), 2000);
  await staysLevel(memory, () => presslink.preview(draft), 2000);
  await staysLevel(memory, async () => {
    await connection.verify({ signal: AbortSignal.abort() }).catch(() => {});
  }, 2000);
  site.network = () => { throw new TypeError('fetch failed'); };
  await staysLevel(memory, () => connection.verify({ retries: 0 }).catch(() => {}), 1000);
});

test('a module that is not used any more is collected with its memory', async () => {
  let collected = 0;
  const registry = new FinalizationRegistry(() => { ++collected; });
  await (async () => {
    for (let n = 0; n < 5; ++n) {
      const { presslink, memory, connect } = await open();
      connect();
      presslink.preview(draft);
      registry.register(memory.buffer, n);
    }
  })();
  await collectUntil(() => collected === 5);
  assert.equal(collected, 5);
});
