// Publishing, updating, categories and the checkpoints between, against a site in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draft, hurry, start, thrown } from './support/connect.mjs';
import { login, networkError } from './support/fake_wordpress.mjs';
import { load, postId, postKey, PresslinkError } from './support/package.mjs';

test('discover reads the index and nothing else', async (t) => {
  const { presslink, site, found } = await start(t);
  await presslink.discover('example.com', { homepage: false });
  assert.deepEqual(site.log.map(({ method, route }) => [method, route]), [['GET', '/']]);
  assert.equal(found.input, 'https://example.com');
  assert.equal((await presslink.discover(new URL(site.origin), { homepage: false })).input, `${site.origin}/`);
  assert.equal(found.rest_root, 'https://example.com/wp-json/');
  assert.equal(found.style, 'pretty');
  assert.equal(found.found_by, 'probe');
  assert.deepEqual(found.site, { name: 'Tea & Biscuits', home: site.origin, url: site.origin,
    timezone: 'Europe/Berlin', gmt_offset_minutes: 120, icon: `${site.origin}/icon.png` });
  assert.deepEqual(found.application_passwords, { available: true,
    authorize_url: `${site.origin}/wp-admin/authorize-application.php` });
  assert.equal(found.requests, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(found)), found, 'a site is a plain value');
});

test('discover may ask the homepage first', async (t) => {
  const { presslink, site } = await start(t);
  const found = await presslink.discover('example.com', { homepage: true });
  assert.equal(found.found_by, 'link_header');
  assert.equal(site.log[0].route, null);
});

test('anonymous requests are simple ones: no preflight is needed', async (t) => {
  const { presslink, site } = await start(t);
  await presslink.discover('example.com', { homepage: false });
  const [{ init }] = site.log;
  const safe = new Set(['accept', 'accept-language', 'content-language']);
  assert.deepEqual(Object.keys(init.headers).filter((name) => !safe.has(name.toLowerCase())), []);
});

test('every request keeps cookies, caches, referrers and redirects out', async (t) => {
  const { connection, site } = await start(t);
  await connection.publish({ ...draft, categories: ['Guides'] });
  assert.ok(site.log.length > 2);
  for (const { init } of site.log) {
    assert.deepEqual([init.credentials, init.cache, init.referrerPolicy, init.redirect],
      ['omit', 'no-store', 'no-referrer', 'manual']);
    assert.ok(init.signal instanceof AbortSignal);
  }
});

test('no header needs what WordPress does not allow across origins', async (t) => {
  const { connection, site } = await start(t);
  await connection.verify();
  await connection.publish(draft);
  await connection.disconnect();
  const allowed = new Set(['authorization', 'content-type', 'accept']);
  for (const { headers } of site.log) {
    assert.deepEqual(Object.keys(headers).filter((name) => !allowed.has(name.toLowerCase())), []);
  }
});

test('authorizeUrl and parseCallback', async (t) => {
  const { presslink, site, found } = await start(t);
  const authorization = presslink.authorizeUrl(found, { appName: 'Tea',
    appId: '6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f', successUrl: new URL('https://app.example/back#') });
  const url = new URL(authorization.url);
  assert.equal(url.origin + url.pathname, `${site.origin}/wp-admin/authorize-application.php`);
  assert.equal(url.searchParams.get('app_name'), 'Tea');
  assert.ok(!Number.isNaN(Date.parse(authorization.expires)));
  const stored = JSON.parse(JSON.stringify(authorization));

  const back = url.searchParams.get('success_url');
  const answer = `${back}?site_url=${encodeURIComponent(site.origin)}` +
    `&user_login=editor&password=${encodeURIComponent(login.password)}`;
  const connection = presslink.parseCallback(stored, answer);
  assert.equal(connection.username, 'editor');
  assert.equal(connection.root, found.rest_root);
  assert.equal((await connection.verify()).user.login, 'editor');
  connection.close();

  const declined = await thrown(() => presslink.parseCallback(stored, `${back}?success=false`));
  assert.equal(declined.code, 'cancelled');
  assert.equal(declined.phase, 'authorize');
  const foreign = answer.replace(encodeURIComponent(site.origin), 'https%3A%2F%2Fevil.example');
  assert.equal((await thrown(() => presslink.parseCallback(stored, foreign))).code, 'bad_input');
  const late = presslink.authorizeUrl(found, { successUrl: 'https://app.example/back',
    validFor: 60_000 });
  const lateBack = new URL(late.url).searchParams.get('success_url');
  const { now } = Date;
  t.after(() => { Date.now = now; });
  Date.now = () => now() + 61_000;
  const lateAnswer = answer.replace(back + '?', `${lateBack}&`);
  assert.equal((await thrown(() => presslink.parseCallback(late, lateAnswer))).code, 'bad_input');
});

