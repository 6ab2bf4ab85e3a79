/** The doctor in a page, at every address of the table that holds the command line's doctor. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { inProject, launchChromium, servePages } from './pages.js';
import { WordPress } from './wordpress.js';

const mostRequests = 8;
const cases = JSON.parse(
  execFileSync(inProject('tests/wordpress/test_doctor.py'), ['--list'], { encoding: 'utf8' }),
);

let pages;
let browser;
let site;
let page;
/** What the page sent to other origins since `ask` began; browsers show no preflights here. */
let sent;
before(async () => {
  pages = await servePages();
  browser = await launchChromium();
  site = await WordPress.up('--https', '--env', 'production', '--blockers');
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.on('request', (request) => {
    if (!request.url().startsWith(pages.url)) sent.push(request);
  });
  page = await context.newPage();
  await page.goto(pages.url);
  await page.evaluate(async () => {
    const { load } = await import('/presslink/js/index.js');
    window.presslink = await load();
  });
});
after(async () => {
  await site?.down();
  await browser?.close();
  await pages?.close();
});

function passwordOf({ account, password }) {
  if (password === 'account') return site.users[account].password;
  return password ?? site.users[account].app_password;
}

async function ask(address, login) {
  sent = [];
  return page.evaluate(
    ([address, login]) => window.presslink.doctor(address, { login, allowHttp: true }),
    [address, login],
  );
}

/** What the doctor calls well does connect. */
async function connects(address, login) {
  await page.evaluate(
    async ([address, login]) => {
      const site = await window.presslink.discover(address, { allowHttp: true });
      const connection = window.presslink.connect(site, login);
      await connection.verify();
      connection.close();
    },
    [address, login],
  );
}

/** The log-in goes to this origin alone, and after an answer that refuses it once more at most. */
async function checkRequests(address) {
  const { origin } = new URL(address);
  let refused = false;
  let carriedSince = 0;
  for (const request of sent) {
    const { authorization, cookie, referer } = request.headers();
    assert.ok(!cookie && !referer, request.url());
    assert.equal(request.method(), 'GET');
    if (!authorization) continue;
    assert.equal(new URL(request.url()).origin, origin);
    if (refused) ++carriedSince;
    refused ||= (await request.response())?.status() === 401;
  }
  assert.ok(carriedSince <= 1, `the log-in was sent ${carriedSince} times after a refusal`);
}

function checkCause({ id, likelihood, title, evidence, tell_apart: tellApart, remedy }) {
  assert.ok(title && remedy.title && remedy.steps.length > 0, id);
  assert.doesNotMatch([title, ...evidence, tellApart, ...remedy.steps].join(' '), /\{[a-z_]+\}/, id);
  if (likelihood !== 'certain') assert.ok(tellApart, id);
  if (remedy.url) assert.match(remedy.url, /\/wp-admin\//, id);
}

for (const one of cases) {
  test(one.name, { timeout: 60_000 }, async () => {
    const address = site.blocked[one.at];
    const password = passwordOf(one);
    const login = { username: one.user, password };
    const report = await ask(address, login);
    const found = report.causes.map(({ id }) => id);
    const seen = `${found} by ${report.attempts.map(({ url, outcome }) => `${url}: ${outcome}`)}`;
    assert.equal(report.verdict, one.verdict, seen);
    if (one.causes.length === 0) assert.deepEqual(found, [], seen);
    for (const [place, allowed] of one.causes.entries()) {
      assert.ok(allowed.includes(found[place]), seen);
    }
    report.causes.forEach(checkCause);
    if (found.length > 0) assert.ok(report.causes[0].evidence.length > 0, found[0]);
    assert.ok(report.requests <= mostRequests, seen);
    await checkRequests(address);
    const text = JSON.stringify(report);
    for (const secret of [password, password.replaceAll(' ', '')]) assert.ok(!text.includes(secret));
    if (one.verdict === 'ok') await connects(address, login);
  });
}
