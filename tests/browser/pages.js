/** The page server, Chromium, and what every test wants to know of a page. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import axe from 'axe-core';
import { chromium } from 'playwright-core';

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

export async function launchChromium() {
  return chromium.launch({
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
 * A fresh browser profile that remembers what it asked for and what its console said.
 *
 * `close` ends it and asserts that nothing went to an origin outside `origins`, and that the console
 * held no error. A browser writes a line of its own for each answer of 400 and above and for each
 * that CORS hides; such a line is no error of the page where the answer comes from an address that
 * matches one of `refusals`.
 */
export class Visitor {
  static async open(browser, { origins, refusals = [], ...options }) {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
    return new Visitor(context, new Set(origins), refusals);
  }

  constructor(context, origins, refusals) {
    this.context = context;
    this.requests = [];
    this.refusals = refusals;
    this.problems = [];
    context.on('request', (request) => {
      const url = new URL(request.url());
      this.requests.push(request);
      if (url.protocol !== 'data:' && url.protocol !== 'blob:' && !origins.has(url.origin)) {
        this.problems.push(`a request to ${url.origin}`);
      }
    });
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.#console(message);
    });
    context.on('weberror', (error) => this.problems.push(`thrown: ${error.error()}`));
  }

  #console(message) {
    const at = message.location().url;
    const said = message.text();
    const fromBrowser = /^(Failed to load resource:|Access to fetch at )/.test(said);
    const named = said.startsWith('Access to fetch at ') ? said.split("'")[1] : at;
    if (fromBrowser && this.refusals.some((pattern) => pattern.test(named))) return;
    // WordPress's own screens are not ours to mend.
    const page = message.page()?.url() ?? '';
    if (/\/wp-(admin|login\.php)/.test(page)) return;
    this.problems.push(`console ${message.type()}: ${said} (${at})`);
  }

  async page(address) {
    const page = await this.context.newPage();
    // Leaving asks first while a password is held; a test means to leave.
    page.on('dialog', (dialog) => dialog.accept());
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