test('verify tells whose password it is', async (t) => {
  const { connection } = await start(t);
  const account = await connection.verify();
  assert.equal(account.credentials, 'accepted');
  assert.deepEqual(account.user, { id: 3, login: 'editor', roles: ['editor'] });
  assert.equal(account.can.publish_posts, true);
  assert.equal(account.password.name, 'presslink');
  assert.equal(account.requests, 2);
});

for (const [status, outcome, extra] of [['draft', 'saved'], ['pending', 'saved'],
  ['private', 'saved'], ['publish', 'published'], [undefined, 'published'],
  ['future', 'scheduled', { date: new Date('2031-05-08T07:00:00Z') }]]) {
  test(`status ${status}: ${outcome}`, async (t) => {
    const { connection, site } = await start(t);
    const report = await connection.publish({ ...draft, ...(status && { status }), ...extra });
    assert.equal(report.outcome, outcome);
    assert.equal(report.error, null);
    assert.equal(report.requests, site.log.length);
    assert.deepEqual(report.changed_by_site, []);
    const [post] = site.visible;
    assert.equal(site.visible.length, 1);
    assert.equal(post.title, draft.title);
    assert.equal(post.status, status ?? 'publish');
    if (extra) assert.equal(report.date_gmt, '2031-05-08T07:00:00Z');
  });
}

test('what the site changes is reported', async (t) => {
  const { connection, site } = await start(t);
  site.network = async (request, answer) => {
    const response = await answer();
    const post = site.visible.at(-1);
    if (!post) return response;
    const shown = await response.json();
    return Response.json({ ...shown, slug: shown.slug === 'tea' ? 'tea-2' : shown.slug },
      { status: response.status });
  };
  const report = await connection.publish(draft);
  assert.deepEqual(report.changed_by_site.map(({ field, sent, got }) => [field, sent, got]),
    [['slug', 'tea', 'tea-2']]);
});

test('categories are found by path, created where they are missing, and remembered', async (t) => {
  const { connection, site } = await start(t);
  const paths = ['R&D', 'Guides > WordPress', 'Guides'];
  const made = await connection.ensureCategories(paths);
  assert.deepEqual(made.categories.map(({ path, created }) => [path, created]),
    [['R&D', true], ['Guides > WordPress', true], ['Guides', true]]);
  const again = await connection.ensureCategories(paths);
  assert.deepEqual(again.categories.map(({ created }) => created), [false, false, false]);
  assert.equal(again.requests, 1, 'what may be gone by now is asked again');
  site.log.length = 0;
  const report = await connection.publish({ ...draft, categories: ['Guides > WordPress'] });
  assert.equal(report.requests, 2, 'what is known is not asked again');
  assert.equal(report.categories[0].id, made.categories[1].id);
});

test('what a connection knows of terms serves the next one', async (t) => {
  const { presslink, connection, found } = await start(t);
  await connection.ensureCategories(['Guides']);
  const next = presslink.connect(JSON.parse(JSON.stringify(found)), login,
    { terms: JSON.parse(JSON.stringify(connection.terms)) });
  const report = await next.publish({ ...draft, categories: ['Guides'] });
  assert.equal(report.requests, 2);
});

test('a missing category: skipped, or refused before anything is created', async (t) => {
  const { connection, site } = await start(t);
  const report = await connection.publish({ ...draft, categories: ['None'] },
    { onMissingCategory: 'skip' });
  assert.deepEqual(report.categories, [{ id: null, name: 'None', path: 'None', created: false }]);
  site.posts.clear();
  const error = await thrown(connection.publish({ ...draft, categories: ['None'] },
    { onMissingCategory: 'fail' }));
  assert.ok(error instanceof PresslinkError);
  assert.equal(site.posts.size, 0);
});

