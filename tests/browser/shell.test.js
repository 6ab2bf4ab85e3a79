/** What all pages share: the server, the policy, the frame, the languages. */

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { Visitor, assertFits, blockSiteData, inProject, inspect, keep, launchChromium, servePages } from './pages.js';

let pages;
let browser;
before(async () => {
  pages = await servePages();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await pages?.close();
});

/** The address of each page, below the root: '', 'connect/', … */
async function addresses() {
  const files = await readdir(inProject('web-demo'), { recursive: true });
  return files.filter((name) => name.endsWith('index.html')).map((name) => name.slice(0, -10));
}

test('every page forbids in itself what the server forbids', async () => {
  for (const address of await addresses()) {
    const answer = await fetch(pages.url + address);
    const header = answer.headers.get('content-security-policy');
    const page = await answer.text();
    const meta = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1];
    assert.equal(`${meta}; frame-ancestors 'none'`, header, address);
    assert.match(header, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/);
    assert.doesNotMatch(header, /'unsafe-(inline|eval)'/);
    assert.doesNotMatch(page, /<style|<script>|\son\w+=|\sstyle=/, `${address} has inline code`);
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  }
});

test('the server gives pages and what they use, and nothing else', async () => {
  const status = async (path) => (await fetch(pages.url + path)).status;
  assert.equal(await status('shared/base.css'), 200);
  assert.equal(await status('markdown-it/markdown-it.esm.min.mjs'), 200);
  assert.equal(await status('js-yaml/js-yaml.esm.min.mjs'), 200);
  const others = ['serve', 'shared/', 'presslink/', 'presslink/none.js', 'markdown-it/', 'js-yaml/', 'package.json',
    'node_modules/markdown-it/package.json', '%2e%2e/README.md', '../README.md'];
  for (const path of others) assert.equal(await status(path), 404, path);
  const type = async (path) => (await fetch(pages.url + path)).headers.get('content-type');
  assert.match(await type('shared/dom.js'), /^text\/javascript/);
  assert.equal(await type('shared/icons.svg'), 'image/svg+xml');
});

test('the start page is sound in light, dark and turned around, wide and narrow', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin });
  await inspect(await visitor.page(pages.url), 'start');
  await visitor.close();
});

test('with letters of twice the size nothing is too wide for a phone', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin, viewport: { width: 320, height: 700 } });
  for (const [address, sign] of [['', 'h1'], ['connect/', '#address'], ['lab/', '.measure']]) {
    const page = await visitor.page(pages.url + address);
    await page.locator(sign).first().waitFor();
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    for (const language of ['de', 'es', 'en']) {
      await page.locator('#language').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      for (const width of [320, 375]) {
        await page.setViewportSize({ width, height: 700 });
        await assertFits(page);
        const outside = await page.evaluate(() => [...document.querySelectorAll('.card .button, .card label, .steps li span')]
          .filter((one) => one.getBoundingClientRect().right > one.closest('.card, li').getBoundingClientRect().right + 1)
          .map((one) => one.textContent.trim()));
        assert.deepEqual(outside, [], `${address} in ${language} at ${width}`);
      }
    }
    await keep(page, `${address.replace('/', '') || 'start'}-large-letters`);
  }
  await visitor.close();
});

test('printed, nothing of a screen is cut off or folded away', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin, colorScheme: 'dark' });
  for (const [address, sign] of [['', 'h1'], ['connect/', '#address'], ['lab/', '.request']]) {
    const page = await visitor.page(pages.url + address);
    await page.locator(sign).first().waitFor();
    await page.emulateMedia({ media: 'print' });
    const unseen = await page.evaluate(() => {
      const seen = [...document.querySelectorAll('main *')].filter((one) => !one.closest('.visually-hidden, [hidden], [aria-hidden]'));
      const isCut = (one) => /auto|scroll/.test(getComputedStyle(one).overflow) && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
      const isFolded = (one) => one.matches('details > :not(summary)') && !one.checkVisibility({ contentVisibilityAuto: true });
      return seen.filter((one) => isCut(one) || isFolded(one)).map((one) => one.outerHTML.slice(0, 80));
    });
    assert.deepEqual(unseen, [], address);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'light');
    await keep(page, `${address.replace('/', '') || 'start'}-printed`);
  }
  await visitor.close();
});

