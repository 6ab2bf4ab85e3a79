// What a page makes of a `fetch` that failed: a browser says no more than that it did.
import assert from 'node:assert/strict';
import { test } from 'node:test';

// Before the package is loaded, which looks where it is.
globalThis.document = {};
globalThis.location = new URL('https://app.example/');
const { draft, hurry, start, thrown } = await import('./support/connect.mjs');
const { load } = await import('./support/package.mjs');

const failed = () => new TypeError('Failed to fetch');
const signed = ({ headers }) => Boolean(headers.Authorization);
const isCreate = ({ method, route }) => method === 'POST' && route === '/wp/v2/posts';

/** An answer whose body breaks off. */
function brokenOff(answer) {
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('{"id":'));
      controller.error(new TypeError('network error'));
    },
  });
  return new Response(body, answer);
}

/** Breaks the `broken`th of the requests that `counts`; gives what was sent, and the faults that were told. */
function breaking(site, counts, how, broken = 1) {
  let number = 0;
  site.network = async (request, answer) => {
    if (!counts(request) || ++number !== broken) return answer();
    return how(answer);
  };
  const faults = [];
  return { faults, onProgress: (one) => one.type === 'fault' && faults.push(one.kind) };
}

// A page sees a broken connection as such where the answer had begun; else it may be one to hide.
const ways = {
  'before it arrives': [() => { throw failed(); }, 'unseen'],
  'after it arrived': [async (answer) => { await answer(); throw failed(); }, 'unseen'],
  'within the answer': [async (answer) => brokenOff(await answer()), 'interrupted'],
};

for (const [name, [way, kind]] of Object.entries(ways)) {
  test(`a connection that breaks ${name} is asked again`, async (t) => {
    const { connection, site } = await start(t);
    hurry(t);
    const { faults, onProgress } = breaking(site, signed, way);
    assert.equal((await connection.verify({ onProgress })).user.login, 'editor');
    assert.deepEqual(faults, [kind]);
  });

  test(`a write whose connection breaks ${name} is looked for, and there is one post`, async (t) => {
    const { connection, site } = await start(t);
    hurry(t);
    const { faults, onProgress } = breaking(site, isCreate, way);
    assert.equal((await connection.publish(draft, { onProgress })).outcome, 'published');
    assert.deepEqual(faults, [kind]);
    assert.equal(site.visible.length, 1);
  });
}

test('a write is not sent again to find out what broke', async (t) => {
  const { connection, site } = await start(t);
  site.network = (request, answer) => {
    if (request.method !== 'GET') throw failed();
    return answer();
  };
  const error = await thrown(connection.update(7, { title: 'Tea' }, { retries: 0 }));
  assert.equal(error.code, 'uncertain');
  assert.deepEqual(error.causes.map(({ id, likelihood }) => `${id} ${likelihood}`),
    ['answer_unseen likely', 'host_firewall possible', 'fatal_error possible']);
  assert.equal(site.log.filter(({ method }) => method !== 'GET').length, 1);
});

test('a connection that breaks while a site is looked for is asked again', async (t) => {
  const { presslink, site } = await start(t);
  hurry(t);
  const { faults, onProgress } = breaking(site, () => true, ways['before it arrives'][0]);
  assert.equal((await presslink.discover(site.origin, { onProgress })).rest_root, `${site.origin}/wp-json/`);
  assert.deepEqual(faults, ['unseen']);
});

test('what the browser refuses each time is told as such, and not asked again', async (t) => {
  const { connection, site } = await start(t);
  site.network = (request, answer) => {
    if (signed(request)) throw failed();
    return answer();
  };
  const error = await thrown(connection.verify());
  assert.deepEqual([error.causes[0].id, error.attempts.map(({ outcome }) => outcome)],
    ['preflight_blocked', ['preflight']]);
  assert.equal((await thrown(connection.update(7, { title: 'Tea' }))).causes[0].id, 'preflight_blocked');
});

test('what the browser keeps to itself, and a site that does not answer', async (t) => {
  const { connection, site } = await start(t);
  const told = async (network) => {
    site.network = network;
    return (await thrown(connection.verify({ retries: 0 }))).attempts.map(({ outcome }) => outcome);
  };
  const opaque = ({ init }) => {
    if (init.mode === 'no-cors') return new Response(null);
    throw failed();
  };
  assert.deepEqual(await told(opaque), ['unreadable']);
  assert.deepEqual(await told(() => { throw failed(); }), ['connect']);
});

test('a redirect without an address is no crash', async (t) => {
  const { connection, site } = await start(t);
  site.network = async (request, answer) => {
    if (signed(request)) throw failed();
    const readable = await answer();
    return Object.defineProperty(readable, 'redirected', { value: true });
  };
  const error = await thrown(connection.verify({ retries: 0 }));
  assert.equal(error.causes[0].id, 'preflight_blocked');
});

for (const what of [failed(), 'a text', undefined]) {
  test(`a fetch that throws ${what} at once is a site that does not answer`, async (t) => {
    const presslink = await load({ fetch: () => { throw what; } });
    hurry(t);
    assert.equal((await thrown(presslink.discover('example.com', { retries: 0 }))).code, 'unreachable');
  });
}
