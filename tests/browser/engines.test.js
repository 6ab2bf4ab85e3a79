/** The pages and the package in Firefox and in WebKit, the engine of Safari, against a real WordPress. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { after, before, test as anyTest } from 'node:test';

import { assertNowhere, traces } from './owner.js';
import { inProject, servePages } from './pages.js';
import { Firefox, WebKit, until } from './webdriver.js';
import { WordPress } from './wordpress.js';

const builtPackage = process.env.PRESSLINK_PACKAGE ?? inProject('build/wasm-release/package');

let pages;
let wordpress;
before(async () => {
  [pages, wordpress] = await Promise.all([servePages(), WordPress.up('--set', 'stand_in_yoast=28.1')]);
});
after(async () => {
  await Promise.all([pages?.close(), wordpress?.down()]);
});

/** For `work` in a fresh browser of each kind. What the console says of our pages, it must not say. */
function test(name, work) {
  for (const Engine of [Firefox, WebKit]) {
    anyTest(`${Engine.name}: ${name}`, { timeout: 120_000 }, async () => {
      const browser = await Engine.launch();
      try {
        await browser.size(1280, 1700);
        await work(browser);
        assert.deepEqual(await browser.complaints(pages.origin), []);
      } finally {
        await browser.close();
      }
    });
  }
}

const login = () => ({ username: 'editor', password: wordpress.users.editor.app_password });

async function post(title) {
  const found = (await wordpress.posts()).filter((one) => one.title.raw === title);
  assert.equal(found.length, 1, title);
  return found[0];
}

test('from the address to a published post and the revoked password', async (browser) => {
  const title = `Tea in ${browser.constructor.name}`;
  await browser.go(`${pages.url}connect/`);
  await browser.fill('Address of your WordPress site', `${wordpress.url}\uE007`);
  await browser.heading('Your site, and what you decide now');
  await browser.click('Connect');
  // The form of WordPress takes the focus a moment after it was drawn.
  await until(() => browser.run(() => document.activeElement.id === 'user_login'), 'the log-in');
  await browser.fill('Username or Email Address', 'editor');
  await browser.fill('Password', wordpress.users.editor.password);
  await browser.clickAt('//*[@id = "wp-submit"]');
  await browser.clickAt('//*[@id = "approve"]');
  await browser.heading('Connected');
  assert.equal(await browser.address(), `${pages.url}connect/`);
  const came = await browser.run(() => performance.getEntriesByType('navigation')[0].name);
  const password = new URLSearchParams(new URL(came).hash.slice(1)).get('password');
  const forgets = async () => assertNowhere(password, await browser.run(traces));
  await forgets();
  // A legend that was drawn over its whole line, and counted twice into the height of the form.
  const [wide, gap] = await browser.run(() => {
    const form = document.querySelector('form');
    const width = (element) => element.getBoundingClientRect().width;
    const bottom = (element) => element.getBoundingClientRect().bottom;
    return [width(form.querySelector('legend')) / width(form), bottom(form) - bottom(form.lastElementChild)];
  });
  assert.ok(wide < 0.8, `the legend takes ${wide} of the line`);
  assert.ok(gap < 1, `${gap} pixels below the form`);

  await browser.fill('Title', title);
  await browser.fill('Category', 'Guides > Kitchen');
  await browser.clickAt('//input[@value = "publish"]');
  await browser.click('Send the test post');
  await browser.heading('Published and verified');
  const verdicts = await browser.run(() => [...document.querySelectorAll('[data-verdict]')].map(({ dataset }) => dataset.verdict));
  assert.deepEqual(verdicts, ['verified', 'verified']);
  const { status, categories } = await post(title);
  assert.equal(status, 'publish');
  assert.equal(categories.length, 1);
  assert.equal((await wordpress.passwords('editor')).length, 1);

  await browser.click('Disconnect and revoke');
  await browser.heading('Disconnected');
  assert.deepEqual(await wordpress.passwords('editor'), []);
  await forgets();
});

test('the lab shows, copies, shares, imports and sends a document, and has it when one comes back', async (browser) => {
  const title = `Typed in ${browser.constructor.name}`;
  const drawn = () => browser.find('//*[contains(@class, "request-head")]');
  const shown = () => browser.run(() => document.getElementById('panel').textContent);
  const value = (id) => browser.run((field) => document.getElementById(field).value, id);
  const copies = async (button) => {
    await browser.click(button);
    await browser.find('//button[normalize-space() = "Copied"]');
  };
  await browser.go(`${pages.url}lab/`);
  await drawn();
  await browser.fill('Title', title);
  await until(async () => (await shown()).includes(title), 'the title among the requests');
  for (const tab of ['curl', 'fetch', 'C++']) {
    await browser.click(tab);
    await copies('Copy');
  }
  await browser.click('Requests');

  // A form comes back out of WebKit's cache empty.
  await browser.click('Connect a site');
  await browser.heading('Which site?');
  await browser.back();
  await drawn();
  await until(async () => (await value('field-title')) === title, 'the title in the form');
  assert.match(await value('field-content'), /Warm the pot/);

  // What was copied, by the key that pastes.
  await copies('Share a link');
  await browser.fill('Excerpt', '\uE009v\uE000');
  const link = await value('field-excerpt');
  assert.ok(link.startsWith(`${pages.url}lab/#lab=`), link);
  await browser.click('Clear');
  assert.equal(await value('field-title'), '');
  await browser.click('Undo');
  assert.equal(await value('field-title'), title);
  await browser.go(link);
  await drawn();
  assert.equal(await value('field-title'), title);
  assert.equal(await value('field-excerpt'), '');
  await browser.send('type', { id: await browser.find('//*[@id = "import-file"]'), text: inProject('tests/fixtures/documents/tea.md') });
  await browser.find('//*[@id = "form-notice"]//*[contains(., "tea.md was imported")]');
  await browser.click('Undo');
  assert.equal(await value('field-title'), title);

  const { username, password } = login();
  await browser.clickAt('//*[@id = "send"]');
  await browser.fill('Address of the site', wordpress.url);
  await browser.click('Find the site');
  await browser.click('I have an Application Password');
  await browser.fill('User name', username);
  await browser.fill('Application Password', password);
  await browser.click('Connect');
  await browser.click('Publish it');
  await browser.heading('Done, and read back');
  assert.equal((await post(title)).status, 'publish');
  assertNowhere(password, await browser.run(traces));
});

