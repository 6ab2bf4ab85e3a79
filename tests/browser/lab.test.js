/** The payload lab: what it shows, what leaves it as text, and what it sends. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual, promisify } from 'node:util';

import { Visitor, assertAccessible, blockSiteData, inProject, keep, launchChromium, servePages } from './pages.js';
import { WordPress } from './wordpress.js';

const run = promisify(execFile);
const commandLine = process.env.PRESSLINK ?? inProject('build/release/bin/presslink');
const plugins = ['yoast', 'rankmath', 'aioseo', 'seopress', 'slimseo'];

let pages;
let browser;
let wordpress;
let folder;
before(async () => {
  [pages, browser, wordpress, folder] = await Promise.all([
    servePages(),
    launchChromium(),
    WordPress.up('--set', 'stand_in_yoast=28.1'),
    mkdtemp(`${tmpdir()}/presslink-lab-`),
  ]);
});
after(async () => {
  await Promise.all([browser?.close(), pages?.close(), wordpress?.down()]);
  if (folder) await rm(folder, { recursive: true });
});

/** Opens the lab for `work`. Nothing but the page's own origin may be asked, unless `origins` says so. */
async function inLab(work, { origins = [], fragment = '', ...options } = {}) {
  const visitor = await Visitor.open(browser, {
    pages: pages.origin,
    origins,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await visitor.page(`${pages.url}lab/${fragment}`);
  await page.locator('.request').first().waitFor();
  await work(page, visitor);
  await visitor.close();
}

/** What the panel shows, as the command line says it. */
function shownRequests(page) {
  return page.locator('.request').evaluateAll((cards) =>
    cards.map((card) => {
      const part = (name) => card.querySelector(`[data-part="${name}"]`);
      const lower = (text) => text[0].toLowerCase() + text.slice(1);
      const when = card.querySelector('.request-why .badge');
      const headers = [...part('headers').querySelectorAll('li:not([data-hidden])')].map((line) => {
        const [name, ...value] = line.textContent.split(': ');
        return [name, value.join(': ')];
      });
      return {
        purpose: lower(card.querySelector('h3').textContent),
        when: when && lower(when.textContent),
        method: card.querySelector('.method').textContent,
        url: part('url').textContent,
        headers: Object.fromEntries(headers),
        login: part('headers').querySelector('[data-hidden]') ? 'header' : null,
        body: part('body') && part('body').textContent,
      };
    }),
  );
}

/** `presslink preview` of a file. */
async function planned(file, ...options) {
  const answer = await run(commandLine, ['preview', '--json', ...options, file]).catch((error) => error);
  return JSON.parse(answer.stdout);
}

/** The requests as the page can show them: it does not draw that a log-in is in the body. */
function drawn(requests) {
  return requests.map((request) => ({ ...request, login: request.login === 'header' ? 'header' : null }));
}

/** Waits until the page has drawn what was typed. */
async function settle(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.locator('#panel:not([aria-busy])').waitFor();
}

async function importFile(page, path) {
  await page.locator('#import-file').setInputFiles(path);
  await page.locator('#form-notice').getByText(basename(path)).first().waitFor();
}

async function choosePlugins(page, names) {
  for (const plugin of plugins) {
    const wanted = names.find((name) => name.replace('-legacy', '') === plugin) ?? '';
    await page.locator(`#plugin-${plugin}`).selectOption(wanted);
  }
}

/** Stores what `save` downloads and gives its path. */
async function download(page, save) {
  const [file] = await Promise.all([page.waitForEvent('download'), save()]);
  const path = `${folder}/${Date.now()}-${file.suggestedFilename()}`;
  await file.saveAs(path);
  return path;
}

async function copied(page, tab) {
  await page.getByRole('tab', { name: tab, exact: true }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Copied' }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('the requests follow what is typed', async () => {
  await inLab(async (page) => {
    await page.getByLabel('Title', { exact: true }).fill('Typed “just now” & <here>');
    await settle(page);
    const create = (await shownRequests(page)).find(({ purpose }) => purpose === 'create the post as a draft');
    assert.equal(JSON.parse(create.body).title, 'Typed “just now” & <here>');
    await page.getByRole('textbox', { name: 'Categories' }).fill('News');
    await settle(page);
    assert.ok((await shownRequests(page)).some(({ purpose }) => purpose === 'create the category News'));
    await page.getByRole('textbox', { name: 'Categories' }).press('Enter');
    await page.getByRole('button', { name: 'Remove News' }).click();
    await settle(page);
    assert.ok(!(await shownRequests(page)).some(({ purpose }) => purpose === 'create the category News'));
    await page.getByText('Author, image, update').click();
    await page.getByLabel('Post to update').fill('12');
    await settle(page);
    const requests = await shownRequests(page);
    assert.match(requests.at(-1).url, /\/wp\/v2\/posts\/12\?/);
    assert.match(await page.locator('#summary').textContent(), new RegExp(`^${requests.length} requests`));
  });
});

test('log-ins are marked and hidden, stand-ins are explained', async () => {
  await inLab(async (page) => {
    await choosePlugins(page, ['yoast-legacy']);
    await settle(page);
    const hidden = await page.locator('.hidden-login').allTextContents();
    assert.ok(hidden.includes('<!--user name-->') && hidden.includes('<!--application password-->'));
    assert.ok(hidden.includes('user name and password, hidden'));
    const section = page.getByRole('region', { name: 'Numbers that only the site knows' });
    assert.match(await section.textContent(), /9000000000000category Guides/);
    assert.equal(await page.locator('.stand-in').first().getAttribute('title'), 'category Guides');
    await choosePlugins(page, ['slimseo']);
    await settle(page);
    const missing = page.getByRole('region', { name: 'Fields that no request carries' });
    assert.match(await missing.textContent(), /Slim SEO: focus_keyphrase/);
  });
});

test('each plugin in each version, REST style and sender changes the requests as it should', async () => {
  await inLab(async (page) => {
    const file = inProject('tests/fixtures/documents/seo-all.json');
    await importFile(page, file);
    await page.locator('#exact').check();
    const seen = new Set();
    const assumptions = [...plugins.flatMap((name) => [[name], [`${name}-legacy`]]), ['yoast', 'rankmath-legacy'], plugins];
    for (const assumed of assumptions) {
      await choosePlugins(page, assumed);
      await settle(page);
      const shown = await shownRequests(page);
      const { requests } = await planned(file, '--assume', assumed.join(','));
      assert.deepEqual(shown, drawn(requests), assumed.join(','));
      seen.add(JSON.stringify(shown));
    }
    // Two old versions take nothing of a post with the post: only their reasons differ.
    assert.ok(seen.size >= assumptions.length - 1, `${seen.size} different`);
    await page.getByLabel('Permalinks').selectOption('query');
    await settle(page);
    assert.match((await shownRequests(page))[0].url, /^https:\/\/example\.com\/index\.php\?rest_route=\/wp\/v2\//);
    await page.getByLabel('Permalinks').selectOption('index_php');
    await settle(page);
    assert.match((await shownRequests(page))[0].url, /^https:\/\/example\.com\/index\.php\/wp-json\/wp\/v2\//);
    await choosePlugins(page, ['yoast-legacy']);
    await page.getByLabel('Sent by').selectOption('page');
    await settle(page);
    assert.ok((await shownRequests(page)).every(({ url }) => !url.endsWith('/xmlrpc.php')));
    await page.getByRole('region', { name: 'Fields that no request carries' }).waitFor();
  });
});

test('every document of the fixtures gives the requests of the command line, byte for byte', async () => {
  const documents = inProject('tests/fixtures/documents');
  const files = await readdir(documents);
  assert.ok(files.length >= 15);
  let compared = 0;
  await inLab(async (page) => {
    await page.locator('#exact').check();
    for (const permission of ['tags', 'media']) await page.locator(`#scope-${permission}`).check();
    for (const name of files) {
      const file = `${documents}/${name}`;
      await importFile(page, file);
      for (const assumed of [[], ['yoast'], ['rankmath'], ['aioseo-legacy'], ['seopress', 'slimseo']]) {
        await choosePlugins(page, assumed);
        await settle(page);
        const { requests } = await planned(file, '--assume', assumed.join(',') || 'none', '--scope', 'posts,seo,categories,tags,media');
        assert.deepEqual(await shownRequests(page), drawn(requests), `${name} with ${assumed}`);
        compared += 1;
      }
    }
  });
  assert.equal(compared, files.length * 5);
});

test('what is wrong stands at its field', async () => {
  await inLab(async (page) => {
    const date = page.getByLabel('Date', { exact: true });
    await date.fill('2026-05-01T09:30:00');
    await settle(page);
    assert.equal(await date.getAttribute('aria-invalid'), 'true');
    const described = (await date.getAttribute('aria-describedby')).split(' ');
    const words = await page.evaluate((ids) => ids.map((id) => document.getElementById(id).textContent).join(' '), described);
    assert.match(words, /has no time zone/);
    for (const id of ['send', 'export-json', 'export-html']) {
      assert.equal(await page.locator(`#${id}`).getAttribute('aria-disabled'), 'true');
    }
    assert.match(await page.locator('#summary').textContent(), /Nothing would be sent/);
    const [problem] = await page.locator('#panel .notice li').allTextContents();
    assert.match(problem, /^Date: .*has no time zone/);
    await assertAccessible(page);
    await keep(page, 'lab-problem');
    await date.fill('2026-05-01T09:30:00Z');
    await settle(page);
    assert.equal(await date.getAttribute('aria-invalid'), null);
    assert.equal(await page.locator('.wrong').count(), 0);
    for (const [label, text, complaint] of [
      ['Title', '', /Must not be empty/],
      ['Author', 'me', /number of a user/],
      ['Tags', 'tea', /scope "tags"/],
    ]) {
      if (label === 'Author') await page.locator('#more-post').evaluate((details) => (details.open = true));
      const field = page.getByRole('textbox', { name: label, exact: true });
      const before = await field.inputValue();
      await field.fill(text);
      await settle(page);
      assert.match(await page.locator('.wrong').textContent(), complaint);
      await field.fill(before);
    }
  });
});

test('a scope of nothing, and an address that is none, are told at their fields', async () => {
  await inLab(async (page) => {
    const boxes = page.getByRole('group', { name: 'Scope' }).getByRole('checkbox', { checked: true });
    while ((await boxes.count()) > 0) await boxes.first().uncheck();
    await settle(page);
    const scope = page.getByRole('group', { name: 'Scope' });
    assert.equal((await scope.locator('.wrong').textContent()).trim(), 'Tick at least one: with none, presslink may touch nothing.');
    assert.equal(await page.getByText('is not a scope').count(), 0);
    await assertAccessible(page);
    await page.getByLabel('Language').selectOption('de');
    await scope.or(page.locator('fieldset')).getByText('Kreuzen Sie mindestens eines an').waitFor();
    await page.getByLabel('Sprache').selectOption('en');
    await page.getByLabel('Posts', { exact: true }).check();
    await page.getByRole('textbox', { name: 'Categories' }).fill('');
    await settle(page);
    const address = page.getByLabel('Site address');
    await address.fill('not an address');
    await settle(page);
    assert.equal(await address.getAttribute('aria-invalid'), 'true');
    await page.getByLabel('Language').selectOption('de');
    await page.getByText('Die Adresse enthält ein Leerzeichen oder ein Steuerzeichen.').first().waitFor();
  });
});

test('what requests are for, and why a field is left out, is told in the language of the page', async () => {
  await inLab(async (page) => {
    await choosePlugins(page, []);
    await settle(page);
    const english = await page.locator('#panel h3').allTextContents();
    assert.ok(english.includes('Create the post as a draft'), `${english}`);
    const codes = async () => {
      const all = [];
      for (const tab of ['curl', 'fetch', 'C++']) {
        await page.getByRole('tab', { name: tab, exact: true }).click();
        all.push(await page.locator('#panel pre').textContent());
      }
      await page.getByRole('tab').first().click();
      return all;
    };
    const inEnglish = await codes();
    assert.match(inEnglish[1], /Guides/);
    for (const [code, draft, post, none] of [
      ['de', 'Den Beitrag als Entwurf anlegen', 'der neue Beitrag', 'Es wurde kein SEO-Plugin gefunden'],
      ['es', 'Crear la entrada como borrador', 'la entrada nueva', 'No se ha encontrado ningún plugin de SEO'],
    ]) {
      await page.locator('#language').selectOption(code);
      await page.getByRole('heading', { name: draft }).waitFor();
      await page.locator('#panel dd', { hasText: post }).first().waitFor();
      await page.locator('#panel', { hasText: none }).waitFor();
      const told = await page.locator('#panel h3').allTextContents();
      assert.deepEqual(told.filter((heading) => english.includes(heading)), []);
      assert.equal(await page.locator('#panel [lang=en]').count(), 0);
      assert.deepEqual(await codes(), inEnglish);
    }
    await page.locator('#language').selectOption('en');
    await page.getByRole('heading', { name: 'Create the post as a draft' }).waitFor();
    assert.deepEqual(await page.locator('#panel h3').allTextContents(), english);
    await page.getByLabel('Title', { exact: true }).fill('');
    await settle(page);
    await page.getByText('Must not be empty').first().waitFor();
    await page.locator('#language').selectOption('de');
    await page.getByText('Darf nicht leer sein').first().waitFor();
    assert.equal(await page.getByText('ust not be empty').count(), 0);
  });
});

test('half of a character is refused at its field, and never becomes another one', async () => {
  await inLab(async (page, visitor) => {
    const title = page.getByLabel('Title', { exact: true });
    const enter = (value) => title.evaluate((field, text) => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, value);
    await enter('Half: \ud83c');
    await settle(page);
    assert.match(await page.locator('.wrong').textContent(), /Holds half of a character/);
    assert.equal(await page.locator('#send').getAttribute('aria-disabled'), 'true');
    const shared = await page.evaluate(async () => (await import('./share.js')).toFragment(
      { document: { title: 'T', content: 'c', tags: ['\udf75'] }, settings: { site: 'https://example.com/' } }));
    const other = await visitor.page(`${pages.url}lab/${shared}`);
    assert.match(await other.locator('.wrong').textContent(), /Holds half of a character/);
    await enter('Whole: \ud83c\udf75');
    await settle(page);
    assert.equal(await page.locator('.wrong').count(), 0);
    await writeFile(`${folder}/half.json`, '{"title":"\\ud83c","content":"c"}');
    await importFile(page, `${folder}/half.json`);
    assert.match(await page.locator('#form-notice').textContent(), /title: holds half of a character/);
    assert.equal(await title.inputValue(), 'Whole: 🍵');
  });
});

test('texts are measured beside each plugin’s limits', async () => {
  await inLab(async (page) => {
    await choosePlugins(page, ['yoast', 'rankmath']);
    await page.getByLabel('SEO title').fill('W'.repeat(40));
    await page.getByLabel('Meta description').fill('Short.');
    await settle(page);
    const limits = await page.getByRole('list', { name: 'Limits of the SEO plugins' }).textContent();
    assert.match(limits, /755 of 600 px/);
    assert.match(limits, /The title has 755 pixels, more than the 600 that Yoast SEO advises\./);
    assert.match(limits, /40 of 15–60 characters/);
    assert.match(limits, /fewer than the 80 that Rank Math advises\./);
    assert.match(await page.locator('#snippet').textContent(), /Several SEO plugins are active/);
    await choosePlugins(page, ['yoast']);
    await page.getByLabel('SEO title').fill('%%title%% %%sep%% %%sitename%%');
    await settle(page);
    assert.equal(await page.locator('.result-title').textContent(), 'How to brew green tea - example.com');
    assert.match(await page.getByRole('list', { name: 'Limits of the SEO plugins' }).textContent(), /– of 600 px/);
  });
});

/** Every construct of the dialect. */
const everyMarkdown = `---
title: Everything in Markdown
---

# One *and* two

A line
and the next,  
broken \\
twice; "quoted" & <b>raw</b>.

- tight
  - inner
    > quoted
- second
  ### heading

1. loose

   with more
2. second

3) from three

| left | middle | right | none |
|:-----|:------:|------:|------|
| \`a b\` | **b** | ~~c~~ | d |

\`\`\`js
if (a < b && c) "d";
\`\`\`

    indented

<div class="box">
as it *stands*
</div>

![the *alt*
text](/a%20b.png "Title") and [a link](<b c> 'it"s'), https://example.com/?a=b&c=~d%20e, www.example.com,
me@example.com, <https://example.com>, plain.example and [reference].

***

[reference]: https://example.com/ä
`;

test('a document goes out as JSON and as HTML, comes back the same, and is the command line’s', async () => {
  await inLab(async (page) => {
    const original = JSON.parse(await readFile(inProject('tests/fixtures/documents/everything.json'), 'utf8'));
    for (const permission of ['tags', 'media']) await page.locator(`#scope-${permission}`).check();
    await importFile(page, inProject('tests/fixtures/documents/everything.json'));
    await page.locator('#exact').check();
    await settle(page);
    const shown = await shownRequests(page);
    for (const button of ['Export JSON', 'Export HTML']) {
      const path = await download(page, () => page.getByRole('button', { name: button }).click());
      if (path.endsWith('.json')) assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), original);
      const scope = ['--scope', 'posts,seo,categories,tags,media'];
      const { requests } = await planned(path, '--assume', 'yoast', ...scope);
      assert.deepEqual(drawn(requests), shown, button);
      await page.getByRole('button', { name: 'Clear' }).click();
      await importFile(page, path);
      await settle(page);
      assert.deepEqual(await shownRequests(page), shown, button);
    }
  });
});

test('Markdown becomes the HTML that the command line makes of it', async () => {
  const path = `${folder}/everything.md`;
  await writeFile(path, everyMarkdown);
  await inLab(async (page) => {
    await importFile(page, path);
    await page.locator('#exact').check();
    await settle(page);
    const { requests } = await planned(path, '--assume', 'none');
    await choosePlugins(page, []);
    await settle(page);
    assert.deepEqual(await shownRequests(page), drawn(requests));
  });
});

test('without its readers of files the page says so, and takes them once they are there', async () => {
  await inLab(
    async (page) => {
      const path = inProject('tests/fixtures/documents/tea.md');
      await page.route(/js-yaml/, (route) => route.abort());
      await importFile(page, path);
      await page.locator('#form-notice').getByText('without its YAML reader').waitFor();
      await page.unrouteAll();
      await page.route(/markdown-it/, (route) => route.abort());
      await importFile(page, path);
      await page.locator('#form-notice').getByText('without its Markdown reader').waitFor();
      await page.unrouteAll();
      await importFile(page, path);
      await page.locator('#form-notice').getByText('tea.md was imported').waitFor();
    },
    { refusals: [/markdown-it/, /js-yaml/] },
  );
});

test('without the module nothing is sent or imported, and the page says why', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin, refusals: [/presslink\/js\/index\.js/] });
  await visitor.context.route('**/presslink/js/index.js', (route) => route.abort());
  const page = await visitor.page(`${pages.url}lab/`);
  await page.locator('#panel').getByText('did not load').waitFor();
  await page.getByLabel('Title', { exact: true }).fill('Typed all the same');
  await page.locator('#send').click({ force: true });
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.locator('#import-file').setInputFiles(inProject('tests/fixtures/documents/tea.md'));
  await page.locator('#form-notice').getByText('did not load').waitFor();
  const saved = await download(page, () => page.getByRole('button', { name: 'Export JSON' }).click());
  assert.equal(JSON.parse(await readFile(saved, 'utf8')).title, 'Typed all the same');
  await page.getByRole('tab', { name: 'curl' }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), '');
  await assertAccessible(page);
  await keep(page, 'lab-no-module', { fullPage: false });
  await visitor.close();
});

