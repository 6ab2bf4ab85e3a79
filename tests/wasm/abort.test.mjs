// AbortSignal, time-outs and closing, at every step of the work.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';

import { draft, hurry, start, thrown } from './support/connect.mjs';
import { hang, login } from './support/fake_wordpress.mjs';
import { load, PresslinkError } from './support/package.mjs';

const rich = { ...draft, categories: ['Guides > WordPress'] };

function isCancelled(error, reason) {
  assert.ok(error instanceof PresslinkError, error);
  assert.equal(error.code, 'cancelled');
  assert.equal(error.name, 'AbortError');
  if (reason !== undefined) assert.equal(error.cause, reason);
}

test('aborted before it began: nothing is sent', async (t) => {
  const { presslink, connection, site, found } = await start(t);
  const reason = new Error('not today');
  const signal = AbortSignal.abort(reason);
  for (const work of [
    () => presslink.discover('example.com', { signal }),
    () => connection.verify({ signal }),
    () => connection.publish(draft, { signal }),
    () => connection.update(12, draft, { signal }),
    () => connection.ensureCategories(['A'], { signal }),
    () => connection.disconnect({ signal }),
    () => presslink.doctor(found, { signal }),
    () => connection.doctor({ signal }),
  ]) {
    const error = await thrown(work());
    isCancelled(error, reason);
  }
  assert.equal(site.log.length, 0);
  assert.equal(connection.reveal().username, 'editor', 'what was not disconnected is still open');
});

test('aborted after it was done: the answer stands', async (t) => {
  const { connection } = await start(t);
  const controller = new AbortController();
  const report = await connection.publish(draft, { signal: controller.signal });
  controller.abort();
  assert.equal(report.outcome, 'published');
});

test('the request under way is given up at once', async (t) => {
  const { connection, site } = await start(t);
  const controller = new AbortController();
  let given;
  site.network = ({ init }) => { given = init.signal; return hang(init.signal); };
  const work = thrown(connection.verify({ signal: controller.signal }));
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  isCancelled(await work, controller.signal.reason);
  assert.ok(given.aborted);
});

test('a fetch that knows no AbortSignal is left behind', async (t) => {
  const { connection, site } = await start(t);
  const controller = new AbortController();
  site.network = () => new Promise(() => {});
  const work = thrown(connection.verify({ signal: controller.signal }));
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  isCancelled(await work);
});

test('a pause before a repetition ends at once', async (t) => {
  const { connection, site } = await start(t);
  const delays = hurry(t);
  const controller = new AbortController();
  site.network = () => new Response('', { status: 503, headers: { 'Retry-After': '50' } });
  const error = await thrown(connection.verify({ signal: controller.signal,
    onProgress: (event) => { if (event.type === 'wait') controller.abort(); } }));
  isCancelled(error);
  assert.ok(delays.every((delay) => delay < 50_000), 'no timer keeps the process alive');
});

for (const moment of ['before the site acts', 'after the site has acted', 'while the body arrives']) {
  test(`publish aborted at every request, ${moment}: running again makes one post`, async (t) => {
    const { presslink, site, found, connection } = await start(t);
    await connection.publish(rich);
    const requests = site.log.length;
    for (let stop = 0; stop < requests; ++stop) {
      site.posts.clear();
      site.categories.clear();
      let number = 0;
      const controller = new AbortController();
      site.network = async ({ init }, answer) => {
        if (number++ !== stop) return answer();
        if (moment === 'before the site acts') {
          controller.abort();
          return hang(init.signal);
        }
        const response = await answer();
        if (moment === 'after the site has acted') {
          controller.abort();
          return response;
        }
        const whole = new Uint8Array(await response.arrayBuffer());
        return new Response(new ReadableStream({ start(stream) {
          stream.enqueue(whole.subarray(0, 5));
          controller.abort();
          stream.error(init.signal.reason);
        } }), { status: response.status, headers: response.headers });
      };
      let saved;
      const save = (checkpoint) => { saved = checkpoint; };
      const first = presslink.connect(found, login);
      const error = await thrown(first.publish(rich, { signal: controller.signal, save }));
      first.close();
      assert.ok(['cancelled', 'uncertain'].includes(error.code), `${stop}: ${error.code}`);
      assert.ok(error.report, `${stop}: the report tells how far it came`);
      site.network = (_, answer) => answer();
      const next = await load({ fetch: site.fetch });
      const again = next.connect(found, login);
      const report = await again.publish(rich, saved ? { checkpoint: saved } : {});
      assert.equal(site.visible.length, 1, `one post where request ${stop} was aborted`);
      assert.equal(site.visible[0].status, 'publish');
      assert.equal(report.error, null);
      assert.deepEqual([...site.categories.values()].map(({ name }) => name).sort(),
        ['Guides', 'WordPress']);
    }
  });
}

for (const stage of ['reserved', 'created', 'finished']) {
  test(`publish aborted while ${stage} is stored`, async (t) => {
    const { connection, site } = await start(t);
    const controller = new AbortController();
    let saved;
    const result = connection.publish(draft, { signal: controller.signal,
      save: async (checkpoint) => {
        saved = checkpoint;
        if (checkpoint.stage === stage) controller.abort();
        await new Promise((resolve) => setImmediate(resolve));
      } });
    const outcome = await result.catch((error) => error);
    if (outcome instanceof Error) {
      assert.ok(['cancelled', 'uncertain'].includes(outcome.code), outcome.code);
    }
    await connection.publish(draft, { checkpoint: saved });
    assert.equal(site.visible.length, 1);
    assert.equal(site.visible[0].status, 'publish');
  });
}

