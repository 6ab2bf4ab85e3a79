// The package in Node against a real WordPress, from the address to the revoked password.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { thrown } from './support/connect.mjs';
import { consumer, load, postKey, PresslinkError, root } from './support/package.mjs';
import { Site } from './support/site.mjs';

let site;
let presslink;
let found;

before(async () => {
  site = await Site.up('--title', 'Tea & Biscuits');
  presslink = await load();
  found = await presslink.discover(site.url);
});
after(() => site?.down());

const connect = (user, options) => presslink.connect(found, site.login(user), options);
let numbers = 0;
const draft = (more = {}) => ({ title: `Tea & biscuits ${++numbers}`,
  content: '<p>Warm the pot – “twice”. 😀</p>', ...more });

test('discover, from the homepage and by the usual roots', async () => {
  assert.equal(found.found_by, 'link_header');
  assert.equal(found.site.name, 'Tea & Biscuits');
  assert.equal(found.application_passwords.available, true);
  const probed = await presslink.discover(site.url, { homepage: false });
  assert.equal(probed.found_by, 'probe');
  assert.equal(probed.rest_root, found.rest_root);
  assert.equal(probed.requests, 1);
});

test('the approval screen, approved', async () => {
  const authorization = presslink.authorizeUrl(found,
    { appName: 'Node test', successUrl: 'https://app.example/back?here=1' });
  const back = await site.approve(authorization.url, 'author');
  assert.match(back, /^https:\/\/app\.example\/back\?here=1&/);
  const connection = presslink.parseCallback(authorization, back);
  const account = await connection.verify();
  assert.equal(account.user.login, 'author');
  assert.equal(account.password.name, 'Node test');
  const { id, outcome } = await connection.publish(draft());
  assert.equal(outcome, 'published');
  assert.equal((await site.rest('GET', `/wp/v2/posts/${id}`)).body.author, account.user.id);
  const gone = await connection.disconnect();
  assert.deepEqual([gone.revoked, gone.already_gone, gone.password_name],
    [true, false, 'Node test']);
  const list = await site.rest('GET', '/wp/v2/users/me/application-passwords', { user: 'author' });
  assert.ok(!list.body.some(({ name }) => name === 'Node test'));
});

test('the approval screen, declined', async () => {
  const authorization = presslink.authorizeUrl(found, { successUrl: 'https://app.example/back' });
  const back = await site.approve(authorization.url, 'author', 'reject');
  assert.equal((await thrown(() => presslink.parseCallback(authorization, back))).code, 'cancelled');
});

test('verify: each role', async () => {
  for (const [user, publishes, missing] of [['admin', true, []], ['editor', true, []],
    ['author', true, ['manage_categories']],
    ['contributor', false, ['publish_posts', 'manage_categories']]]) {
    const connection = connect(user);
    const account = await connection.verify();
    connection.close();
    assert.deepEqual(account.user.roles, [user === 'admin' ? 'administrator' : user]);
    assert.equal(account.can.publish_posts, publishes);
    assert.deepEqual(account.missing, missing);
    assert.equal(account.excess.includes('edit_users'), user === 'admin');
  }
});

test('verify: a wrong password', async () => {
  const connection = presslink.connect(found, { username: 'editor', password: 'aaaa bbbb cccc' });
  const error = await thrown(connection.verify());
  connection.close();
  assert.equal(error.code, 'credentials_rejected');
  assert.equal(error.httpStatus, 401);
});

test('publish: each status, and what the site has then', async () => {
  const connection = connect('editor');
  for (const [status, outcome] of [['draft', 'saved'], ['pending', 'saved'], ['private', 'saved'],
    ['publish', 'published'], ['future', 'scheduled']]) {
    const date = status === 'future' ? new Date('2035-05-01T07:00:00Z') : null;
    const document = draft({ status, date, slug: `tea-${status}`, excerpt: 'Short.' });
    const report = await connection.publish(document);
    assert.equal(report.outcome, outcome);
    assert.deepEqual(report.changed_by_site, []);
    const { body } = await site.rest('GET', `/wp/v2/posts/${report.id}`, { query: { context: 'edit' } });
    assert.deepEqual([body.title.raw, body.content.raw, body.status, body.slug, body.excerpt.raw],
      [document.title, document.content, status, document.slug, 'Short.']);
    if (date) assert.equal(`${body.date_gmt}Z`, '2035-05-01T07:00:00Z');
  }
  connection.close();
});

