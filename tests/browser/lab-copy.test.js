/** What is copied out of the payload lab: it publishes as it stands. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { choosePlugins, commandLine, copied, download, folder, importFile, inLab, run, settle, shownRequests, wordpress } from './lab.js';
import { inProject } from './pages.js';

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

test('pasted into an interactive bash it sends each request as shown, whatever signs stand in it', async (t) => {
  const got = [];
  const server = createServer(async (request, answer) => {
    const { method, url } = request;
    const body = Buffer.concat(await request.toArray()).toString();
    got.push([method, url, body.trimEnd()]);
    answer.end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  const site = `http://127.0.0.1:${server.address().port}`;
  await inLab(async (page) => {
    await page.getByLabel('Site address').fill(site);
    await page.getByLabel('Content (HTML)').fill('<!-- wp:html -->\n^a^b!!\n<p>"!" it\'s !$ and !here</p>');
    await choosePlugins(page, ['yoast-legacy']);
    await page.locator('#exact').check();
    await settle(page);
    const shown = await shownRequests(page);
    const shell = run('python3', ['-c', 'import pty; pty.spawn(["bash", "--norc", "-i"])'], { env: { ...login(), HISTFILE: '' } });
    shell.child.stdin.end(`${await copied(page, 'curl')}\nexit\n`);
    const { stdout } = await shell;
    assert.ok(!stdout.includes('event not found'), stdout);
    const expected = shown.map(({ method, url, body }) => [method, url.slice(site.length), (body?.trimEnd() ?? '')
      .replaceAll('<!--user name-->', 'editor')
      .replaceAll('<!--application password-->', wordpress.users.editor.app_password)]);
    assert.ok(expected.some(([, url, body]) => url === '/xmlrpc.php' && body.includes('editor')));
    assert.deepEqual(got, expected);
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

test('copied as C++ a text is whole that U+0000 would cut, or that no raw string holds', async () => {
  await inLab(async (page) => {
    // No raw string can hold these: C++ takes sixteen letters around one.
    const ends = Array.from({ length: 17 }, (_, more) => `)html${'_'.repeat(more)}"`).join('\n');
    const document = { title: 'a\0b', excerpt: ends, content: '<p>ü\u0000001"</p>\n', categories: ['x\0y > z'], seo: { description: '\0' } };
    await writeFile(`${folder}/zero.json`, JSON.stringify(document));
    await importFile(page, `${folder}/zero.json`);
    await settle(page);
    const program = await copied(page, 'C++');
    for (const line of ['.title = std::string("a\\000b", 3),', '.content = std::string("<p>ü\\000001\\"</p>\\012", 15),',
      'TermPath{std::string("x\\000y", 3), "z"}', '.description = std::string("\\000", 1),', '.excerpt = ")html\\"\\012)html_\\"']) assert.ok(program.includes(line), program);
    await writeFile(`${folder}/zero.cpp`, program);
    await run('g++', ['-std=c++20', '-Wall', '-Werror', '-fsyntax-only', `-I${inProject('core/include')}`, `-I${inProject('native/include')}`,
      `${folder}/zero.cpp`]);
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