test('an update sends what changed and nothing else', async (t) => {
  const { connection, site } = await start(t);
  const { id } = await connection.publish(draft);
  site.log.length = 0;
  const report = await connection.update(id, { excerpt: 'Short.' });
  assert.equal(report.outcome, 'updated');
  assert.equal(report.id, id);
  assert.deepEqual(JSON.parse(site.log.at(-1).body), { excerpt: 'Short.' });
  const [post] = site.visible;
  assert.deepEqual([post.title, post.excerpt, post.status], [draft.title, 'Short.', 'publish']);
  const whole = await connection.publish({ ...draft, id, title: 'Tea' });
  assert.equal(whole.outcome, 'updated');
  assert.equal(site.visible.length, 1);
});

test('categories that are gone since are made again', async (t) => {
  const { connection, site } = await start(t);
  const { categories: [{ id }] } = await connection.ensureCategories(['Guides']);
  site.categories.delete(id);
  const { categories: [again] } = await connection.ensureCategories(['Guides']);
  assert.equal(again.created, true);
  assert.ok(site.categories.has(again.id));
});

test('an update of the text alone', async (t) => {
  const { connection, site } = await start(t);
  const { id } = await connection.publish(draft);
  const report = await connection.update(id, { content: '<p>Steep longer.</p>' });
  assert.equal(report.outcome, 'updated');
  assert.deepEqual(report.changed_by_site, []);
  assert.equal(site.visible[0].content, '<p>Steep longer.</p>');
  assert.equal(site.visible[0].title, draft.title);
});

test('an update may not empty a post', async (t) => {
  const { connection, site } = await start(t);
  const { id } = await connection.publish(draft);
  site.log.length = 0;
  for (const content of ['', ' \n']) {
    const error = await thrown(() => connection.update(id, { content }));
    assert.equal(error.code, 'bad_input');
    assert.deepEqual(error.problems.map(({ key }) => key), ['content']);
  }
  assert.equal(site.log.length, 0);
});

test('an update of nothing sends nothing', async (t) => {
  const { connection, site } = await start(t);
  const report = await connection.update(postId(12), {});
  assert.equal(report.outcome, 'unchanged');
  assert.equal(site.log.length, 0);
});

test('a finished checkpoint publishes nothing again', async (t) => {
  const { connection, site } = await start(t);
  const saved = [];
  const first = await connection.publish(draft, { save: (checkpoint) => { saved.push(checkpoint); } });
  assert.deepEqual(saved.map(({ stage }) => stage), ['reserved', 'created', 'finished']);
  const again = await connection.publish(draft, { checkpoint: saved.at(-1) });
  assert.equal(again.id, first.id);
  assert.equal(site.posts.size, 1);
});

test('disconnect revokes this very password and closes', async (t) => {
  const { connection, site } = await start(t);
  const report = await connection.disconnect();
  assert.deepEqual([report.revoked, report.already_gone, report.password_name],
    [true, false, 'presslink']);
  assert.ok(site.revoked);
  assert.throws(() => connection.reveal(), TypeError);
  await assert.rejects(async () => connection.verify(), TypeError);
});

test('disconnect of a password that is gone', async (t) => {
  const { connection, site } = await start(t);
  site.revoked = true;
  const report = await connection.disconnect();
  assert.deepEqual([report.revoked, report.already_gone], [false, true]);
});

test('a disconnect that failed leaves the connection open', async (t) => {
  const { connection, site } = await start(t);
  site.network = async () => { throw networkError('ENOTFOUND'); };
  await thrown(connection.disconnect({ retries: 0 }));
  site.network = (_, answer) => answer();
  assert.equal((await connection.disconnect()).revoked, true);
});

// ----- exactly once --------------------------------------------------------------------------------

/** Publishes until it is done, each time in a new module and from the checkpoint saved last. */
async function persist(site, document, found) {
  const key = postKey();
  let checkpoint;
  for (let runs = 1; ; ++runs) {
    const presslink = await load({ fetch: site.fetch });
    const connection = presslink.connect(found, login);
    try {
      const report = await connection.publish(document, {
        ...(checkpoint ? { checkpoint } : { key }),
        save: (next) => { checkpoint = JSON.parse(JSON.stringify(next)); },
        retries: 0,
      });
      return { report, runs };
    } catch (error) {
      assert.ok(error instanceof PresslinkError, error);
      assert.ok(runs < 5, error);
    }
  }
}

