/** The page server, Chromium, and what every test wants to know of a page. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import axe from 'axe-core';
import { chromium } from 'playwright-core';

import { answerIn } from '../../web-demo/shared/callback.js';

const root = new URL('../../', import.meta.url);

export function inProject(path) {
  return fileURLToPath(new URL(path, root));
}

/** `web-demo/serve` on a free port. */
export async function servePages() {
  const folder = process.env.PRESSLINK_PACKAGE;
  const server = spawn(inProject('web-demo/serve'), folder ? ['--package', folder] : [], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([
    once(createInterface(server.stdout), 'line'),
    once(server, 'exit').then(() => assert.fail('the page server ended')),
  ]);
  return {
    url: line,
    origin: new URL(line).origin,
    async close() {
      server.kill();
      await once(server, 'exit');
    },
  };
}

/** @param {object} [options] of Playwright besides */
export async function launchChromium(options = {}) {
  return chromium.launch({
    ...options,
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A fresh browser profile that remembers what our pages asked for, what their console said and which
 * passwords came to them.
 *
 * `close` ends it and asserts that our pages asked no origin outside `origins`, sent no log-in but to
 * `site`, and that their console held no error. A browser writes a line of its own for each answer of
 * 400 and above and for each that CORS hides; such a line is no error of the page where the answer
 * comes from an address that matches one of `refusals`.
 */
export class Visitor {
  /**
   * @param {object} options besides these, Playwright's for a context
   * @param {string} options.pages the origin of our pages
   * @param {string[]} [options.origins] that they may ask besides their own; the first is the site's
   * @param {RegExp[]} [options.refusals]
   */
  static async open(browser, { pages, origins = [], refusals = [], ...options }) {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      locale: 'en-GB',
      ...options,
    });
    return new Visitor(context, pages, origins, refusals);
  }

  #pages;
  #origins;
  #site;
  #refusals;
  /** What must not have happened. */
  problems = [];
  /** Requests of our pages. */
  requests = [];
  /** Application Passwords that came in an address, in the order of coming. */
  passwords = [];

  constructor(context, pages, origins, refusals) {
    this.context = context;
    this.#pages = pages;
    this.#origins = new Set([pages, ...origins]);
    this.#site = origins[0];
    this.#refusals = refusals;
    context.on('request', (request) => this.#request(request));
    context.on('console', (message) => this.#console(message));
    context.on('weberror', (error) => {
      if (this.#isOurs(error.page())) this.problems.push(`thrown: ${error.error().stack}`);
    });
  }

  #isOurs(page) {
    return page?.url().startsWith(this.#pages);
  }

  #request(request) {
    const url = new URL(request.url());
    if (request.isNavigationRequest() || !this.#isOurs(request.frame().page())) return;
    this.requests.push(request);
    if (!this.#origins.has(url.origin)) this.problems.push(`a request to ${url.origin}`);
    const { authorization, referer, cookie } = request.headers();
    if (authorization && url.origin !== this.#site) this.problems.push(`a log-in for ${url.origin}`);
    if (referer) this.problems.push(`a referrer for ${url.origin}`);
    if (cookie && url.origin === this.#site) this.problems.push('a cookie for the site');
  }

  #console(message) {
    if (!['error', 'warning'].includes(message.type()) || !this.#isOurs(message.page())) return;
    const said = message.text();
    const blocked = /^Access to fetch at '([^']+)'/.exec(said)?.[1];
    const failed = said.startsWith('Failed to load resource:') ? message.location().url : undefined;
    const address = blocked ?? failed;
    if (address && this.#refusals.some((pattern) => pattern.test(decodeURIComponent(address)))) return;
    this.problems.push(`console ${message.type()}: ${said} (${message.location().url})`);
  }

  async page(address) {
    const page = await this.context.newPage();
    // Leaving asks first while a password is held; a test means to leave.
    page.on('dialog', (dialog) => dialog.accept());
    page.on('framenavigated', (frame) => {
      const password = answerIn(frame.url()).get('password');
      if (password) this.passwords.push(password);
    });
    if (address) await page.goto(address);
    return page;
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.problems, []);
  }
}

/** Asserts that axe-core, with all its rules but experimental ones, finds nothing on the page. */
export async function assertAccessible(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    [],
  );
}

/** Keeps a picture in build/screenshots. */
export async function keep(page, name, options = {}) {
  const folder = inProject('build/screenshots');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true, ...options });
}

/** Asserts that nothing has to be scrolled sideways. */
export async function assertFits(page) {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(over <= 0, `the page is ${over} pixels too wide`);
}

/**
 * A state of a page: accessible as it is, and dark, turned around and narrow at once; kept as
 * pictures.
 */
export async function inspect(page, name) {
  const wide = page.viewportSize();
  await assertAccessible(page);
  await keep(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await keep(page, `${name}-dark`);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await assertFits(page);
  await assertAccessible(page);
  await keep(page, `${name}-dark-phone-rtl`);
  await page.evaluate(() => (document.documentElement.dir = 'ltr'));
  await page.emulateMedia({ colorScheme: 'light' });
  await keep(page, `${name}-phone`);
  await page.setViewportSize(wide);
}

/**
 * Sends the page's request; of the answer the page gets nothing. `route.fetch` would send the
 * visitor's cookies along, which WordPress takes for a log-in without a nonce, and refuses.
 */
export async function deliver(request) {
  const { authorization, 'content-type': type } = await request.allHeaders();
  const answer = await fetch(request.url(), {
    method: request.method(),
    headers: { authorization, 'content-type': type },
    body: request.postData(),
  });
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
}

/** Fills the tab's store until about `room` letters are left. */
export function fillTabStore(page, room) {
  return page.evaluate((left) => {
    let [piece, at] = ['x'.repeat(1 << 20), 0];
    while (piece !== '') {
      try {
        sessionStorage.setItem(`filled.${at}`, piece);
        at += 1;
      } catch {
        piece = piece.slice(0, piece.length >> 1);
      }
    }
    sessionStorage.setItem('filled.0', sessionStorage.getItem('filled.0').slice(left));
  }, room);
}

/** As a browser does that is told to keep no site data: already to look at a store throws. */
export function blockSiteData(context) {
  return context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException(`access to ${name} is denied`, 'SecurityError');
        },
      });
    }
  });
}