test('publish, update, unchanged', async () => {
  const connection = connect('editor');
  const saved = [];
  const document = draft({ categories: ['Guides > WordPress', 'R&D'] });
  const first = await connection.publish(document, { save: (each) => { saved.push(each); } });
  assert.equal(first.outcome, 'published');
  assert.deepEqual(first.categories.map(({ path }) => path), ['Guides > WordPress', 'R&D']);
  const second = await connection.update(first.id, { title: 'Another', categories: ['R&D'] });
  assert.equal(second.outcome, 'updated');
  const { body } = await site.rest('GET', `/wp/v2/posts/${first.id}`, { query: { context: 'edit' } });
  assert.deepEqual([body.title.raw, body.content.raw, body.categories],
    ['Another', document.content, [second.categories[0].id]]);
  assert.equal((await connection.update(first.id, {})).outcome, 'unchanged');
  connection.close();
});

test('ensureCategories', async () => {
  const connection = connect('editor');
  const paths = ['Küche > Öl & Essig', 'Küche'];
  const made = await connection.ensureCategories(paths);
  assert.deepEqual(made.categories.map(({ created }) => created), [true, true]);
  const other = connect('author');
  const seen = await other.ensureCategories(paths);
  assert.deepEqual(seen.categories.map(({ id, created }) => [id, created]),
    made.categories.map(({ id }) => [id, false]));
  const error = await thrown(other.ensureCategories(['Nobody made this']));
  assert.equal(error.code, 'not_permitted');
  connection.close();
  other.close();
});

test('a role too low', async () => {
  const connection = connect('contributor');
  const error = await thrown(connection.publish(draft()));
  assert.ok(error instanceof PresslinkError);
  assert.equal(error.code, 'not_permitted');
  assert.equal((await connection.publish(draft({ status: 'pending' }))).outcome, 'saved');
  connection.close();
});

test('lost answers: one post, whichever request it was', async () => {
  let cut;
  let number;
  const lossy = await load({ fetch: async (url, init) => {
    const answer = await fetch(url, init);
    if (number++ !== cut) return answer;
    await answer.arrayBuffer();
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });
  } });
  for (cut = 0; cut < 4; ++cut) {
    number = 0;
    const document = draft({ slug: `lost-${cut}`, categories: [`Lost ${cut}`] });
    let checkpoint;
    let report;
    for (let runs = 0; !report; ++runs) {
      assert.ok(runs < 5);
      const connection = lossy.connect(found, site.login('editor'));
      report = await connection.publish(document, { retries: 0, ...(checkpoint && { checkpoint }),
        save: (each) => { checkpoint = JSON.parse(JSON.stringify(each)); } }).catch(() => undefined);
      connection.close();
    }
    assert.ok(number > cut, 'something was lost');
    const posts = (await site.posts()).filter(({ title }) => title.raw === document.title);
    assert.deepEqual(posts.map(({ status, slug }) => [status, slug]), [['publish', `lost-${cut}`]]);
  }
});

test('aborted half way and finished by another process', async () => {
  const document = draft({ slug: 'aborted' });
  const connection = connect('editor');
  const controller = new AbortController();
  let checkpoint;
  const error = await thrown(connection.publish(document, { signal: controller.signal,
    save: (each) => {
      checkpoint = JSON.parse(JSON.stringify(each));
      if (each.stage === 'created') controller.abort();
    } }));
  connection.close();
  assert.equal(error.code, 'cancelled');
  assert.equal(checkpoint.stage, 'created');
  const other = await load();
  const again = other.connect(found, site.login('editor'));
  const report = await again.publish(document, { checkpoint });
  again.close();
  assert.equal(report.outcome, 'published');
  assert.equal(report.id, checkpoint.post);
});