test('in the colours of the system the current page and step are told apart', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin, forcedColors: 'active' });
  const page = await visitor.page(`${pages.url}connect/`);
  await page.locator('#address').waitFor();
  const borders = await page.locator('#steps li').evaluateAll((all) =>
    all.map((step) => getComputedStyle(step, '::before').borderTopWidth));
  assert.notEqual(borders[0], borders[1]);
  const lines = await page.locator('.page-nav a, #steps li').evaluateAll((all) =>
    all.map((one) => [one.ariaCurrent !== null, getComputedStyle(one).textDecorationLine === 'underline']));
  assert.ok(lines.every(([current, underlined]) => current === underlined), JSON.stringify(lines));
  await keep(page, 'connect-forced-colours');
  await visitor.close();
});

test('a language is fetched when it is chosen, not before, and remembered', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin });
  const page = await visitor.page(pages.url);
  const fetched = (name) => visitor.requests.some((request) => request.url().endsWith(`/${name}.js`));
  assert.ok(!fetched('de'));
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'In WordPress veröffentlichen' }).waitFor();
  assert.ok(fetched('de') && !fetched('es'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.reload();
  await page.getByRole('heading', { name: 'In WordPress veröffentlichen' }).waitFor();
  for (const [address, title] of [['connect/', 'Welche Website? · presslink'], ['lab/', 'Payload-Labor · presslink']]) {
    await page.goto(pages.url + address);
    await page.waitForFunction((wanted) => document.title === wanted, title);
  }
  await visitor.close();
});

test('a name in a sentence turns nothing around but itself', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin });
  const page = await visitor.page(`${pages.url}connect/`);
  await page.locator('#address').waitFor();
  const said = (names) => page.evaluate(async (all) => {
    const { text } = await import('/shared/language.js');
    return all.map((site) => text('account.at', { site }));
  }, names);
  assert.deepEqual(await said(['Tea & Crumbs', 'שלום', '\u202etxet\u2069']),
    ['on Tea & Crumbs', 'on \u2068שלום\u2069', 'on \u2068txet\u2069']);
  await visitor.close();
});

test('where the words of a language do not arrive, the page goes on in English', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin, locale: 'de-DE', refusals: [/\/(de|es)\.js/] });
  await visitor.context.route(/\/(de|es)\.js/, (route) => route.abort());
  for (const [address, sign] of [['', 'h1'], ['connect/', '#address'], ['lab/', '.request']]) {
    const page = await visitor.page(pages.url + address);
    await page.locator(sign).first().waitFor();
    await page.getByLabel('Language').selectOption('es');
    await page.waitForFunction(() => document.getElementById('language').value === 'en');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  }
  await visitor.close();
});

test('a language is changed where the browser keeps nothing', async () => {
  const visitor = await Visitor.open(browser, { pages: pages.origin });
  await blockSiteData(visitor.context);
  for (const address of await addresses()) {
    const page = await visitor.page(pages.url + address);
    await page.getByLabel('Language').selectOption('de');
    await page.locator('html[lang=de]').waitFor();
    await page.reload();
    await page.locator('html[lang=en]').waitFor();
  }
  await visitor.close();
});

test('every language has the words that English has', async () => {
  const load = async (folder, code) =>
    (await import(inProject(`web-demo/${folder}strings/${code}.js`))).strings;
  const keysOfPage = async (address) =>
    [...(await readFile(inProject(`web-demo/${address}index.html`), 'utf8')).matchAll(/data-text="([^"]+)"/g)].map(
      (match) => match[1],
    );
  const frame = await load('shared/', 'en');
  for (const address of await addresses()) {
    const folder = address || 'start/';
    const english = new Set([
      ...Object.keys(frame),
      ...Object.keys(await load(folder, 'en')),
      ...(await keysOfPage(address)),
    ]);
    for (const code of ['de', 'es']) {
      const words = { ...(await load('shared/', code)), ...(await load(folder, code)) };
      assert.deepEqual(Object.keys(words).sort(), [...english].sort(), `${folder} in ${code}`);
    }
  }
});