/** @param {import('node:http').RequestListener} answer */
async function serve(answer) {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Hands what is asked on to the server at `target`; `take` gets its answer. */
function handOn(asked, target, take) {
  const { hostname, port } = new URL(target);
  const { url: path, method, headers } = asked;
  asked.pipe(request({ hostname, port, path, method, headers, agent: false }, take));
}

function giveOn(answered, answer) {
  answer.writeHead(answered.statusCode, answered.headers);
  answered.pipe(answer);
}

test('a language that did not arrive is fetched when it is chosen again', async (browser) => {
  let away = true;
  const server = await serve((asked, answer) => {
    if (away && /\/de\.js/.test(asked.url)) answer.writeHead(503).end();
    else handOn(asked, pages.url, (answered) => giveOn(answered, answer));
  });
  const choose = () => browser.run(() => {
    const select = document.getElementById('language');
    select.value = 'de';
    select.dispatchEvent(new Event('change'));
  });
  try {
    await browser.go(`${server.url}connect/`);
    await browser.heading('Which site?');
    await choose();
    await until(() => browser.run(() => document.getElementById('language').value === 'en'), 'English again');
    away = false;
    await choose();
    await browser.heading('Welche Website?');
  } finally {
    server.close();
  }
});

/** The package and a worker of its own: a page of ours starts none from a text. */
function serveWorker() {
  const files = {
    '/': ['text/html', '<!doctype html><title>A worker</title><link rel="icon" href="data:,">'],
    '/worker.js': ['text/javascript', `
      import { load } from './presslink/js/index.js';
      onmessage = async ({ data: [url, login] }) => {
        try {
          const presslink = await load({ language: 'de' });
          const site = await presslink.discover(url);
          const report = await presslink.connect(site, login).publish({ title: 'Of a worker', content: '<p>Tea.</p>' });
          const wrong = { ...login, password: 'abcd EFGH 1234 ijkl MNOP 5678' };
          const { code, message } = await presslink.connect(site, wrong).verify().catch((error) => error);
          postMessage({ outcome: report.outcome, code, message });
        } catch (error) {
          postMessage(String(error));
        }
      };`],
  };
  const types = { js: 'text/javascript', mjs: 'text/javascript', json: 'application/json', wasm: 'application/wasm' };
  return serve(async ({ url }, answer) => {
    const path = url.replace('/presslink/', `${builtPackage}/`);
    const [type, content] = files[url] ?? [types[path.split('.').at(-1)], await readFile(path)];
    answer.setHeader('Content-Type', type).end(content);
  });
}

test('the package publishes from a module worker', async (browser) => {
  const server = await serveWorker();
  try {
    await browser.go(server.url);
    const { outcome, code, message } = await browser.run((...given) => new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message: words }) => reject(words);
      worker.postMessage(given);
    }), wordpress.url, login());
    assert.equal(outcome, 'published');
    assert.equal(code, 'credentials_rejected');
    assert.match(message, /^WordPress hat Benutzername und Anwendungspasswort nicht angenommen/);
  } finally {
    server.close();
  }
});

/** The site behind a connection that breaks once WordPress has the post, and stays broken until `mend`. */
async function serveBreaking() {
  let state = 'whole';
  const server = await serve((asked, answer) => {
    if (state === 'broken') return asked.socket.destroy();
    return handOn(asked, wordpress.url, (answered) => {
      if (state === 'mended' || asked.method !== 'POST') return giveOn(answered, answer);
      state = 'broken';
      return asked.socket.destroy();
    });
  });
  return { ...server, mend: () => (state = 'mended') };
}

test('a connection that breaks while the post is being published leaves one post', async (browser) => {
  const title = `Once in ${browser.constructor.name}`;
  const { url, mend, close } = await serveBreaking();
  const publish = (checkpoint) => browser.run(async (site, who, document, begun) => {
    const { load } = await import('/presslink/js/index.js');
    const presslink = await load();
    const connection = presslink.connect(await presslink.discover(site), who);
    let reached;
    const save = (to) => (reached = to);
    return connection.publish(document, { checkpoint: begun ?? undefined, retries: 1, save }).then(
      ({ outcome }) => ({ outcome }),
      ({ code }) => ({ code, reached }),
    );
  }, url, login(), { title, content: '<p>Tea.</p>' }, checkpoint);
  try {
    await browser.go(pages.url);
    const { code, reached } = await publish();
    assert.equal(code, 'uncertain');
    mend();
    assert.equal((await publish(reached)).outcome, 'published');
    assert.equal((await post(title)).status, 'publish');
  } finally {
    close();
  }
});