test('the example for Node: cut off, then finished', async () => {
  const folder = join(consumer, 'example');
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'wasm/examples/publish.mjs'), join(folder, 'publish.mjs'));
  const document = draft({ slug: 'example' });
  writeFileSync(join(folder, 'post.json'), JSON.stringify(document));
  const checkpoint = join(folder, 'post.json.checkpoint');
  writeFileSync(checkpoint, JSON.stringify({ key: postKey(), stage: 'reserved' }));
  const { username, password } = site.login('editor');
  const { stdout, stderr } = await promisify(execFile)(process.execPath,
    ['publish.mjs', site.url, 'post.json'], { cwd: folder, env: { ...process.env,
      PRESSLINK_USER: username, PRESSLINK_APP_PASSWORD: password } });
  assert.equal(stderr, '');
  assert.match(stdout, /^published http.*\/example\/\n$/);
  assert.ok(!existsSync(checkpoint));
});

const plugins = [['stand_in_yoast', '28.1', 'yoast'],
  ['stand_in_yoast', '27.6', 'yoast'], ['stand_in_rank_math', '1.0.272', 'rankmath'],
  ['stand_in_aioseo', '4.9.9', 'aioseo'], ['stand_in_seopress', '10.0.2', 'seopress'],
  ['stand_in_slim_seo', '4.9.6', 'slimseo']];
const noPlugin = Object.fromEntries(plugins.map(([option]) => [option, '']));
for (const [option, version, plugin] of plugins) {
  test(`SEO fields in ${plugin} ${version}`, async () => {
    await site.set({ ...noPlugin, [option]: version });
    const seen = await presslink.discover(site.url);
    assert.deepEqual(seen.seo_plugins.map((each) => each.plugin), [plugin]);
    const connection = presslink.connect(seen, site.login('editor'));
    const seo = { title: 'Green tea & "biscuits"', description: 'How long to steep it.',
      focus_keyphrase: 'green tea' };
    const report = await connection.publish(draft({ seo }));
    connection.close();
    assert.equal(report.outcome, 'published');
    assert.deepEqual(report.seo.map(({ field }) => field).sort(),
      ['description', 'focus_keyphrase', 'title']);
    const head = await (await fetch(report.link)).text();
    for (const { field, verdict } of report.seo) {
      if (field !== 'description') continue;
      assert.equal(verdict, 'verified');
      assert.ok(head.includes(seo.description));
    }
  });
}

test('the doctor: nothing is wrong, then a wrong password', async () => {
  const well = await presslink.doctor(site.url, { login: site.login('editor') });
  assert.equal(well.verdict, 'ok', JSON.stringify(well.causes));
  assert.ok(well.requests <= 8);
  const ill = await presslink.doctor(found, { login: { username: 'editor', password: 'aaaa bbbb' } });
  assert.equal(ill.verdict, 'blocked');
  assert.ok(ill.causes.length > 0 && ill.requests <= 8);
  assert.ok(ill.causes[0].title && ill.causes[0].remedy.steps.length > 0);
});

test('the doctor and explanations in another language', async () => {
  const german = await load({ language: 'de-AT' });
  assert.equal(german.language, 'de');
  const login = { username: 'editor', password: 'aaaa bbbb' };
  const here = await presslink.doctor(found, { login });
  const there = await german.doctor(found, { login });
  assert.deepEqual(there.causes.map(({ id }) => id), here.causes.map(({ id }) => id));
  assert.notEqual(there.causes[0].title, here.causes[0].title);
  const connection = german.connect(found, login);
  const error = await thrown(connection.verify());
  connection.close();
  assert.ok(error.causes.length > 0);
  assert.deepEqual(german.explain(error, found).map(({ id }) => id),
    error.causes.map(({ id }) => id));
  await german.setLanguage('en');
  assert.equal(german.language, 'en');
  assert.equal(german.explain(error, found)[0].title, presslink.explain(error, found)[0].title);
});

test('plain permalinks', async (t) => {
  const plain = await Site.up('--permalinks', 'plain');
  t.after(() => plain.down());
  const there = await presslink.discover(plain.url, { homepage: false });
  assert.equal(there.style, 'query');
  const connection = presslink.connect(there, plain.login('editor'));
  const report = await connection.publish(draft({ categories: ['A > B'] }));
  assert.equal(report.outcome, 'published');
  const login = await plain.newLogin('editor', 'to be revoked');
  const other = presslink.connect(there, login);
  assert.equal((await other.disconnect()).password_name, 'to be revoked');
  assert.equal((await thrown(presslink.connect(there, login).verify())).code, 'credentials_rejected');
  connection.close();
});
