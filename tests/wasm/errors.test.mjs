// Every error code can be had, and arrives as a PresslinkError that says where and what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import { draft, hurry, start, thrown } from './support/connect.mjs';
import { FakeWordPress, hang, login, networkError } from './support/fake_wordpress.mjs';
import { load, PresslinkError, postId } from './support/package.mjs';

const refuse = (status, code, headers = {}) => () => Response.json(
  { code, message: `Sorry: ${code}`, data: { status } }, { status, headers });
const page = (status, body, headers = {}) => () => new Response(body,
  { status, headers: { 'Content-Type': 'text/html', ...headers } });
const verify = ({ connection }) => connection.verify({ retries: 0 });
const discover = ({ presslink }) => presslink.discover('example.com', { retries: 0 });
const publish = ({ connection }) => connection.publish(draft, { retries: 0 });

// code: [phase, what the network does, the work]
const rows = {
  bad_input: ['input', null, ({ connection }) => connection.publish({ ...draft, status: 'soon' })],
  out_of_scope: ['input', null, ({ connection }) => connection.publish({ ...draft, tags: ['t'] })],
  unreachable: ['discover', () => { throw networkError('ENOTFOUND'); }, discover],
  tls_failed: ['discover', () => { throw networkError('CERT_HAS_EXPIRED'); }, discover],
  timed_out: ['verify', ({ init }) => hang(init.signal),
    ({ connection }) => connection.verify({ timeout: 10, retries: 0 })],
  insecure_site: ['discover', page(301, '', { Location: 'http://example.com/' }), discover],
  moved: ['verify', page(301, '', { Location: 'https://www.example.com/wp-json/' }), verify],
  not_wordpress: ['discover', page(404, 'nothing here'), discover],
  rest_closed: ['verify', refuse(404, 'rest_no_route'), verify],
  passwords_unavailable: ['authorize', null, ({ presslink, found }) => presslink.authorizeUrl(
    { ...found, profile: found.profile.replace('"passwords_available":true',
      '"passwords_available":false').replace(/"authorize_url":"[^"]*"/, '"authorize_url":""') })],
  blocked: ['verify', page(403, '<title>Just a moment...</title>', { 'cf-mitigated': 'challenge' }),
    verify],
  credentials_rejected: ['verify', refuse(401, 'rest_not_logged_in'), verify],
  not_permitted: ['publish', refuse(403, 'rest_cannot_create'), publish],
  rejected: ['publish', refuse(400, 'rest_invalid_param'), publish],
  not_found: ['publish', null, ({ connection }) => connection.update(postId(99), { title: 'T' })],
  rate_limited: ['verify', refuse(429, 'too_many', { 'Retry-After': '120' }), verify],
  maintenance: ['verify', refuse(503, 'wp_die', { 'Retry-After': '600' }), verify],
  site_failed: ['verify', refuse(500, 'internal_server_error'), verify],
  bad_answer: ['verify', page(200, '<html>cached'), verify],
  too_large: ['verify', () => new Response(new Uint8Array(33 << 20)), verify],
  uncertain: ['publish', async (_, answer) => { await answer(); throw networkError('ECONNRESET'); },
    publish],
  cancelled: ['verify', ({ init }) => hang(init.signal),
    ({ connection }) => connection.verify({ signal: AbortSignal.timeout(5) })],
  storage_failed: ['publish', null, ({ connection }) => connection.publish(draft,
    { save: () => false })],
};

function checkError(error, code, phase) {
  assert.ok(error instanceof PresslinkError, inspect(error));
  assert.ok(error instanceof Error);
  assert.equal(error.code, code);
  assert.equal(error.phase, phase);
  assert.equal(error.name, code === 'cancelled' ? 'AbortError' : 'PresslinkError');
  assert.ok(error.message.length > 10, 'a sentence');
  assert.ok(error.stack.includes(error.message));
  assert.ok(Array.isArray(error.causes) && Array.isArray(error.attempts) &&
    Array.isArray(error.problems));
  for (const { id, likelihood } of error.causes) {
    assert.match(id, /^[a-z0-9_]+$/);
    assert.ok(['certain', 'likely', 'possible'].includes(likelihood));
  }
  const report = JSON.parse(JSON.stringify(error));
  assert.deepEqual(Object.keys(report).sort(), ['attempts', 'causes', 'code', 'http_status', 'message', 'phase',
    'problems', 'remedy', 'report', 'retry_after_s', 'wp_code']);
  assert.deepEqual([report.attempts, report.problems, report.report], [error.attempts, error.problems, error.report]);
  assert.deepEqual([report.code, report.phase, report.http_status, report.wp_code, report.message],
    [error.code, error.phase, error.httpStatus, error.wpCode, error.message]);
  const password = login.password.replaceAll(' ', '');
  for (const shown of [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error),
    String(error), error.stack]) {
    assert.ok(!shown.replaceAll(' ', '').includes(password));
    assert.ok(!shown.includes(Buffer.from(`${login.username}:${password}`).toString('base64')));
  }
}

for (const [code, [phase, network, work]] of Object.entries(rows)) {
  test(`error ${code}`, async (t) => {
    const all = await start(t);
    if (network) all.site.network = network;
    checkError(await thrown(async () => work(all)), code, phase);
  });
}

test('what WordPress said goes along', async (t) => {
  const all = await start(t);
  all.site.network = refuse(429, 'too_many', { 'Retry-After': '120' });
  const error = await thrown(verify(all));
  assert.deepEqual([error.httpStatus, error.wpCode, error.retryAfter], [429, 'too_many', 120_000]);
  assert.equal(error.toJSON().retry_after_s, 120);
});

test('a failed discovery lists what was tried', async (t) => {
  const { presslink, site } = await start(t);
  site.network = page(404, 'nothing here');
  const error = await thrown(presslink.discover('example.com/blog?secret=1', { homepage: false }));
  assert.ok(error.attempts.length >= 2);
  assert.deepEqual(new Set(error.attempts.map(({ outcome }) => outcome)), new Set(['404']));
  assert.ok(!JSON.stringify(error.attempts).includes('secret'));
});

test('a failed publish tells what it left', async (t) => {
  const { connection, site } = await start(t);
  let number = 0;
  site.network = (request, answer) => (number++ === 0 ? answer() : refuse(403, 'rest_no')());
  const error = await thrown(connection.publish(draft));
  assert.equal(error.report.outcome, 'failed');
  assert.equal(error.report.id, 10);
  const { attempts, problems, report, ...told } = error.toJSON();
  assert.deepEqual(error.report.error, told);
  assert.deepEqual([attempts, problems, report], [error.attempts, error.problems, error.report]);
  assert.equal(site.visible[0].status, 'draft');
});

test('everything that is wrong with a document is told at once', async (t) => {
  const { connection, site } = await start(t);
  const error = await thrown(connection.publish(
    { title: '  ', status: 'soon', date: '2026-05-01', seo: { titel: 'x' }, keywords: [] }));
  assert.equal(error.code, 'bad_input');
  assert.deepEqual(error.problems.map(({ key }) => key).sort(),
    ['content', 'date', 'keywords', 'seo.titel', 'status', 'title']);
  assert.equal(site.log.length, 0);
});

test('half of a character is refused at its key, wherever it stands', async (t) => {
  const { presslink, connection, site } = await start(t);
  const half = 'a\ud83cb';
  for (const [key, document] of [['title', { title: half }], ['content', { content: half }],
    ['seo.description', { seo: { description: half } }], ['tags', { tags: ['a', half] }],
    ['slug', { slug: '\udf75' }], [null, { [half]: 'x' }], ['seo', { seo: { [half]: 'x' } }]]) {
    for (const work of [() => presslink.preview({ ...draft, ...document }),
      () => connection.publish({ ...draft, ...document })]) {
      const error = await thrown(async () => work());
      checkError(error, 'bad_input', 'input');
      assert.deepEqual(error.problems.map((problem) => problem.key), [key]);
      assert.match(error.message, /half of a character/);
    }
  }
  assert.equal(site.log.length, 0);
});

test('what is no date or number is refused at its key', async (t) => {
  const { connection, site } = await start(t);
  const wrong = { date: new Date('tomorrow'), author: NaN, featured_image: Infinity };
  for (const [key, value] of Object.entries(wrong)) {
    const error = await thrown(() => connection.publish({ ...draft, [key]: value }));
    checkError(error, 'bad_input', 'input');
    assert.deepEqual(error.problems.map((problem) => problem.key), [key]);
  }
  assert.equal(site.log.length, 0);
});

test('what JSON would leave out or change is refused at its key, wherever it stands', async (t) => {
  const { presslink, connection, site } = await start(t);
  const gaps = ['a'];
  gaps[2] = 'c';
  const deep = JSON.parse(`${'{"a":'.repeat(20)}1${'}'.repeat(20)}`);
  const listed = Object.assign(['a'], { toJSON: () => ['b'] });
  const wrong = [['status', () => 'draft'], ['status', Symbol('draft')], ['author', 1n], ['date', new Date(NaN)],
    ['tags', new Set(['a'])], ['seo', new Map([['title', 'x']])], ['title', new String('x')],
    ['slug', new URL('https://example.com/')], ['tags', ['a', undefined]], ['tags', gaps], ['tags', listed],
    ['seo.title', () => 'x'], ['seo.noindex', 0 / 0], ['seo.date', new Date(NaN)],
    ['seo', { toJSON: () => ({ title: 'y' }) }]];
  const at = ([first, second], value) => (second ? { seo: { [second]: value } } : { [first]: value });
  for (const [key, value] of wrong) {
    const document = { ...draft, ...at(key.split('.'), value) };
    for (const work of [() => presslink.preview(document), () => connection.publish(document),
      () => connection.update(postId(1), document)]) {
      const error = await thrown(async () => work());
      checkError(error, 'bad_input', 'input');
      assert.deepEqual(error.problems.map((problem) => problem.key), [key]);
      assert.ok(error.message.startsWith(key), error.message);
    }
  }
  checkError(await thrown(() => connection.publish({ ...draft, seo: deep })), 'bad_input', 'input');
  for (const document of [new Map(Object.entries(draft)), [draft], new (class { title = 'x'; })(),
    { toJSON: () => draft }]) {
    const error = await thrown(() => connection.update(postId(1), document));
    assert.ok(error instanceof TypeError || error.code === 'bad_input', inspect(error));
  }
  class Post { title = 'x'; content = 'y'; }
  const error = await thrown(() => connection.publish(new Post()));
  checkError(error, 'bad_input', 'input');
  assert.equal(error.message, 'The document must be a plain object, of no class.');
  assert.equal(site.log.length, 0);
  const inherited = Object.assign(Object.create(null), { ...draft, tags: undefined, seo: { title: undefined } });
  assert.equal((await connection.publish(inherited)).outcome, 'published');
});

test('what is refused here is told in the language that is set, and again in another', async (t) => {
  const { presslink, connection } = await start(t, { language: 'de' });
  const works = {
    'title enthält ein halbes Zeichen (ein einzelnes Surrogat).': () => presslink.preview({ ...draft, title: '\ud800' }),
    'Die Option retries muss eine ganze Zahl von 0 bis 100 sein.': () => connection.verify({ retries: -1 }),
    'Eine Option checkPoint gibt es nicht.': () => connection.publish(draft, { checkPoint: {} }),
    'Die Option scope muss eine Liste mit einem oder mehreren von posts, seo, categories, tags und media sein.':
      () => presslink.preview(draft, { scope: [] }),
    'Das Dokument muss ein einfaches Objekt sein, ohne Klasse.': () => presslink.preview(new (class { title = 'T'; })()),
    'Unterbrochen, bevor etwas gesendet wurde.': () => connection.verify({ signal: AbortSignal.abort() }),
  };
  const errors = [];
  for (const [german, work] of Object.entries(works)) {
    errors.push(await thrown(async () => work()));
    assert.equal(errors.at(-1).message, german);
  }
  await presslink.setLanguage('en');
  assert.deepEqual(errors.map((error) => presslink.retell(error).message), [
    'title holds half of a character (a lone surrogate).',
    'The option retries must be a whole number from 0 to 100.', 'There is no option checkPoint.',
    'The option scope must be a list with one or more of posts, seo, categories, tags and media.',
    'The document must be a plain object, of no class.', 'Interrupted before anything was sent.']);
});

test('what is wrong with a document is told in the language that is set, and again in another', async (t) => {
  const { presslink, connection } = await start(t, { language: 'de' });
  const wrong = { title: 'T', status: 'soon', seo: { titel: 'x' } };
  const errors = [await thrown(() => connection.publish(wrong)), await thrown(() => connection.publish({ ...draft, tags: ['\ud800'] }))];
  const german = [{
    message: 'status: „soon“ ist kein Status; nehmen Sie publish, draft, pending, private oder future\n' +
      'seo.titel: unbekannter Schlüssel; meinten Sie „title“?\n' +
      'content: fehlt; es enthält das HTML des Beitrags',
    remedy: 'Korrigieren Sie das Dokument; es wurde nichts gesendet.',
    keys: ['status', 'seo.titel', 'content'],
  }, {
    message: 'tags enthält ein halbes Zeichen (ein einzelnes Surrogat).',
    remedy: null,
    keys: ['tags'],
  }];
  const told = ({ message, remedy, problems }) => ({ message, remedy, keys: problems.map(({ key }) => key) });
  assert.deepEqual(errors.map(told), german);
  const [{ problems }] = errors;
  assert.ok(problems.every((problem) => errors[0].message.includes(`${problem.key}: ${problem.message}`)));
  await presslink.setLanguage('en');
  const english = errors.map((error) => presslink.retell(error));
  assert.match(english[0].message, /^status: "soon" is not a status; use .*\nseo\.titel: unknown key; did you mean "title"\?/);
  assert.equal(english[0].remedy, 'Correct the document; nothing was sent.');
  assert.equal(english[0].problems[1].message, 'unknown key; did you mean "title"?');
  assert.deepEqual((await thrown(() => connection.publish(wrong))).message, english[0].message);
  await presslink.setLanguage('de');
  assert.deepEqual(errors.map((error) => told(presslink.retell(error))), german);
});

test('an update of one post with the number of another is refused', async (t) => {
  const { connection, site } = await start(t);
  const { id } = await connection.publish({ ...draft, status: 'draft' });
  site.log.length = 0;
  const error = await thrown(connection.update(id, { id: postId(id + 1), title: 'T' }));
  checkError(error, 'bad_input', 'input');
  assert.deepEqual(error.problems.map(({ key }) => key), ['id']);
  assert.equal(site.log.length, 0);
  for (const same of [id, null, undefined]) {
    assert.equal((await connection.update(id, { id: same, title: 'T' })).id, id);
  }
});

test('wrong arguments are TypeErrors or bad_input, never a crash of the module', async (t) => {
  const { presslink, connection, found, site } = await start(t);
  const cyclic = { ...draft };
  cyclic.self = cyclic;
  const works = [
    () => presslink.discover(undefined), () => presslink.discover(''),
    () => presslink.discover('ftp://example.com'), () => presslink.discover('http://[::1'),
    () => presslink.connect(found), () => presslink.connect(found, {}),
    () => presslink.connect(null, login), () => presslink.connect('{}', login),
    () => presslink.connect(found, { username: 'a:b', password: 'x' }),
    () => presslink.connect(found, login, { scope: ['users'] }),
    () => presslink.connect(found, login, { terms: 'x' }),
    () => connection.verify(null), () => presslink.discover('example.com', null),
    () => connection.publish(), () => connection.publish(null), () => connection.publish('text'),
    () => connection.publish(cyclic), () => connection.publish({ title: 1, content: 2 }),
    () => connection.publish({ ...draft, title: '\ud800' }),
    () => connection.publish({ ...draft, author: 1.5 }),
    () => connection.publish({ ...draft, date: new Date(NaN) }),
    () => connection.publish({ ...draft, size: 1n }),
    () => connection.publish(draft, { checkpoint: {} }),
    () => connection.publish(draft, { checkpoint: { key: 'x', stage: 'created' } }),
    () => connection.publish(draft, { key: 'x' }),
    () => connection.publish(draft, { onMissingCategory: 'ask' }),
    () => connection.update(0, draft), () => connection.update('12', draft),
    () => connection.update(2 ** 53, draft), () => connection.ensureCategories('Guides'),
    () => connection.ensureCategories([' > ']), () => presslink.authorizeUrl({}),
    () => presslink.authorizeUrl(found, { appName: '"' }),
    () => presslink.authorizeUrl(found, { appId: 'x' }),
    () => presslink.authorizeUrl(found, { successUrl: 'javascript:alert(1)' }),
    () => presslink.parseCallback({}, 'https://a.example/'),
    () => presslink.preview(draft, { assume: 'yost' }),
    () => presslink.preview(draft, { site: 'ftp://nowhere' }),
  ];
  for (const work of works) {
    const error = await thrown(async () => work()).catch((none) => assert.fail(`${work}: ${none.message}`));
    const known = error instanceof TypeError || error instanceof RangeError ||
      (error instanceof PresslinkError && ['bad_input', 'insecure_site'].includes(error.code));
    assert.ok(known, `${work}: ${inspect(error)}`);
    assert.doesNotMatch(error.message, /Cannot read properties|unreachable|memory access|BindingError|embind/i,
      String(work));
  }
  assert.equal(site.log.length, 0);
  assert.equal((await connection.publish(draft)).outcome, 'published', 'the module still works');
});

test('an option that is not what it has to be is named, and nothing is sent', async (t) => {
  const { presslink, connection, found, site } = await start(t);
  const work = [(o) => connection.verify(o), (o) => connection.publish(draft, o),
    (o) => connection.update(postId(1), { title: 'T' }, o), (o) => connection.disconnect(o),
    (o) => connection.ensureCategories(['A'], o), (o) => connection.doctor(o),
    (o) => presslink.discover('example.com', o), (o) => presslink.doctor(found, o)];
  const authorize = (o) => presslink.authorizeUrl(found, { successUrl: 'https://a.example/#', ...o });
  const connect = [(o) => presslink.connect(found, login, o),
    (o) => presslink.parseCallback({}, 'https://a.example/', o), (o) => presslink.preview(draft, o)];
  const plan = [(o) => presslink.preview(draft, o), (o) => connection.preview(draft, o)];
  const publish = (o) => connection.publish(draft, o);
  const numbers = [NaN, Infinity, -1, '5', 2 ** 31, 5n, {}, true];
  const rows = [
    ['timeout', [...numbers, 0], work], ['retries', [...numbers, 1.5, 101], work],
    ['signal', ['stop', {}, new AbortController()], work], ['onProgress', ['log', {}], work],
    ['homepage', ['no', 0], [work[6]]], ['allowHttp', ['no', 1], [work[6], work[7]]],
    ['login', ['editor', {}, { username: 'u' }, { username: 'u', password: 5 }], [work[7]]],
    ['login', [undefined, 'editor', {}, { username: 5, password: 'p' }],
      [(o) => presslink.connect(found, o.login)]],
    ['validFor', [...numbers, 0], [authorize]], ['appName', [5, {}], [authorize]],
    ['appId', [5], [authorize]], ['successUrl', [5, {}], [authorize]],
    ['scope', ['posts', [1], {}, []], connect], ['terms', [5, []], connect],
    ['key', ['x', 5, ''], [publish, ...plan]], ['checkpoint', ['x', 5, []], [publish]],
    ['save', [{}, 'x'], [publish]], ['onUnverifiedSeo', ['ask', 0], [publish]],
    ['onMissingCategory', ['ask', 0], [publish, work[2], work[4], ...plan]],
    ['site', [5, {}, []], [plan[0]]], ['style', ['custom', 'plain', 1], [plan[0]]],
    ['assume', [5, {}, [5]], [plan[0]]], ['sender', ['browser', true], [plan[0]]],
    ['fetch', [{}, 'x'], [(o) => load(o)]], ['language', [5, ['de']], [(o) => load(o)]],
    ['messages', [5, 'de', [], { de: 'x' }, { es: [] }], [(o) => load(o)]],
  ];
  for (const [name, values, calls] of rows) {
    for (const value of values) {
      for (const call of calls) {
        const about = `${name}: ${inspect(value)} in ${call}`;
        const error = await thrown(async () => call({ [name]: value }))
          .catch(() => assert.fail(about));
        assert.ok(error instanceof PresslinkError, `${about}: ${inspect(error)}`);
        checkError(error, 'bad_input', 'input');
        assert.ok(error.message.includes(name), about);
      }
    }
  }
  for (const call of [...work, authorize, ...connect, ...plan, (o) => load(o)]) {
    const error = await thrown(async () => call({ checkPoint: {} }));
    checkError(error, 'bad_input', 'input');
    assert.equal(error.message, 'There is no option checkPoint.');
  }
  assert.match((await thrown(async () => connect[0]({ scope: [] }))).message,
    /scope must be a list with one or more of posts, seo,/);
  assert.equal(site.log.length, 0);
  // `null` leaves an option out, as `undefined` does, also one that there is not.
  const none = Object.fromEntries([...rows, ['checkPoint']].map(([name]) => [name, null]));
  for (const call of [authorize, connect[0], ...plan, work[0], work[1], ...work.slice(4)]) {
    await call(none);
  }
});

test('numbers and keys are checked when they are made', async () => {
  const { postId: post, termId, mediaId, userId, postKey } = (await import('./support/package.mjs'))
    .module;
  for (const make of [post, termId, mediaId, userId]) {
    assert.equal(make(1), 1);
    assert.equal(make(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
    for (const wrong of [0, -1, 1.5, NaN, Infinity, 2 ** 53, '1', null, undefined]) {
      assert.throws(() => make(wrong), RangeError, String(wrong));
    }
  }
  assert.match(postKey(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(postKey(), postKey());
  assert.equal(postKey('6E2F4B0C-58C1-4F2E-9D3A-0A1B2C3D4E5F'),
    '6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f');
  for (const wrong of ['', 'x', '6e2f4b0c58c14f2e9d3a0a1b2c3d4e5f', 1, null]) {
    assert.throws(() => postKey(wrong), RangeError, String(wrong));
  }
});

test('faults of the network by what Node says of them', async (t) => {
  const all = await start(t);
  const syscall = 'connect';
  for (const [code, kind, more] of [
    ['ENOTFOUND', 'dns'], ['EAI_AGAIN', 'dns'], ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect', { syscall }], ['ENETUNREACH', 'connect', { syscall }],
    ['ETIMEDOUT', 'connect', { errors: [{ syscall }, { syscall }] }],
    ['ETIMEDOUT', 'interrupted', { syscall: 'read' }], ['EHOSTUNREACH', 'interrupted'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect'], ['ECONNRESET', 'interrupted'],
    ['UND_ERR_SOCKET', 'interrupted'], ['EPROTO', 'tls'], ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'], ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'], ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls']]) {
    all.site.network = () => { throw networkError(code, more); };
    let seen;
    await thrown(all.connection.verify({ retries: 0,
      onProgress: (event) => { if (event.type === 'fault') seen = event.kind; } }));
    assert.equal(seen, kind, code);
  }
});

const fetchError = (message) => new TypeError('fetch failed', { cause: new Error(message) });
const sending = 'error sending request for url (https://tls-alert.example/): client error ';

/** What a fault of the network is told as, in a request that reads and in one that creates. */
async function faultOf(t, thrownByFetch) {
  const { connection, site } = await start(t);
  site.network = (request, answer) => {
    if (request.method === 'POST') throw thrownByFetch;
    return answer();
  };
  let kind;
  const sent = site.log.length;
  const error = await thrown(connection.publish(draft, { retries: 0,
    onProgress: (event) => { if (event.type === 'fault') kind = event.kind; } }));
  return { error, kind, requests: site.log.length - sent };
}

test('faults of the network by the words of hosts that have no codes', async (t) => {
  for (const [said, kind, code] of [
    [fetchError('bad port'), 'other', 'unreachable'],
    [new TypeError('Fetch failed: Requests to port 1 are blocked'), 'other', 'unreachable'],
    [fetchError(`${sending}(Connect): tcp connect error: Connection refused (os error 111)`), 'connect', 'unreachable'],
    [fetchError(`${sending}(Connect): dns error: failed to lookup address information`), 'dns', 'unreachable'],
    [fetchError(`${sending}(Connect): invalid peer certificate: UnknownIssuer`), 'tls', 'tls_failed'],
    [fetchError(`${sending}(Connect): received corrupt message of type InvalidContentType`), 'tls', 'tls_failed'],
    [new TypeError('error trying to connect: dns error: no such host'), 'dns', 'unreachable'],
    [fetchError(`${sending}(SendRequest): connection closed before message completed`), 'interrupted', 'uncertain'],
    [fetchError('Connection reset by peer (os error 104)'), 'interrupted', 'uncertain'],
    [new Error('Network connection lost.'), 'interrupted', 'uncertain'],
    [networkError('UND_ERR_HEADERS_TIMEOUT'), 'timed_out', 'uncertain'],
    [fetchError('something else'), 'other', 'uncertain'],
    [new Error('no proxy today'), 'other', 'uncertain'], ['a text', 'other', 'uncertain'],
    [undefined, 'other', 'uncertain']]) {
    const fault = await faultOf(t, said);
    assert.deepEqual([fault.kind, fault.error.code], [kind, code], inspect(said));
  }
});

test('an address that a fetch refuses was not sent to, and is not tried again', async (t) => {
  const refused = Object.assign(new Error('10.0.0.1 is private'), { code: 'address_refused' });
  for (const said of [refused, new TypeError('fetch failed', { cause: refused })]) {
    const { error, kind, requests } = await faultOf(t, said);
    assert.deepEqual([error.code, kind], ['address_refused', 'address_refused']);
    assert.equal(requests, 1);
    assert.equal(error.report.outcome, 'failed');
  }
  const { presslink, site } = await start(t);
  site.network = () => { throw refused; };
  site.log.length = 0;
  const error = await thrown(presslink.discover('http://10.0.0.1', { allowHttp: true }));
  checkError(error, 'address_refused', 'discover');
  const { causes, attempts } = await presslink.doctor('https://10.0.0.1');
  assert.deepEqual(causes.map(({ id, likelihood }) => [id, likelihood]), [['address_refused', 'certain']]);
  assert.match(causes[0].evidence.join(), /10\.0\.0\.1 is private/);
  assert.equal(site.log.length, 1 + attempts.length);
});

test('an error of fetch that nobody knows is told in its own words, and makes nothing certain', async (t) => {
  const { presslink, connection, site } = await start(t);
  site.network = () => { throw new Error('no proxy today'); };
  site.log.length = 0;
  const error = await thrown(connection.verify());
  assert.equal(error.code, 'unreachable');
  assert.equal(site.log.length, 1);
  assert.equal(error.cause.message, 'no proxy today');
  const { causes } = await presslink.doctor('https://example.com');
  for (const { likelihood } of [...error.causes, ...causes]) assert.notEqual(likelihood, 'certain');
  assert.match(causes[0].evidence.join(), /no proxy today/);
});

test('what fetch said is the cause, without the request that hangs on it', async (t) => {
  const { connection, site } = await start(t);
  site.network = ({ init }) => {
    const { Authorization } = init.headers;
    const inner = Object.assign(new Error(`sent ${Authorization}`), { code: 'ECONNRESET', socket: init });
    inner.cause = inner;
    throw Object.assign(new TypeError('fetch failed', { cause: inner }), { config: init });
  };
  const error = await thrown(connection.verify({ retries: 0 }));
  checkError(error, 'unreachable', 'verify');
  const { name, message, code, cause, config } = error.cause;
  assert.deepEqual([name, message, code, config], ['TypeError', 'fetch failed', undefined, undefined]);
  assert.deepEqual([cause.message, cause.code, cause.socket], ['sent Basic …', 'ECONNRESET', undefined]);
  // An answer came: what was before it is not the cause.
  let number = 0;
  site.network = () => {
    if (number++ === 0) throw networkError('ECONNRESET');
    return refuse(403, 'rest_forbidden')();
  };
  hurry(t);
  assert.equal((await thrown(connection.verify())).cause, undefined);
});

test('an error that was kept as JSON has its causes told, and crosses to another worker', async (t) => {
  const all = await start(t);
  const { presslink, connection, site } = all;
  site.network = refuse(401, 'rest_not_logged_in');
  const error = await thrown(verify(all));
  const kept = structuredClone(JSON.parse(JSON.stringify(error)));
  assert.deepEqual(kept, structuredClone(error.toJSON()));
  assert.deepEqual(presslink.explain(kept), presslink.explain(error));
  assert.ok(kept.attempts.length > 0);
  const wrong = JSON.parse(JSON.stringify(await thrown(connection.publish({ ...draft, titel: 'x' }))));
  assert.deepEqual(wrong.problems.map(({ key }) => key), ['titel']);
});

test('errors and reports are told again in another language', async (t) => {
  const all = await start(t);
  const { presslink, connection, site, found } = all;
  const about = {};
  site.network = refuse(401, 'rest_not_logged_in');
  about.error = await thrown(verify(all));
  about.report = await presslink.doctor(found, { login });
  site.network = refuse(403, 'rest_cannot_create');
  about.failed = await thrown(publish(all));
  site.network = refuse(500, 'a "quoted" code');
  about.quoted = await thrown(verify(all));
  about.input = await thrown(connection.publish({ ...draft, status: 'soon' }));
  const tell = () => ({
    error: presslink.retell(about.error),
    failed: presslink.retell(about.failed),
    quoted: presslink.retell(about.quoted),
    input: presslink.retell(about.input),
    causes: presslink.explain(about.report),
  });
  const english = tell();
  assert.ok(about.report.causes.length > 0 && about.report.causes[0].evidence.length > 0);
  assert.deepEqual(english.causes, about.report.causes);
  for (const name of ['error', 'failed', 'quoted', 'input']) {
    const { message, remedy, problems } = about[name];
    assert.deepEqual(english[name], { message, remedy, problems }, name);
  }
  await presslink.setLanguage('de');
  const german = tell();
  assert.match(german.error.message, /Anwendungspasswort/);
  assert.match(german.error.remedy, /Profil > Anwendungspasswörter/);
  assert.notEqual(german.failed.message, english.failed.message);
  assert.deepEqual(german.input.problems, [{ key: 'status', message:
    '„soon“ ist kein Status; nehmen Sie publish, draft, pending, private oder future' }]);
  assert.deepEqual(german.causes.map(({ id }) => id), english.causes.map(({ id }) => id));
  assert.notEqual(german.causes[0].title, english.causes[0].title);
  assert.notDeepEqual(german.causes[0].evidence, english.causes[0].evidence);
  site.network = refuse(401, 'rest_not_logged_in');
  assert.deepEqual(german.error.message, (await thrown(verify(all))).message);
  assert.deepEqual(german.causes, (await presslink.doctor(found, { login })).causes);
  await presslink.setLanguage('en');
  assert.deepEqual(tell(), english);
  assert.ok(!JSON.stringify(about).includes('"words"'));
});

test('reasons, remedies and advice are in the language that is set', async (t) => {
  const site = new FakeWordPress();
  site.capabilities.manage_options = true;
  const { presslink, connection } = await start(t, { site, language: 'de' });
  const document = { ...draft, seo: { title: 'Tea' } };
  const said = async () => ({
    report: await connection.publish(document),
    plan: presslink.preview(document, { assume: 'none' }),
    account: await connection.verify(),
  });
  const german = await said();
  assert.match(german.report.seo[0].why, /^Es wurde kein SEO-Plugin gefunden/);
  assert.match(german.report.seo[0].remedy, /^Installieren Sie/);
  assert.deepEqual(german.plan.not_sent[0].why, german.report.seo[0].why);
  assert.match(german.account.advice[0], /^Dieses Konto kann Einstellungen.* mit der Rolle Redakteur/);
  assert.equal((await thrown(() => presslink.authorizeUrl('{}'))).code, 'bad_input');
  assert.equal((await thrown(presslink.discover(''))).message, 'Die Adresse der Website ist leer.');
  const input = await thrown(presslink.discover('ftp://tea.example'));
  site.passwords = false;
  assert.match((await presslink.discover('example.com')).remedy, /^Suchen Sie/);
  assert.match((await presslink.doctor('example.com')).site.remedy, /^Suchen Sie/);
  site.passwords = true;

  await presslink.setLanguage('en');
  const english = await said();
  assert.match(english.report.seo[0].why, /^No SEO plugin was found/);
  const retold = (all) =>
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, presslink.retell(one)]));
  const unnumbered = ({ report, ...others }) => ({ ...others, report: { ...report, id: 0, slug: '', link: '' } });
  assert.deepEqual(unnumbered(retold(german)), unnumbered(english));
  assert.equal(presslink.retell(input).message, 'The address must begin with https:// or http://.');
  // What was told again can be told again.
  const again = retold(german);
  await presslink.setLanguage('de');
  assert.deepEqual(retold(again), german);
  assert.deepEqual(unnumbered(retold(english)), unnumbered(german));
  // What is not a sentence of the library's stays.
  const { purpose } = german.plan.requests[0];
  assert.equal(purpose, english.plan.requests[0].purpose);
  assert.equal(presslink.say(purpose), 'den Beitrag als Entwurf anlegen');
  assert.equal(presslink.say('No sentence of ours: <b>Tee</b> {x}'), 'No sentence of ours: <b>Tee</b> {x}');
  assert.equal(presslink.say(''), '');
  assert.equal(german.plan.requests[0].url, english.plan.requests[0].url);
  assert.equal(german.plan.requests[0].body, english.plan.requests[0].body);
});
