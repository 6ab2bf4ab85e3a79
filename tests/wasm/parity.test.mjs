// The command line and the package plan the same requests, byte for byte.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeWordPress, login } from './support/fake_wordpress.mjs';
import { cases, sameDocuments } from './support/fixtures.mjs';
import { load, PresslinkError } from './support/package.mjs';

const presslink = await load();
let compared = 0;
let refused = 0;

/** What `preview` says, in the words of the command line. */
function previewed(preview) {
  try {
    return preview();
  } catch (error) {
    if (!(error instanceof PresslinkError)) throw error;
    const { attempts, problems, report, ...told } = error.toJSON();
    return { error: told };
  }
}

test('every document in every setting', async (t) => {
  for (const { name, document, options, expected } of cases()) {
    await t.test(name, () => {
      const answer = previewed(() => presslink.preview(document, options));
      // As text too: the order of requests, of headers and of members counts.
      assert.equal(JSON.stringify(answer, null, 1), JSON.stringify(expected, null, 1));
      ++compared;
      if (expected.error) ++refused;
    });
  }
});

test('that was worth something', () => {
  assert.ok(compared > 300, `${compared} compared`);
  assert.ok(refused > 5 && refused < compared / 4, `${refused} refused`);
});

test('a document says the same in JSON, Markdown and HTML', () => {
  let pairs = 0;
  for (const { expected, answer, other } of sameDocuments()) {
    assert.deepEqual(answer, expected, other);
    ++pairs;
  }
  assert.ok(pairs >= 30);
});

test('an open connection plans what the loaded module plans', async () => {
  const site = new FakeWordPress();
  const here = await load({ fetch: site.fetch });
  const found = await here.discover(site.origin, { homepage: false });
  const connection = here.connect(found, login, { scope: ['posts', 'seo', 'categories', 'tags'] });
  for (const { document, options } of cases()) {
    if (options.assume !== 'none' || options.site || options.scope?.length !== 5) continue;
    if (document.featured_image) continue;
    assert.deepEqual(previewed(() => connection.preview(document, options)),
      previewed(() => here.preview(document, options)));
  }
  connection.close();
});

test('what was planned is what is sent', async () => {
  for (const { name, document, options, expected } of cases()) {
    const plain = options.assume === 'none' && !options.site && options.scope && !document.seo &&
      !document.tags && !document.id && !options.onMissingCategory && !expected.error;
    if (!plain) continue;
    const site = new FakeWordPress();
    const here = await load({ fetch: site.fetch });
    const found = await here.discover(site.origin, { homepage: false });
    const connection = here.connect(found, login);
    site.log.length = 0;
    await connection.publish(document, {
      checkpoint: { key: '00000000-0000-4000-8000-000000000000', stage: 'fresh' } });
    connection.close();
    assert.deepEqual(site.log.map(({ init }) => init.method), expected.requests.map(({ method }) => method), name);
    // Everything but the ids that only the site can give.
    const ids = (text) => text?.replaceAll(/\b(9\d{12}|\d{1,4})\b/g, 'N') ?? null;
    assert.deepEqual(site.log.map(({ url, body }) => [ids(url), ids(body)]),
      expected.requests.map(({ url, body }) => [ids(url), ids(body)]), name);
  }
});