const rich = { ...draft, categories: ['Guides > WordPress'] };

// Of these, the last ones are also what a connection attempt ends with.
const brokenOff = [['ECONNRESET'], ['ETIMEDOUT', { syscall: 'read' }],
  ['EHOSTUNREACH', { syscall: 'write' }], ['EPROTO', { syscall: 'write' }],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC']];

for (const moment of ['before', 'after']) {
  for (const [code, more] of brokenOff) {
    test(`${code} ${moment} the site has acted, at every request`, async (t) => {
      const { site, found, connection } = await start(t);
      await connection.publish(rich);
      const requests = site.log.length;
      assert.ok(requests >= 4);
      for (let cut = 0; cut < requests; ++cut) {
        site.posts.clear();
        site.categories.clear();
        let number = 0;
        site.network = async (_, answer) => {
          const broken = number++ === cut;
          if (broken && moment === 'before') throw networkError(code, more);
          const response = await answer();
          if (broken) throw networkError(code, more);
          return response;
        };
        const { report } = await persist(site, rich, found);
        assert.equal(report.outcome, 'published', `cut at ${cut}`);
        assert.equal(site.visible.length, 1, `one post where request ${cut} was cut`);
        assert.equal(site.visible[0].slug, 'tea');
        assert.deepEqual([...site.categories.values()].map(({ name }) => name).sort(),
          ['Guides', 'WordPress'], `one of each category where request ${cut} was cut`);
      }
    });
  }

  test(`the body breaks off ${moment} the site has acted, and the same run settles it`, async (t) => {
    hurry(t);
    const { site, connection } = await start(t);
    let number = 0;
    site.network = async (_, answer) => {
      if (number++ !== 0) return answer();
      if (moment === 'after') await answer();
      return new Response(new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"id":'));
          controller.error(networkError('UND_ERR_SOCKET'));
        } }), { status: 201 });
    };
    const report = await connection.publish(draft);
    assert.equal(report.outcome, 'published');
    assert.equal(site.visible.length, 1);
  });
}

test('two module instances do not share anything', async (t) => {
  const { connection, site } = await start(t);
  const other = await start(t);
  const [one, two] = await Promise.all([connection.publish(draft), other.connection.publish(draft)]);
  assert.deepEqual([one.outcome, two.outcome], ['published', 'published']);
  assert.deepEqual([site.visible.length, other.site.visible.length], [1, 1]);
});

test('many pieces of work run on one connection at a time', async (t) => {
  const { connection, site } = await start(t);
  await connection.ensureCategories(['Guides']);
  const reports = await Promise.all(Array.from({ length: 50 }, (_, n) =>
    connection.publish({ ...draft, title: `Post ${n}`, slug: `post-${n}`, categories: ['Guides'] })));
  assert.deepEqual(new Set(reports.map(({ outcome }) => outcome)), new Set(['published']));
  assert.equal(new Set(reports.map(({ id }) => id)).size, 50);
  assert.deepEqual(site.visible.map(({ slug }) => slug).sort(),
    Array.from({ length: 50 }, (_, n) => `post-${n}`).sort());
});

// ----- save ----------------------------------------------------------------------------------------

for (const stage of ['reserved', 'created', 'finished']) {
  for (const [how, fail] of [['gives false', () => false],
    ['fulfils with false', async () => false],
    ['throws', () => { throw new Error('disk full'); }],
    ['rejects', async () => { throw new Error('disk full'); }]]) {
    test(`save ${how} at ${stage}: it ends there and a new run finishes`, async (t) => {
      const { connection, site, found } = await start(t);
      let saved;
      const save = (checkpoint) => {
        if (checkpoint.stage === stage) return fail();
        saved = checkpoint;
      };
      const error = await thrown(connection.publish(draft, { save }));
      assert.equal(error.code, 'storage_failed');
      if (/throws|rejects/.test(how)) assert.equal(error.cause.message, 'disk full');
      if (stage === 'reserved') assert.equal(site.log.length, 0, 'nothing is sent under a lost key');
      const next = await load({ fetch: site.fetch });
      const again = next.connect(found, login);
      const report = await again.publish(draft, saved ? { checkpoint: saved } : {});
      assert.ok(['published', 'updated', 'unchanged'].includes(report.outcome), report.outcome);
      assert.equal(site.visible.length, 1);
      assert.equal(site.visible[0].status, 'publish');
    });
  }
}

