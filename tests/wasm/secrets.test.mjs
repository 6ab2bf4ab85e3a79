// The password is in the module's memory while a connection is open, and nowhere else ever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import { draft, thrown } from './support/connect.mjs';
import { FakeWordPress, login } from './support/fake_wordpress.mjs';
import { load } from './support/package.mjs';
import { count, loadWatched } from './support/memory.mjs';

const bare = login.password.replaceAll(' ', '');
const forms = [login.password, bare, encodeURIComponent(login.password),
  Buffer.from(`${login.username}:${login.password}`).toString('base64'),
  Buffer.from(`${login.username}:${bare}`).toString('base64')];
const holds = (text) => forms.some((form) => text.includes(form));

/** Everything that can be reached from `value` by properties, hidden ones and prototypes too. */
function reachable(value, seen = new Set()) {
  const texts = [];
  const visit = (each) => {
    if (typeof each === 'string') texts.push(each);
    if ((typeof each !== 'object' && typeof each !== 'function') || each === null) return;
    if (seen.has(each) || each === globalThis || ArrayBuffer.isView(each)) return;
    seen.add(each);
    for (const key of Reflect.ownKeys(each)) {
      const property = Reflect.getOwnPropertyDescriptor(each, key);
      if ('value' in property) visit(property.value);
    }
    visit(Object.getPrototypeOf(each));
  };
  visit(value);
  return texts.join('\n');
}

test('a connection shows its site and user and no password', async () => {
  const site = new FakeWordPress();
  const presslink = await load({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  const connection = presslink.connect(found, login);
  assert.ok(holds(connection.reveal().password), 'this is how it would look');
  const events = [];
  await connection.publish(draft, { onProgress: (event) => events.push(event) });
  for (const value of [connection, presslink, found, events]) {
    for (const shown of [inspect(value, { depth: 9, showHidden: true, getters: true }),
      JSON.stringify(value) ?? '', String(value), reachable(value)]) {
      assert.ok(!holds(shown), shown.slice(0, 500));
    }
  }
  assert.ok(!Object.keys({ ...connection }).includes('password'));
  assert.ok(!holds(JSON.stringify(structuredClone(connection))));
});

test('a password in the wrong place is not repeated by the error', async () => {
  const site = new FakeWordPress();
  const presslink = await load({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  const back = 'https://app.example/back';
  const authorization = presslink.authorizeUrl(found, { successUrl: back });
  const callback = `${back}?site_url=https%3A%2F%2Fevil.example&user_login=editor&password=${forms[2]}`;
  for (const work of [
    () => presslink.discover(`https://${login.username}:${bare}@example.com/`),
    () => presslink.connect(found, { username: 'a:b', password: login.password }),
    () => presslink.connect(found, { username: '', password: login.password }),
    () => presslink.parseCallback(authorization, callback),
    () => presslink.parseCallback(authorization, `${callback}&state=1#password=${bare}`),
  ]) {
    const error = await thrown(async () => work());
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    assert.ok(!holds(shown), shown);
  }
  for (const { url } of site.log) assert.ok(!holds(url));
});

test('only the site that was discovered sees the password', async () => {
  const site = new FakeWordPress();
  const presslink = await load({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  const connection = presslink.connect(found, login);
  await connection.publish({ ...draft, categories: ['A'] });
  await connection.verify();
  for (const { url, headers } of site.log) {
    assert.equal(new URL(url).origin, site.origin);
    assert.ok(!holds(url));
    for (const [name, value] of Object.entries(headers)) {
      if (name.toLowerCase() !== 'authorization') assert.ok(!holds(value));
    }
  }
});

test('a redirect does not take the password along', async () => {
  const site = new FakeWordPress();
  const presslink = await load({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  const connection = presslink.connect(found, login);
  site.network = () => new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } });
  const error = await thrown(connection.publish(draft));
  assert.equal(error.code, 'moved');
  assert.ok(site.log.every(({ url, init }) => url.startsWith(site.origin) && init.redirect === 'manual'));
});

test('no password stays in the memory of the module', async () => {
  const site = new FakeWordPress();
  const { presslink, memory } = await loadWatched({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  const connection = presslink.connect(found, login);
  assert.ok(forms.some((form) => count(memory, form) > 0), 'it is found while it is there');
  await connection.verify();
  await connection.publish({ ...draft, categories: ['A > B'] });
  connection.reveal();
  connection.close();
  for (const form of forms) assert.equal(count(memory, form), 0, `after close: ${form}`);

  const back = 'https://app.example/back';
  const authorization = presslink.authorizeUrl(found, { successUrl: back });
  const separator = new URL(authorization.url).searchParams.get('success_url').includes('?') ? '&' : '?';
  const approved = presslink.parseCallback(authorization,
    `${new URL(authorization.url).searchParams.get('success_url')}${separator}` +
    `site_url=${encodeURIComponent(site.origin)}&user_login=editor&password=${forms[2]}`);
  await approved.disconnect();
  for (const form of forms) assert.equal(count(memory, form), 0, `after disconnect: ${form}`);

  const failing = presslink.connect(found, login);
  await thrown(failing.verify({ signal: AbortSignal.abort() }));
  site.network = () => { throw new TypeError('fetch failed'); };
  await thrown(failing.publish(draft, { retries: 0 }));
  failing.close();
  for (const form of forms) assert.equal(count(memory, form), 0, `after a failure: ${form}`);
});

test('of wrong log-ins nothing stays either', async () => {
  const { presslink, memory } = await loadWatched({});
  const site = await presslink.preview({ title: 'T', content: 'C' });
  assert.ok(site.requests.length);
  await thrown(async () => presslink.connect('{}', login));
  await thrown(async () => presslink.parseCallback({}, `https://a.example/?password=${forms[2]}`));
  for (const form of forms) assert.equal(count(memory, form), 0, form);
});

test("of the doctor's log-in nothing stays, however early it fails", async () => {
  const site = new FakeWordPress();
  const { presslink, memory } = await loadWatched({ fetch: site.fetch });
  const found = await presslink.discover(site.origin, { homepage: false });
  const half = { ...login, username: '\ud800' };
  for (const [about, work] of Object.entries({
    'a finished work': () => presslink.doctor(found, { login }),
    'a signal that came before': () => presslink.doctor(found, { login, signal: AbortSignal.abort() }),
    'an option that is none': () => presslink.doctor(found, { login, timeout: 'x' }),
    'a damaged site': () => presslink.doctor({ ...found, profile: '{}' }, { login }),
    'an address that is none': () => presslink.doctor('ftp://example.com', { login }),
    'a name with a colon': () => presslink.doctor(found, { login: { ...login, username: 'a:b' } }),
    'half of a character': () => presslink.doctor(found, { login: half }),
    'half of a character, connecting': () => presslink.connect(found, half),
    'a callback for a damaged authorization': () =>
      presslink.parseCallback({ state: '\ud800' }, `https://a.example/?password=${forms[2]}`),
    'a site that does not answer': () => {
      site.network = () => { throw new TypeError('fetch failed'); };
      return presslink.doctor(found, { login });
    },
  })) {
    try {
      await work();
    } catch (error) {
      assert.ok(!holds(inspect(error, { depth: 9, showHidden: true })), about);
    }
    for (const form of forms) assert.equal(count(memory, form), 0, `${about}: ${form}`);
  }
});