test('a file that is dropped anywhere on the page is imported', async () => {
  await inLab(async (page) => {
    for (const [place, title] of [['#form', 'On the form'], ['#panel', 'Beside it'], ['footer', 'Below it']]) {
      const taken = await page.locator(place).evaluate((element, words) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([JSON.stringify({ title: words, content: 'c' })], 'dropped.json'));
        const events = ['dragover', 'drop'].map((type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        return events.map((event) => !element.dispatchEvent(event));
      }, title);
      assert.deepEqual(taken, [true, true]);
      await page.waitForFunction((words) => document.getElementById('field-title').value === words, title);
    }
  });
});

test('a file that is no document is refused, and the form stays as it was', async () => {
  await inLab(async (page) => {
    const refused = async (name, content, reason) => {
      await writeFile(`${folder}/${name}`, content);
      await importFile(page, `${folder}/${name}`);
      assert.match(await page.locator('#form-notice').textContent(), reason, name);
      assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'How to brew green tea');
    };
    await refused('key.json', '{"title":"a","content":"b","titel":"c"}', /titel: unknown key; did you mean "title"\?/);
    await refused('list.json', '[]', /JSON object/);
    await refused('none.json', '{"title"', /not JSON/);
    await refused('latin.json', Buffer.from([0x7b, 0xe4, 0x7d]), /not UTF-8/);
    await refused('none.md', '# a', /front matter/);
    await refused('none.html', '<p>a</p>', /front matter/);
    await refused('alias.html', '---\ntitle: *a\n---\nb', /line 2/);
    await refused('content.html', '---\ntitle: a\ncontent: b\n---\nc', /content is unknown there/);
    await refused('text.html', '---\na\n---\nb', /such as title/);
    await refused('deep.html', `---\ntitle: ${'['.repeat(20)}${']'.repeat(20)}\n---\nb`, /was not imported/);
    await refused('twice.html', '---\ntitle: a\nslug: b\ntitle: c\n---\nd', /line 4/);
    await refused('seo.html', '---\ntitle: a\nseo:\n  titel: b\n---\nd', /seo\.titel: unknown key/);
  });
});