test('save is waited for', async (t) => {
  const { connection, site } = await start(t);
  const order = [];
  site.network = (request, answer) => { order.push(request.route); return answer(); };
  await connection.publish(draft, { save: async ({ stage }) => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    order.push(stage);
  } });
  assert.deepEqual(order,
    ['reserved', '/wp/v2/posts', 'created', '/wp/v2/posts/10', 'finished']);
});

test('save that gives anything but false has stored it', async (t) => {
  const { connection } = await start(t);
  for (const given of [undefined, null, 0, '', true, {}]) {
    assert.equal((await connection.publish(draft, { save: () => given })).outcome, 'published');
  }
});

// ----- progress ------------------------------------------------------------------------------------

test('progress tells each request and its answer, in order', async (t) => {
  const { connection } = await start(t);
  const events = [];
  await connection.publish(draft, { onProgress: (event) => events.push(event) });
  assert.deepEqual(events.map(({ type }) => type),
    ['saved', 'request', 'response', 'saved', 'request', 'response', 'saved']);
  const [reserved, create, created] = events;
  assert.equal(reserved.checkpoint.stage, 'reserved');
  assert.deepEqual([create.method, create.number, create.attempt, create.phase],
    ['POST', 1, 0, 'publish']);
  assert.ok(create.url.startsWith('https://example.com/wp-json/wp/v2/posts'));
  assert.equal(created.status, 201);
  assert.ok(created.bytes > 10 && created.duration >= 0);
});

test('progress tells faults, pauses and repetitions', async (t) => {
  hurry(t);
  const { connection, site } = await start(t);
  let number = 0;
  site.network = (_, answer) => {
    if (number++ < 2) throw networkError('ECONNREFUSED');
    return answer();
  };
  const events = [];
  await connection.verify({ onProgress: (event) => events.push(event) });
  assert.deepEqual(events.map(({ type }) => type), ['request', 'fault', 'wait', 'request', 'fault',
    'wait', 'request', 'response', 'request', 'response']);
  assert.deepEqual(events.filter(({ type }) => type === 'request').map((e) => [e.number, e.attempt]),
    [[1, 0], [2, 1], [3, 2], [4, 0]]);
  assert.equal(events[1].kind, 'connect');
});

test('an error in onProgress is told to the host and does not stop a write half way', async (t) => {
  const { connection, site } = await start(t);
  const mine = new Error('mine');
  const told = [];
  const { queueMicrotask } = globalThis;
  t.after(() => { globalThis.queueMicrotask = queueMicrotask; });
  globalThis.queueMicrotask = (work) => {
    try {
      work();
    } catch (error) {
      told.push([error, site.visible.length]);
    }
  };
  const report = await connection.publish(draft, { onProgress: () => { throw mine; } });
  assert.equal(report.outcome, 'published');
  assert.equal(site.visible.length, 1);
  assert.ok(told.length > 1);
  for (const each of told) assert.deepEqual(each, [mine, 1], 'not before the work has ended');
});

test('a key finds what an earlier run left under it, without its checkpoint', async (t) => {
  const { connection, site } = await start(t);
  const key = postKey();
  site.network = async (request, answer) => {
    if (request.route !== '/wp/v2/posts') throw networkError('ECONNREFUSED');
    return answer();
  };
  await thrown(() => connection.publish(draft, { key, retries: 0 }));
  assert.deepEqual(site.visible.map(({ status }) => status), ['draft']);
  site.network = (_request, answer) => answer();
  const report = await connection.publish(draft, { key });
  assert.equal(report.outcome, 'published');
  assert.equal(report.resumed, true);
  assert.deepEqual(site.visible.map(({ status }) => status), ['publish']);
});

test('a second publish under a key is refused until the first has ended', async (t) => {
  const { connection, presslink, site, found } = await start(t);
  const key = postKey();
  const first = connection.publish(draft, { key });
  const beside = presslink.connect(found, login);
  for (const one of [connection, beside]) {
    const error = await thrown(() => one.publish(draft, { key: key.toUpperCase() }));
    assert.equal(error.code, 'bad_input');
    assert.match(error.message, /under way/);
  }
  assert.equal((await first).outcome, 'published');
  assert.equal(site.posts.size, 1);
  assert.equal((await connection.publish(draft, { key })).outcome, 'published');
});