test('a request that takes too long', async (t) => {
  const { connection, site } = await start(t);
  site.network = ({ init }) => hang(init.signal);
  const error = await thrown(connection.verify({ timeout: 20, retries: 0 }));
  assert.equal(error.code, 'timed_out');
  assert.equal(error.name, 'PresslinkError');
});

test('a body that takes too long', async (t) => {
  const { connection, site } = await start(t);
  site.network = async ({ init }) => new Response(new ReadableStream({ start(stream) {
    stream.enqueue(new TextEncoder().encode('{'));
    init.signal.addEventListener('abort', () => stream.error(init.signal.reason));
  } }), { status: 200 });
  const error = await thrown(connection.verify({ timeout: 20, retries: 0 }));
  assert.equal(error.code, 'timed_out');
});

test('a create that took too long is uncertain, and running again settles it', async (t) => {
  const { connection, site } = await start(t);
  site.network = async ({ init }, answer) => { await answer(); return hang(init.signal); };
  let saved;
  const save = (checkpoint) => { saved = checkpoint; };
  const error = await thrown(connection.publish(draft, { timeout: 20, retries: 0, save }));
  assert.equal(error.code, 'uncertain');
  assert.equal(error.report.outcome, 'uncertain');
  site.network = (_, answer) => answer();
  assert.equal((await connection.publish(draft, { checkpoint: saved })).resumed, true);
  assert.equal(site.visible.length, 1);
});

test('closing cancels what is under way', async (t) => {
  const { connection, site } = await start(t);
  let given;
  site.network = ({ init }) => { given = init.signal; return hang(init.signal); };
  const work = thrown(connection.verify());
  await new Promise((resolve) => setImmediate(resolve));
  connection.close();
  assert.equal((await work).code, 'cancelled');
  assert.ok(given.aborted);
});

test('a closed connection says so', async (t) => {
  const { connection } = await start(t);
  connection.close();
  connection.close();
  for (const work of [() => connection.verify(), () => connection.publish(draft),
    () => connection.ensureCategories(['A']), () => connection.disconnect()]) {
    await assert.rejects(async () => work(), TypeError);
  }
  assert.throws(() => connection.preview(draft), TypeError);
  assert.throws(() => connection.reveal(), TypeError);
});

test('one signal for many pieces of work keeps no listener behind', async (t) => {
  const { connection } = await start(t);
  const controller = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = controller.signal;
  controller.signal.addEventListener = function add(...given) {
    ++listeners;
    return addEventListener.apply(this, given);
  };
  controller.signal.removeEventListener = function remove(...given) {
    --listeners;
    return removeEventListener.apply(this, given);
  };
  for (let i = 0; i < 5; ++i) await connection.verify({ signal: controller.signal });
  assert.equal(listeners, 0);
});

test('one signal ends many pieces of work at once, and Node does not warn', async (t) => {
  const { connection, site } = await start(t);
  const warnings = [];
  const warn = (warning) => warnings.push(warning.message);
  process.on('warning', warn);
  t.after(() => process.off('warning', warn));
  const controller = new AbortController();
  const { signal } = controller;
  const verify = () => connection.verify({ signal });
  await Promise.all(Array.from({ length: 30 }, verify));
  assert.equal(getEventListeners(signal, 'abort').length, 0);
  site.network = ({ init }) => hang(init.signal);
  const works = Array.from({ length: 30 }, () => thrown(verify()));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(warnings, []);
  controller.abort();
  for (const work of works) isCancelled(await work, signal.reason);
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('no pause leaves a listener on any signal', async (t) => {
  const { connection, site } = await start(t);
  hurry(t);
  const { prototype } = AbortSignal;
  const own = ['addEventListener', 'removeEventListener'];
  t.after(() => own.forEach((name) => { delete prototype[name]; }));
  const live = new Set();
  let most = 0;
  prototype.addEventListener = function add(type, listener, options) {
    live.add(listener);
    most = Math.max(most, live.size);
    return EventTarget.prototype.addEventListener.call(this, type, listener, options);
  };
  prototype.removeEventListener = function remove(type, listener, options) {
    live.delete(listener);
    return EventTarget.prototype.removeEventListener.call(this, type, listener, options);
  };
  site.network = () => new Response('', { status: 503 });
  let pauses = 0;
  await thrown(connection.verify({ signal: new AbortController().signal, retries: 8,
    onProgress: ({ type }) => { if (type === 'wait') ++pauses; } }));
  assert.ok(pauses > 4);
  assert.ok(most > 0 && most < 4, `${most} listeners at once`);
  assert.equal(live.size, 0);
});

test('closing from the first call of a listener cancels the work, and nothing is sent', async (t) => {
  for (const begin of [
    (connection, close) => connection.verify({ onProgress: close }),
    (connection, close) => connection.update(1, { title: 'New' }, { onProgress: close }),
    (connection, close) => connection.ensureCategories(['Guides'], { onProgress: close }),
    (connection, close) => connection.publish({ title: 'New', content: 'x' }, { save: close }),
  ]) {
    const { presslink, found, site } = await start(t);
    const connection = presslink.connect(found, login);
    const before = site.log.length;
    await assert.rejects(begin(connection, () => connection.close()), { code: /cancelled|uncertain/ });
    assert.equal(site.log.length, before);
    assert.throws(() => connection.reveal(), TypeError);
  }
});
