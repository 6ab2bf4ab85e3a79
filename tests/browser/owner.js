/** A site's owner at the onboarding page: does what a person does, looks at what a person sees. */

import assert from 'node:assert/strict';

export class Owner {
  /** @param {import('./pages.js').Visitor} visitor */
  static async at(pages, visitor) {
    const page = await visitor.page(`${pages.url}connect/`);
    return new Owner(page, visitor);
  }

  constructor(page, visitor) {
    this.page = page;
    this.visitor = visitor;
  }

  /** Waits for a screen; the focus must be on its heading, where a screen reader goes on. */
  async sees(title) {
    const heading = this.page.getByRole('heading', { level: 2, name: title, exact: true });
    await heading.waitFor();
    assert.equal(await this.page.evaluate(() => document.activeElement.tagName), 'H2');
  }

  async click(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async find(address) {
    await this.page.getByLabel('Address of your WordPress site').fill(address);
    await this.page.keyboard.press('Enter');
  }

  /** Through wp-login, where WordPress asks for it, to the approval screen. */
  async goesToWordPress(wordpress, login) {
    await this.click('Connect');
    await wordpress.approval(this.page, login);
  }

  /** From the address to the screen that says who is connected. */
  async connects(wordpress, login) {
    await this.find(wordpress.url);
    await this.sees('Your site, and what you decide now');
    await this.goesToWordPress(wordpress, login);
    await this.page.locator('#approve').click();
    await this.sees('Connected');
    return this.visitor.passwords.at(-1);
  }

  /** Connects with a password that is known. */
  async enters(wordpress, username, password) {
    await this.find(wordpress.url);
    await this.click('Enter a password by hand');
    await this.sees('Enter a password by hand');
    await this.page.getByLabel('User name').fill(username);
    await this.page.getByLabel('Application Password').fill(password);
    await this.click('Connect');
  }

  /** Sends the test post; `fields` are the form's, by their labels. */
  async publishes({ open = true, ...fields } = {}) {
    for (const [label, value] of Object.entries(fields)) {
      await this.page.getByLabel(label, { exact: true }).fill(value);
    }
    if (open) await this.page.getByLabel('Everyone: publish it').check();
    await this.page.getByRole('button', { name: /^Send (the test post|it again)$/ }).click();
  }

  async disconnects() {
    await this.click('Disconnect and revoke');
    await this.sees('Disconnected');
  }

  /** The ids of the causes that are shown, in order. */
  async causes() {
    return this.page
      .locator('[data-cause]')
      .evaluateAll((nodes) => nodes.map((node) => node.dataset.cause));
  }

  /** The states of the steps: `done`, `now`, `next`. */
  async steps() {
    return this.page.locator('#steps li').evaluateAll((all) => all.map(({ dataset }) => dataset.state));
  }

  /** The verdicts of the SEO fields that are shown, in order. */
  async verdicts() {
    return this.page
      .locator('[data-verdict]')
      .evaluateAll((nodes) => nodes.map((node) => node.dataset.verdict));
  }

  /** The password is nowhere that outlives the module's memory, or that a script or a server sees. */
  async assertForgets(password) {
    const found = await this.page.evaluate(traces);
    assertNowhere(password, found);
    const plain = password.replaceAll(' ', '');
    for (const request of this.visitor.requests) {
      const sent = decodeURIComponent(request.url()) + (request.postData() ?? '');
      assert.ok(!sent.replaceAll(' ', '').includes(plain), `the password is in ${request.url()}`);
    }
  }
}

/** Runs in a page: all that outlives the module's memory, or that a script sees. */
export async function traces() {
  const values = [...document.querySelectorAll('input, textarea')].map((field) => field.value);
  const databases = await indexedDB.databases();
  return {
    'the document': document.documentElement.outerHTML,
    'a field': values.join('\n'),
    'localStorage': JSON.stringify(localStorage),
    'sessionStorage': JSON.stringify(sessionStorage),
    'a cookie': document.cookie,
    'a database': JSON.stringify(databases),
    'a cache': JSON.stringify(await caches.keys()),
    'the address': document.URL,
    'the title': document.title,
    'the referrer': document.referrer,
    'the state of the history': JSON.stringify(history.state),
    // WebKit has no list of it.
    'the history': JSON.stringify(globalThis.navigation?.entries().map((entry) => entry.url) ?? []),
    'the window': window.name,
    'a global': Object.values(window).filter((value) => typeof value === 'string').join('\n'),
    // A document's own entry keeps the address it came with until the document ends. Nobody but
    // the document can read it, and it cannot be cleared.
    'the timeline': JSON.stringify(
      performance.getEntries().filter((entry) => entry.entryType !== 'navigation'),
    ),
  };
}

/** @param {Record<string, string>} found by `traces` */
export function assertNowhere(password, found) {
  assert.match(password, /^[A-Za-z0-9]{4}( ?[A-Za-z0-9]{4}){5}$/);
  const plain = password.replaceAll(' ', '');
  for (const [place, content] of Object.entries(found)) {
    const squeezed = content.replaceAll(/ |%20|\+/g, '');
    assert.ok(!squeezed.includes(plain), `the password is in ${place}`);
  }
}