test('a link holds the document and the settings, and no secret', async () => {
  await inLab(async (page, visitor) => {
    await page.getByLabel('Title', { exact: true }).fill('Geteilt ✓ 共有');
    await page.getByLabel('Site address').fill('https://me:secret-word@blog.example/');
    await choosePlugins(page, ['aioseo-legacy', 'slimseo']);
    await page.getByLabel('Site address').fill('https://blog.example/');
    await settle(page);
    const shown = await shownRequests(page);
    await page.getByRole('button', { name: 'Share a link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.startsWith(`${pages.url}lab/#lab=`));
    const other = await visitor.page(link);
    await other.locator('.request').first().waitFor();
    assert.deepEqual(await shownRequests(other), shown);
    assert.equal(await other.getByLabel('Title', { exact: true }).inputValue(), 'Geteilt ✓ 共有');
    const inside = await other.evaluate(async (fragment) => {
      const { fromFragment, toFragment } = await import('./share.js');
      const state = await fromFragment(fragment);
      const withLogin = { ...state, settings: { ...state.settings, site: 'https://me:secret-word@blog.example/x' } };
      return [state, await fromFragment(await toFragment(withLogin))];
    }, new URL(link).hash);
    assert.deepEqual(Object.keys(inside[0]).sort(), ['document', 'settings']);
    assert.equal(inside[1].settings.site, 'https://blog.example/x');
    const broken = await visitor.page(link.slice(0, -20));
    await broken.locator('#form-notice').getByText('perhaps it was cut off').waitFor();
  });
});

test('a link put into the address of the open page is loaded', async () => {
  await inLab(async (page) => {
    const fragment = (state) => page.evaluate(async (one) => (await import('./share.js')).toFragment(one), state);
    const go = (hash) => page.evaluate((one) => { location.hash = one; }, hash);
    const title = page.getByLabel('Title', { exact: true });
    const settings = { site: 'https://linked.example/', style: 'query', plugins: ['seopress'] };
    const link = await fragment({ document: { title: 'From a link', content: '<p>x</p>' }, settings });
    await go(link);
    await page.locator('#form-notice').getByText('The document of the link is in the form').waitFor();
    assert.equal(await title.inputValue(), 'From a link');
    assert.equal(await page.locator('#plugin-seopress').inputValue(), 'seopress');
    await settle(page);
    assert.match((await shownRequests(page))[0].url, /^https:\/\/linked\.example\/.*rest_route=/);
    await title.fill('Typed since');
    await go(link.slice(0, -20));
    await page.locator('#form-notice').getByText('The form is as it was').waitFor();
    assert.equal(await title.inputValue(), 'Typed since');
    await go('#main');
    await go(link);
    await page.locator('#form-notice').getByText('The document of the link is in the form').waitFor();
    assert.equal(await title.inputValue(), 'From a link');
  });
});

test('what Clear, a file or a link took out of the form is brought back', async () => {
  await inLab(async (page) => {
    const title = page.getByLabel('Title', { exact: true });
    const notice = page.locator('#form-notice');
    const link = await page.evaluate(async () => (await import('./share.js')).toFragment(
      { document: { title: 'From a link', content: '<p>x</p>' }, settings: { site: 'https://linked.example/' } }));
    const ways = {
      'The form was cleared.': () => page.getByRole('button', { name: 'Clear' }).click(),
      'tea.md was imported': () => importFile(page, inProject('tests/fixtures/documents/tea.md')),
      'The document of the link': () => page.evaluate((hash) => { location.hash = hash; }, link),
    };
    await title.fill('Much work');
    await page.locator('#scope-tags').check();
    await page.getByRole('textbox', { name: 'Tags' }).fill('tea');
    await settle(page);
    const shown = await shownRequests(page);
    for (const [words, go] of Object.entries(ways)) {
      await go();
      await notice.getByText(words).waitFor();
      assert.notEqual(await title.inputValue(), 'Much work');
      if (words.includes('cleared')) await assertAccessible(page);
      if (words.includes('cleared')) await keep(page, 'lab-cleared', { fullPage: false });
      await notice.getByRole('button', { name: 'Undo' }).click();
      assert.equal(await title.inputValue(), 'Much work');
      await settle(page);
      assert.deepEqual(await shownRequests(page), shown);
    }
  });
});

test('what was typed is there after a reload', async () => {
  await inLab(async (page) => {
    await page.getByLabel('Title', { exact: true }).fill('Still here');
    await page.reload();
    await page.locator('.request').first().waitFor();
    assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Still here');
  });
});

test('a reload brings back what was typed after a link was shared or opened', async () => {
  await inLab(async (page, visitor) => {
    const title = (one) => one.getByLabel('Title', { exact: true });
    const again = async (one, words) => {
      await title(one).fill(words);
      await settle(one);
      await one.reload();
      await one.locator('.request').first().waitFor();
      assert.equal(await title(one).inputValue(), words);
    };
    await title(page).fill('Shared');
    await settle(page);
    await page.getByRole('button', { name: 'Share a link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await again(page, 'After sharing');
    const other = await visitor.page(link);
    await other.locator('.request').first().waitFor();
    assert.equal(await title(other).inputValue(), 'Shared');
    await again(other, 'After opening');
  });
});

test('where the browser keeps nothing, the page works, and a password is entered by hand', async () => {
  await inLab(
    async (_, visitor) => {
      await blockSiteData(visitor.context);
      const page = await visitor.page(`${pages.url}lab/`);
      await page.getByLabel('Title', { exact: true }).fill('Kept nowhere');
      await settle(page);
      await page.locator('#send').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Address of the site').fill(wordpress.url);
      await dialog.getByRole('button', { name: 'Find the site' }).click();
      await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
      await dialog.getByText('Your browser keeps nothing for this page').waitFor();
      await dialog.getByLabel('User name').fill('editor');
      await dialog.getByLabel('Application Password', { exact: true }).fill(wordpress.users.editor.app_password);
      await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await page.reload();
      await page.locator('.request').first().waitFor();
      assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'How to brew green tea');
    },
    { origins: [wordpress.origin] },
  );
});

test('a document that no link can hold is not shared, and stays', async () => {
  await inLab(async (page) => {
    await page.getByLabel('Content (HTML)').evaluate((field) => {
      field.value = '<p>long</p>'.repeat(100_000);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.getByRole('button', { name: 'Share a link' }).click();
    await page.locator('#form-notice').getByText('too large for a link').waitFor();
    assert.ok((await page.getByLabel('Content (HTML)').inputValue()).length > 1_000_000);
  });
});

test('a chip is removed while another is being typed', async () => {
  await inLab(async (page) => {
    const field = page.getByRole('textbox', { name: 'Tags' });
    for (const tag of ['One', 'Two']) {
      await field.fill(tag);
      await field.press('Enter');
    }
    await field.fill('Three');
    const remove = page.getByRole('button', { name: 'Remove One' });
    await remove.hover();
    await page.mouse.down();
    await page.waitForTimeout(60);
    await page.mouse.up();
    await remove.waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('button', { name: 'Remove Two' }).count(), 1);
    assert.equal(await page.getByRole('button', { name: 'Remove Three' }).count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Remove Two');
  });
});

/** Writes the document that the copied texts publish, for the running WordPress. */
async function writeForWordPress(page, title) {
  await page.getByLabel('Site address').fill(wordpress.url);
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByRole('textbox', { name: 'Slug' }).fill('');
  await page.getByLabel('Content (HTML)').fill("<p>It's `quoted` \\ \"twice\" ${here} and there.</p>\n<p>R\"html(raw)html\"</p>");
  await settle(page);
}

const login = () => ({
  ...process.env,
  PRESSLINK_USER: 'editor',
  PRESSLINK_APP_PASSWORD: wordpress.users.editor.app_password,
});

async function assertPublished(title) {
  const post = (await wordpress.posts()).find((one) => one.title.raw === title);
  assert.ok(post, `no post ${title}`);
  assert.equal(post.status, 'publish');
  assert.equal(post.content.raw, "<p>It's `quoted` \\ \"twice\" ${here} and there.</p>\n<p>R\"html(raw)html\"</p>");
  assert.equal(post.meta._yoast_wpseo_title, 'How to brew green tea: water, time and leaves');
  const { json: kitchen } = await wordpress.rest(`/wp/v2/categories/${post.categories[0]}`);
  assert.equal(kitchen.name, 'Kitchen');
}

test('copied as curl it is what the command line prints, and publishes', async () => {
  await inLab(async (page) => {
    await writeForWordPress(page, 'Copied as curl');
    const file = await download(page, () => page.getByRole('button', { name: 'Export JSON' }).click());
    const script = await copied(page, 'curl');
    const { stdout } = await run(commandLine, ['preview', '--curl', '--assume', 'yoast', '--site', wordpress.url, file]);
    assert.equal(script, stdout.trimEnd().replace(file, 'post.json'));
    // As its reader would: one command after another, each answer's id put in.
    const [head, ...commands] = script.split(/\n\n(?=# )/);
    const standIns = [...head.matchAll(/Put the id of (.*) in place of (\d+);/g)].map(([, , id]) => id);
    let given = 0;
    const ids = new Map();
    for (const command of commands) {
      let text = command;
      for (const [id, real] of ids) text = text.replaceAll(id, real);
      const { stdout: answer } = await run('bash', ['-c', `${head}\n${text}`], { env: login() });
      if (/^# create /.test(command)) ids.set(standIns[given++], JSON.parse(answer).id);
    }
    assert.equal(given, standIns.length);
    await assertPublished('Copied as curl');
  });
});

test('a link that somebody else made puts no command into what is copied', async () => {
  await inLab(async (page, visitor) => {
    const command = `touch ${folder}/ran`;
    const document = {
      title: 'T',
      content: '<p>x</p>',
      slug: `tea\n${command} #`,
      categories: [`A\n${command} #`, `B\u2028import('node:fs').then(function (fs) { fs.writeFileSync('${folder}/ran', '') })`],
      seo: { description: `d\nEND_OF_BODY\n${command}\nEND_OF_BODY_\n${command}\n` },
    };
    const settings = {
      site: 'http://127.0.0.1:1/',
      style: 'pretty',
      sender: 'server',
      missing: 'create',
      scope: ['posts', 'seo', 'categories'],
      plugins: ['yoast-legacy'],
    };
    const fragment = await page.evaluate(async (state) => (await import('./share.js')).toFragment(state), {
      document,
      settings,
    });
    const other = await visitor.page(new URL(fragment, page.url()).href);
    await other.locator('.request').first().waitFor();
    const script = await copied(other, 'curl');
    const { stdout } = await run('bash', ['-c', `curl() { [[ $* != *--data-binary* ]] || cat; }\n${script}`], { env: login() });
    assert.ok(stdout.includes(`d\nEND_OF_BODY\n${command}\nEND_OF_BODY_\n${command}\n`));
    const file = `${folder}/document.json`;
    await writeFile(file, JSON.stringify(document));
    const native = await run(commandLine, ['preview', '--curl', '--assume', 'yoast-legacy', '--site', settings.site, file]);
    assert.equal(script.split('\n').slice(1).join('\n'), native.stdout.trimEnd().split('\n').slice(1).join('\n'));
    await writeFile(`${folder}/publish.mjs`, (await copied(other, 'fetch')).replace(/await fetch\(/, 'await nowhere('));
    await assert.rejects(run('node', [`${folder}/publish.mjs`], { env: login() }), /nowhere is not defined/);
    assert.ok(!existsSync(`${folder}/ran`));
  });
});

test('copied as fetch it publishes, and finds the categories that are there', async () => {
  await inLab(async (page) => {
    await writeForWordPress(page, 'Copied as fetch');
    const program = await copied(page, 'fetch');
    await writeFile(`${folder}/publish.mjs`, program);
    const { stdout } = await run('node', [`${folder}/publish.mjs`], { env: login() });
    assert.match(stdout, /^\d+ publish http/);
    await assertPublished('Copied as fetch');
    const { json } = await wordpress.rest('/wp/v2/categories', { query: { search: 'Kitchen' } });
    assert.equal(json.length, 1);
    // Its syntax holds for what it does not send here.
    await choosePlugins(page, ['yoast-legacy', 'rankmath', 'aioseo-legacy']);
    await page.locator('#scope-tags').check();
    await page.getByRole('textbox', { name: 'Tags' }).fill('tea');
    await settle(page);
    await page.getByRole('tab', { name: 'Requests' }).click();
    await writeFile(`${folder}/check.mjs`, await copied(page, 'fetch'));
    await run('node', ['--check', `${folder}/check.mjs`]);
  });
});

test('a number that looks like a stand-in stays what it is', async () => {
  const [zero, one, two, three, four] = [0, 1, 2, 3, 4].map((more) => String(9_000_000_000_000 + more));
  const document = {
    title: `Number ${zero}`,
    content: `<p>${zero} ${one} ${two} ${three} ${four}</p>`,
    slug: four,
    categories: [`${zero} > ${one}`],
    tags: [four],
    author: Number(zero),
    seo: { title: three, description: `${two} is ${three}`, canonical: `https://example.com/posts/${three}` },
  };
  await writeFile(`${folder}/looks-alike.json`, JSON.stringify(document));
  await inLab(async (page) => {
    for (const permission of ['tags', 'media']) await page.locator(`#scope-${permission}`).check();
    await importFile(page, `${folder}/looks-alike.json`);
    await page.locator('#exact').check();
    await page.getByLabel('Site address').fill(`https://example.com/${three}/`);
    for (const plugin of ['yoast', 'yoast-legacy', 'rankmath', 'aioseo-legacy', 'seopress-legacy']) {
      await choosePlugins(page, [plugin]);
      await page.getByRole('tab', { name: 'Requests' }).click();
      await settle(page);
      const shown = await shownRequests(page);
      const marked = await page.locator('.stand-in').evaluateAll((all) =>
        all.map((mark) => [mark.title, mark.textContent, mark.closest('[data-part]').dataset.part]));
      const meanings = { [`category ${zero}`]: zero, [`category ${zero} > ${one}`]: one, [`tag ${four}`]: two, 'the new post': three };
      assert.deepEqual(new Set(marked.map(([title]) => title)), new Set(Object.keys(meanings)));
      for (const [title, text, part] of marked) {
        assert.equal(text, meanings[title]);
        if (part === 'url') assert.equal(title, 'the new post');
      }
      // Run with a site behind it that gives other ids, the program sends these for the stand-ins alone.
      const given = { [zero]: '1000', [one]: '1001', [two]: '1002', [three]: '1003' };
      const program = await copied(page, 'fetch');
      await writeFile(`${folder}/stands-in.mjs`, `const sent = [];
let next = 1000;
globalThis.fetch = async (url, { method, body }) => {
  sent.push({ method, url, body: body ?? null });
  const makes = method === 'POST' && /\\/wp\\/v2\\/(categories|tags|posts)\\?/.test(url);
  const answer = JSON.stringify(makes ? { id: next++ } : method === 'GET' ? [] : {});
  return { ok: true, status: 200, text: async () => answer };
};
console.error = () => {};
console.log = () => {};
${program}
process.stdout.write(JSON.stringify(sent));`);
      const { stdout } = await run('node', [`${folder}/stands-in.mjs`], { env: login() });
      const sent = JSON.parse(stdout);
      const inAddress = /(?<=\/posts\/|\?p=|post_id%5D=)\d{13}/g;
      const inBody = /(?<="(parent|postId|objectID)":|"(categories|tags)":\[|<int>)\d{13}/g;
      const expected = shown.map(({ method, url, body }) => ({
        method,
        url: url.replace(inAddress, (id) => given[id]),
        body: body && body
          .replace(inBody, (id) => given[id])
          .replaceAll('<!--user name-->', 'editor')
          .replaceAll('<!--application password-->', wordpress.users.editor.app_password),
      }));
      assert.ok(sent.length > 4);
      for (const request of sent) assert.ok(expected.some((one) => isDeepStrictEqual(one, request)), JSON.stringify(request));
    }
  });
});

const libraries = ['build/release/native/libpresslink-native.a', 'build/release/core/libpresslink-core.a'].map(inProject);

test('copied as C++ it compiles and publishes', { skip: !libraries.every(existsSync) && 'no release build' }, async () => {
  await inLab(async (page) => {
    await writeForWordPress(page, 'Copied as C++');
    const compile = async (name, program, ...options) => {
      await writeFile(`${folder}/${name}.cpp`, program);
      await run('g++', ['-std=c++20', '-Wall', '-Werror', `-I${inProject('core/include')}`, `-I${inProject('native/include')}`,
        `${folder}/${name}.cpp`, ...options]);
    };
    await compile('publish', await copied(page, 'C++'), '-o', `${folder}/publish`, ...libraries, '-lcurl', '-lpthread');
    const { stdout } = await run(`${folder}/publish`, [], { env: login() });
    assert.match(stdout, /^published http/);
    await assertPublished('Copied as C++');
    for (const permission of ['tags', 'media']) await page.locator(`#scope-${permission}`).check();
    for (const name of ['everything', 'hard-text', 'update-all']) {
      await page.getByRole('tab', { name: 'Requests' }).click();
      await importFile(page, inProject(`tests/fixtures/documents/${name}.json`));
      await settle(page);
      await compile(name, await copied(page, 'C++'), '-fsyntax-only');
    }
  });
});

/** Opens the dialog and enters a password that is there already. */
async function enter(page, user, password, words = ['Address of the site', 'Find the site', 'I have an Application Password', 'User name', 'Application Password', 'Connect']) {
  const [address, find, known, name, secret, go] = words;
  await page.locator('#send').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(address).fill(wordpress.url);
  await dialog.getByRole('button', { name: find }).click();
  await dialog.getByText(known).click();
  await dialog.getByLabel(name).fill(user);
  await dialog.getByLabel(secret, { exact: true }).fill(password);
  await dialog.getByRole('button', { name: go, exact: true }).click();
  return dialog;
}

async function connect(page, user = 'editor') {
  const dialog = await enter(page, user, wordpress.users[user].app_password);
  await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
  return dialog;
}

/** From the document to WordPress's approval screen, logged in as an author. */
async function goToApproval(page) {
  await page.locator('#send').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address of the site').fill(wordpress.url);
  await dialog.getByRole('button', { name: 'Find the site' }).click();
  await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
  await page.waitForURL(/wp-login\.php|authorize-application\.php/);
  await logInToApprove(page);
}

/** Where WordPress asks first who it is. */
async function logInToApprove(page) {
  if (page.url().includes('wp-login.php')) {
    await page.locator('#user_login').fill('author');
    await page.locator('#user_pass').fill(wordpress.users.author.password);
    await page.locator('#wp-submit').click();
  }
  await page.locator('#approve').waitFor();
}

/** Holds the check of the password until the function that this gives is called. */
async function holdTheCheck(page) {
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(/users\/me\?/, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

async function assertNoSecret(page, secret) {
  const places = await page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    values: [...document.querySelectorAll('input, textarea')].map((input) => input.value).join('\n'),
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    address: location.href,
    state: JSON.stringify(history.state),
  }));
  for (const [place, text] of Object.entries(places)) {
    for (const form of [secret, secret.replaceAll(' ', '')]) {
      assert.ok(!text.includes(form) && !text.includes(encodeURIComponent(form)), `the password is in ${place}`);
    }
  }
}

test('nothing is sent before Send; then the post is published, each request is shown, the report is verified', async () => {
  await inLab(
    async (page, visitor) => {
      const foreign = () => visitor.requests.filter((request) => !request.url().startsWith(pages.url));
      await page.getByLabel('Title', { exact: true }).fill('Sent from the lab');
      await page.getByRole('textbox', { name: 'Slug' }).fill('sent-from-the-lab');
      for (const tab of ['curl', 'fetch', 'C++', 'Requests']) await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.locator('#send').click();
      assert.deepEqual(foreign(), []);
      await page.keyboard.press('Escape');

      const dialog = await connect(page);
      const secret = wordpress.users.editor.app_password;
      await assertNoSecret(page, secret);
      assert.ok(foreign().every((request) => request.method() !== 'POST' || /introspect|users\/me/.test(request.url())), 'a write before Send');
      assert.ok(!(await wordpress.posts()).some((post) => post.slug === 'sent-from-the-lab'));
      // The form is now about the site that is there.
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      const ofTheSite = page.locator('#setting-site, #setting-style, #setting-sender, [data-plugin], [name=scope]');
      const areLocked = () => ofTheSite.evaluateAll((controls) => controls.every(({ disabled }) => disabled));
      assert.ok(await areLocked());
      await page.getByLabel('Language').selectOption('de');
      await page.getByRole('heading', { name: 'Was gesendet würde' }).waitFor();
      assert.ok(await areLocked());
      await page.getByLabel('Sprache').selectOption('en');
      assert.ok((await shownRequests(page)).every(({ url }) => url.startsWith(wordpress.url)));
      const program = await copied(page, 'C++');
      assert.ok(program.includes(`SiteUrl::parse("${wordpress.url}/")`), program);
      assert.ok(!program.includes('example.com'));
      await page.getByRole('tab', { name: 'Requests', exact: true }).click();
      await page.getByRole('button', { name: 'Share a link' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      await assertNoSecret(page, secret);

      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.equal(await dialog.locator('[data-outcome]').getAttribute('data-outcome'), 'published');
      await dialog.getByRole('row', { name: /^title Yoast SEO verified/ }).waitFor();
      const steps = await dialog.locator('.steps li').allTextContents();
      assert.ok(steps.some((step) => /^POST.*\/wp\/v2\/posts.*201/.test(step)), steps.join('\n'));
      await assertAccessible(page);
      await keep(page, 'lab-sent', { fullPage: false });
      await assertNoSecret(page, secret);
      const posts = (await wordpress.posts()).filter((post) => post.slug === 'sent-from-the-lab');
      assert.equal(posts.length, 1);
      assert.equal(posts[0].status, 'publish');

      await dialog.getByRole('button', { name: 'Go on with this post' }).click();
      assert.equal(await page.getByLabel('Post to update').inputValue(), String(posts[0].id));
      await page.getByLabel('Title', { exact: true }).fill('Changed from the lab');
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Change the post' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.equal((await wordpress.posts()).find((post) => post.id === posts[0].id).title.raw, 'Changed from the lab');
    },
    { origins: [wordpress.origin] },
  );
});

test('by WordPress’s own approval one comes back with the document, and the password revokes itself', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Kept over the approval');
      await page.getByLabel('Status', { exact: true }).selectOption('draft');
      await page.locator('#send').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Address of the site').fill(wordpress.url);
      await dialog.getByRole('button', { name: 'Find the site' }).click();
      await dialog.getByRole('heading', { name: 'Connect to this site' }).waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-approve', { fullPage: false });
      await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
      await page.locator('#user_login').fill('author');
      await page.locator('#user_pass').fill(wordpress.users.author.password);
      await page.locator('#wp-submit').click();
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      assert.equal(page.url(), `${pages.url}lab/`);
      assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Kept over the approval');
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      assert.doesNotMatch(stored, /password=/);
      assert.equal((await wordpress.passwords('author')).length, 1);
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByText('The password is revoked.').waitFor();
      assert.deepEqual(await wordpress.passwords('author'), []);
      assert.ok(await page.locator('#scope-posts').isEnabled());
    },
    { origins: [wordpress.origin] },
  );
});

test('a check of the password goes on while the dialog is closed, and the page says what came of it', async () => {
  await inLab(
    async (page) => {
      const notice = page.locator('#send-notice');
      const dialog = page.getByRole('dialog');
      let go = await holdTheCheck(page);
      await enter(page, 'editor', 'abcd EFGH 1234 ijkl MNOP 5678');
      await dialog.getByRole('heading', { name: 'Checking the password' }).waitFor();
      await page.keyboard.press('Escape');
      await notice.getByText('Checking the password').waitFor();
      await page.waitForFunction(() => document.activeElement.id === 'send');
      go();
      await notice.getByText('WordPress did not accept').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-not-connected', { fullPage: false });
      await notice.getByRole('button', { name: 'Show' }).click();
      await dialog.getByRole('alert').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement.id === 'send');
      await page.unrouteAll();
      go = await holdTheCheck(page);
      await enter(page, 'editor', wordpress.users.editor.app_password);
      await dialog.getByRole('heading', { name: 'Checking the password' }).waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await page.getByLabel('Title', { exact: true }).fill('Typed meanwhile');
      go();
      await notice.getByText('Connected as editor to').waitFor();
      await page.locator('#promise').getByText('Connected to').waitFor();
      await page.locator('#send').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      assert.equal(await notice.textContent(), '');
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('what is wrong in the dialog stands at its field, in the language of the page, and the user name stays', async () => {
  await inLab(
    async (page) => {
      const dialog = page.getByRole('dialog');
      await page.locator('#send').click();
      const address = dialog.getByLabel('Address of the site');
      await address.fill('ftp://example.com');
      await page.keyboard.press('Enter');
      await page.locator('#send-address[aria-invalid=true]').waitFor();
      assert.match(await page.locator('#send-address-wrong').textContent(), /must begin with/);
      await assertAccessible(page);
      await address.fill(wordpress.url);
      await page.keyboard.press('Enter');
      await dialog.getByText('I have an Application Password').click();
      await dialog.getByLabel('Application Password', { exact: true }).press('Enter');
      assert.equal(await page.locator('#send-user-wrong').textContent(), 'Enter your user name first.');
      assert.equal(await page.locator('#send-password-wrong').textContent(), 'Enter the Application Password first.');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'send-user');
      await assertAccessible(page);
      await dialog.getByLabel('User name').fill('editor');
      await dialog.getByLabel('Application Password', { exact: true }).fill('abcd EFGH 1234 ijkl MNOP 5678');
      for (let pressed = 0; pressed < 3; ++pressed) await page.keyboard.press('Enter');
      await dialog.getByText('WordPress did not accept').waitFor();
      assert.equal(await dialog.getByLabel('User name').inputValue(), 'editor');
      assert.equal(await dialog.getByLabel('Application Password', { exact: true }).inputValue(), '');
      await page.keyboard.press('Escape');
      await page.getByLabel('Language').selectOption('de');
      await page.locator('html[lang=de]').waitFor();
      await enter(page, 'editor', 'abcd EFGH 1234 ijkl MNOP 5678', ['Adresse der Website', 'Website finden', 'Ich habe ein Anwendungspasswort', 'Benutzername', 'Anwendungspasswort', 'Verbinden']);
      await dialog.getByText('WordPress hat Benutzername und Anwendungspasswort nicht angenommen').waitFor();
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('a check of a password that WordPress made is stopped, and the page says that it is valid', async () => {
  await inLab(
    async (page) => {
      const dialog = page.getByRole('dialog');
      await goToApproval(page);
      await page.route(/users\/me\?/, () => {});
      await page.locator('#approve').click();
      await dialog.getByRole('button', { name: 'Stop' }).click();
      await dialog.getByText('the password was not kept').waitFor();
      await dialog.getByText('It is valid until you revoke it').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-not-kept', { fullPage: false });
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('back and forward, and a reload, lose no password without a word', async () => {
  await inLab(
    async (page, visitor) => {
      const notice = page.locator('#send-notice');
      const dialog = page.getByRole('dialog');
      await goToApproval(page);
      const approval = page.url();
      await page.goBack();
      while (new URL(page.url()).origin !== pages.origin) await page.goBack();
      await page.locator('.request').first().waitFor();
      await page.goForward();
      if (page.url() !== approval) await page.goForward();
      // The log-in form of WordPress 7 leaves no way forward behind it, and asks again.
      if (page.url() !== approval) await page.goto(approval);
      await logInToApprove(page);
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await page.reload();
      await notice.getByText('This page does not hold the password of author').waitFor();
      await assertNoSecret(page, visitor.passwords.at(-1));
      await assertAccessible(page);
      await keep(page, 'lab-reloaded', { fullPage: false });
      await page.getByLabel('Language').selectOption('es');
      await notice.getByText('Esta página ya no tiene la contraseña').waitFor();
      await page.getByLabel('Idioma').selectOption('en');
      await page.goBack();
      await page.goForward();
      await notice.getByText('This page does not hold the password of author').waitFor();
      await page.locator('#promise').getByText('Nothing is sent before').waitFor();
      await notice.getByRole('button', { name: 'Connect again' }).click();
      await dialog.getByRole('heading', { name: 'Connect to this site' }).waitFor();
      await page.keyboard.press('Escape');
      await page.reload();
      await notice.getByRole('button', { name: 'Dismiss' }).click();
      await page.waitForFunction(() => document.activeElement.id === 'send');
      await page.reload();
      await page.locator('.request').first().waitFor();
      assert.equal(await notice.textContent(), '');
    },
    { origins: [wordpress.origin] },
  );
});

test('an answer of WordPress that this tab did not ask for is told where it holds a password, else passed over', async () => {
  await inLab(async (page, visitor) => {
    const refused = await visitor.page(`${pages.url}lab/#?success=false`);
    await refused.locator('.request').first().waitFor();
    assert.equal(await refused.getByRole('dialog').count(), 0);
    const stray = new URLSearchParams({ site_url: wordpress.url, user_login: 'editor', password: 'abcd EFGH 1234 ijkl MNOP 5678' });
    const other = await visitor.page(`${pages.url}lab/#?${stray}`);
    await other.getByRole('dialog').getByText('it was thrown away').waitFor();
    await assertNoSecret(other, 'abcd EFGH 1234 ijkl MNOP 5678');
  });
});

test('what is sent goes on while the dialog is closed', async () => {
  await inLab(
    async (page) => {
      const notice = page.locator('#send-notice');
      await page.getByLabel('Title', { exact: true }).fill('Sent behind a closed dialog');
      const dialog = await connect(page);
      let go;
      const held = new Promise((resolve) => { go = resolve; });
      await page.route(/\/wp\/v2\/posts/, async (route) => {
        await held;
        await route.continue();
      });
      await dialog.getByRole('button', { name: 'Publish it' }).dblclick();
      await dialog.getByRole('heading', { name: 'Sending' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByRole('heading', { name: 'Sending' }).waitFor();
      await page.keyboard.press('Escape');
      go();
      await notice.getByText('Published as post').waitFor();
      await notice.getByRole('button', { name: 'Show' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const posts = (await wordpress.posts()).filter(({ title }) => title.raw === 'Sent behind a closed dialog');
      assert.deepEqual(posts.map(({ status }) => status), ['publish']);
    },
    { origins: [wordpress.origin] },
  );
});

test('where the password cannot be revoked, or was revoked elsewhere, the dialog says so', async () => {
  await inLab(
    async (page) => {
      const dialog = page.getByRole('dialog');
      await page.getByLabel('Title', { exact: true }).fill('Never sent');
      await goToApproval(page);
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await page.route(`${wordpress.origin}/**`, (route) => route.abort('internetdisconnected'));
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByRole('heading', { name: 'The password is not revoked yet' }).waitFor({ timeout: 60_000 });
      await assertAccessible(page);
      await keep(page, 'lab-not-revoked', { fullPage: false });
      await page.unrouteAll();
      for (const { uuid } of await wordpress.passwords('author')) await wordpress.revoke('author', uuid);
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByText('The password seems to be revoked').waitFor();
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByText('The password had been revoked already.').waitFor();
      assert.ok(!(await wordpress.posts()).some(({ title }) => title.raw === 'Never sent'));
    },
    { origins: [wordpress.origin], refusals: [new RegExp(wordpress.origin)] },
  );
});

test('a lost answer leaves one post, which a second try finishes', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Cut off');
      await page.getByRole('textbox', { name: 'Slug' }).fill('cut-off');
      const dialog = await connect(page);
      let cut = 0;
      await page.route(/\/wp\/v2\/posts/, async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        // It arrives, and its answer does not; nothing after it gets through either.
        if (cut++ === 0) await route.fetch();
        return route.abort('connectionreset');
      });
      await page.route(/\/wp\/v2\/posts\?.*slug=/, (route) => route.abort('internetdisconnected'));
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
      await dialog.getByText('Trying again is safe').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-lost', { fullPage: false });
      await page.unrouteAll();
      await dialog.getByRole('button', { name: 'Try again' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const posts = (await wordpress.posts()).filter((post) => post.title.raw === 'Cut off');
      assert.deepEqual(posts.map(({ slug, status }) => [slug, status]), [['cut-off', 'publish']]);
    },
    { origins: [wordpress.origin], refusals: [/\/wp\/v2\/posts/] },
  );
});

/** The network goes once the draft is there. */
async function cutAfterTheDraft(page) {
  let posts = 0;
  await page.route(/\/wp\/v2\/posts/, async (route) => {
    posts += route.request().method() === 'POST' ? 1 : 0;
    await (posts > 1 ? route.abort('internetdisconnected') : route.continue());
  });
}

test('a begun post is finished with what the document says by then, over a reload and another connection', async () => {
  const titled = async () => (await wordpress.posts()).filter(({ title }) => /^Begun,/.test(title.raw))
    .map(({ title, status }) => [title.raw, status]);
  await inLab(
    async (page) => {
      const title = page.getByLabel('Title', { exact: true });
      await title.fill('Begun, first');
      let dialog = await connect(page);
      await cutAfterTheDraft(page);
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
      await page.unrouteAll();
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      assert.deepEqual(await titled(), [['Begun, first', 'draft']]);
      await title.fill('Begun, second');
      await page.locator('#send').click();
      await dialog.getByText('Sending finishes the draft').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-begun', { fullPage: false });
      await page.reload();
      await page.locator('.request').first().waitFor();
      dialog = await connect(page);
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.deepEqual(await titled(), [['Begun, second', 'publish']]);
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      // What was finished is not begun any more.
      await title.fill('Begun, third');
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.deepEqual((await titled()).sort(), [['Begun, second', 'publish'], ['Begun, third', 'publish']]);
    },
    { origins: [wordpress.origin], refusals: [/\/wp\/v2\/posts/] },
  );
});

test('who stops the sending is told so, and goes on', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Stopped on the way');
      const dialog = await connect(page);
      let hold = true;
      await page.route(/\/wp\/v2\/categories/, (route) => !hold && route.continue());
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.locator('.step-url').getByText('categories').waitFor();
      await dialog.getByRole('button', { name: 'Stop' }).click();
      await dialog.getByRole('heading', { name: 'Stopped' }).waitFor();
      assert.equal(await dialog.locator('.busy').count(), 0);
      await assertAccessible(page);
      await keep(page, 'lab-stopped', { fullPage: false });
      hold = false;
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const posts = (await wordpress.posts()).filter(({ title }) => title.raw === 'Stopped on the way');
      assert.deepEqual(posts.map(({ status }) => status), ['publish']);
    },
    { origins: [wordpress.origin] },
  );
});

test('another document, or a wish for a new post, leaves a begun one alone', async () => {
  await inLab(
    async (page) => {
      const title = page.getByLabel('Title', { exact: true });
      await title.fill('Left alone');
      const dialog = await connect(page);
      const begin = async () => {
        await cutAfterTheDraft(page);
        await dialog.getByRole('button', { name: 'Publish it' }).click();
        await dialog.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
        await page.unrouteAll();
        await dialog.getByRole('button', { name: 'Back to the document' }).click();
      };
      await begin();
      await page.getByRole('button', { name: 'Clear' }).click();
      await title.fill('Not the begun one');
      await page.getByLabel('Content (HTML)').fill('<p>x</p>');
      await page.locator('#send').click();
      assert.equal(await dialog.getByText('Sending finishes the draft').count(), 0);
      await begin();
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Make a new post instead' }).click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const statuses = async (name) => (await wordpress.posts()).filter((post) => post.title.raw === name).map((post) => post.status).sort();
      assert.deepEqual(await statuses('Left alone'), ['draft']);
      assert.deepEqual(await statuses('Not the begun one'), ['draft', 'publish']);
    },
    { origins: [wordpress.origin], refusals: [/\/wp\/v2\/posts/] },
  );
});

test('the keyboard reaches everything, and the tabs turn with the arrows', async () => {
  await inLab(async (page) => {
    await page.locator('#tab-requests').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-curl');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-cpp');
    assert.equal(await page.getByRole('tab', { selected: true }).count(), 1);
    const categories = page.getByRole('textbox', { name: 'Categories' });
    await categories.focus();
    await page.keyboard.type('A > B');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    assert.equal(await categories.inputValue(), 'A > B');
  });
});

test('it is sound in light, dark and turned around, wide and narrow, in every language', async () => {
  for (const [name, options] of Object.entries({
    light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
    phone: { viewport: { width: 360, height: 740 } },
  })) {
    await inLab(async (page) => {
      await choosePlugins(page, ['yoast', 'slimseo']);
      await settle(page);
      await assertAccessible(page);
      await keep(page, `lab-${name}`, { fullPage: name === 'phone' });
      if (name === 'light') return;
      await page.evaluate(() => (document.documentElement.dir = 'rtl'));
      await assertAccessible(page);
      await keep(page, `lab-${name}-rtl`, { fullPage: name === 'phone' });
      for (const code of ['de', 'es']) {
        await page.locator('#language').selectOption(code);
        await page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${code} is ${over} pixels too wide`);
      }
    }, options);
  }
});

/** Puts a long text into the form, its cursor at the beginning. */
async function writeLong(page, lines) {
  await page.getByLabel('Content (HTML)').evaluate((field, count) => {
    field.value = '<p>A line of a long post.</p>\n'.repeat(count);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
    field.setSelectionRange(3, 3);
  }, lines);
  await settle(page);
}

test('where drawing takes long, keys that follow each other quickly are drawn together', async () => {
  await inLab(async (page, visitor) => {
    await writeLong(page, 30_000);
    const devtools = await visitor.context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    const plans = () => page.evaluate(() => performance.getEntriesByName('presslink.lab').length);
    for (const key of 'abc') {
      await page.keyboard.press(key);
      await settle(page);
    }
    const before = await plans();
    const keys = 'defghijklmnopqrstuvw';
    for (const key of keys) await page.keyboard.press(key);
    await settle(page);
    const made = (await plans()) - before;
    assert.ok(made > 0 && made <= keys.length / 2, `${made} plans for ${keys.length} keys`);
    assert.match(await page.locator('[data-part=body]').nth(2).textContent(), /<p>abcdefghijklmnopqrstuvwA line/);
    // Nothing that is used is of an earlier document.
    await page.getByRole('tab', { name: 'curl' }).click();
    await page.getByLabel('Content (HTML)').press('Y');
    await page.getByRole('tabpanel').getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Copied' }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /<p>abcdefghijklmnopqrstuvwYA line/);
    await page.getByLabel('Title', { exact: true }).fill('');
    await page.locator('#send').click();
    assert.equal(await page.getByRole('dialog').count(), 0);
  });
});

test('a long content has one direction, that of its first letter', async () => {
  await inLab(async (page) => {
    const content = page.getByLabel('Content (HTML)');
    const write = (words, count) => content.evaluate((field, text) => {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, words.repeat(count));
    for (const [words, direction] of [['<p>Tea</p> ', 'ltr'], ['<p>שלום</p> ', 'rtl'], ['<p>شاي</p> ', 'rtl']]) {
      await write(words, 20_000);
      assert.equal(await content.getAttribute('dir'), direction);
      await write(words, 1);
      assert.equal(await content.getAttribute('dir'), 'auto');
    }
  });
});

test('a long body is drawn in part, and whole when asked for', async () => {
  await inLab(async (page) => {
    await page.locator('#exact').check();
    const settled = await shownRequests(page);
    const create = settled.findIndex(({ purpose }) => purpose === 'create the post as a draft');
    await writeLong(page, 3_000);
    const content = await page.getByLabel('Content (HTML)').inputValue();
    const body = page.locator('.request').nth(create).locator('[data-part=body]');
    assert.ok((await body.textContent()).length < content.length / 2);
    await assertAccessible(page);
    await page.getByRole('button', { name: /^Show all \(\d/ }).scrollIntoViewIfNeeded();
    await keep(page, 'lab-long', { fullPage: false });
    await page.getByRole('button', { name: /^Show all \(\d/ }).click();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.part), 'body');
    assert.equal(JSON.parse(await body.textContent()).content, content);
    await page.getByLabel('Title', { exact: true }).fill('Another title');
    await settle(page);
    assert.equal(JSON.parse(await body.textContent()).title, 'Another title');
    for (const tab of ['curl', 'fetch', 'C++']) {
      const whole = await copied(page, tab);
      const code = page.getByRole('tabpanel').locator('code');
      assert.ok((await code.textContent()).length < whole.length / 2);
      await page.getByRole('tabpanel').getByRole('button', { name: 'Show all' }).click();
      assert.equal(await code.textContent(), whole);
    }
  });
});

test('a preview of a long post is there within one frame', async (t) => {
  await inLab(async (page) => {
    const took = await page.evaluate(async () => {
      const content = document.getElementById('field-content');
      const words = '<p>Tea “properly” made, with <a href="https://example.com/?a=1&b=2">a link</a>.</p>\n';
      content.value = words.repeat(Math.ceil(10_240 / words.length));
      const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
      const layOut = () => void document.getElementById('panel').offsetHeight;
      const times = [];
      for (let i = 0; i < 60; ++i) {
        // The text area is the browser's own; only what the page adds counts.
        content.value += 'x';
        layOut();
        performance.clearMeasures();
        content.dispatchEvent(new Event('input', { bubbles: true }));
        let measure;
        while (!measure) {
          await nextFrame();
          [measure] = performance.getEntriesByName('presslink.lab');
        }
        const began = performance.now();
        layOut();
        times.push({ script: measure.duration, all: measure.duration + performance.now() - began });
      }
      return times;
    });
    // The quickest tenth tells what the page needs; the rest, what else the machine does.
    const quick = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 10)];
    const script = quick(took.map((one) => one.script));
    const all = quick(took.map((one) => one.all));
    t.diagnostic(`a letter in a 10 KB post: ${script.toFixed(1)} ms of script, ${all.toFixed(1)} ms with layout`);
    assert.ok(all < 1000 / 60, `${all} ms`);
  });
});
