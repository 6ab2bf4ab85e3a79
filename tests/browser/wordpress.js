/** A real WordPress, started by tests/wordpress/site, and what tests ask of it besides the page. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { inProject } from './pages.js';

const run = promisify(execFile);
const site = inProject('tests/wordpress/site');

export class WordPress {
  /** @param {...string} options of `tests/wordpress/site up` */
  static async up(...options) {
    const other = process.env.PRESSLINK_WORDPRESS;
    const { stdout } = await run(site, ['up', ...(other ? ['--wordpress', other] : []), ...options]);
    return new WordPress(JSON.parse(stdout));
  }

  constructor(facts) {
    this.url = facts.url;
    this.origin = new URL(facts.url).origin;
    this.users = facts.users;
    /** The addresses of `--blockers`. */
    this.blocked = facts.blocked;
  }

  async down() {
    await run(site, ['down', this.url]);
  }

  /** Stores options; a value is text or anything that JSON has. */
  async set(options) {
    const pairs = Object.entries(options).map(([name, value]) => `${name}:=${JSON.stringify(value)}`);
    await run(site, ['set', this.url, ...pairs]);
  }

  /** Asks the REST API, in the style that every permalink setting has. */
  async rest(route, { as = 'admin', method = 'GET', body, query = {} } = {}) {
    const address = `${this.url}/?${new URLSearchParams({ rest_route: route, ...query })}`;
    const pair = `${as}:${this.users[as].app_password}`;
    const answer = await fetch(address, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, json: await answer.json() };
  }

  /** `page` is on the way to WordPress: waits for its approval screen, and logs in where WordPress asks. */
  async approval(page, login) {
    const at = (...names) => ({ pathname }) => names.some((name) => pathname.endsWith(`/${name}.php`));
    await page.waitForURL(at('wp-login', 'authorize-application'));
    if (at('wp-login')(new URL(page.url()))) {
      // The form takes the focus a moment after it was drawn, and what is entered then ends in another field.
      await page.locator('#user_login:focus, #user_pass:focus').waitFor();
      await page.locator('#user_login').fill(login);
      await page.locator('#user_pass').fill(this.users[login].password);
      await page.locator('#wp-submit').click();
    }
    await page.waitForURL(at('authorize-application'));
  }

  /** Every post but those in the trash, newest first. */
  async posts() {
    const { status, json } = await this.rest('/wp/v2/posts', {
      query: { status: 'any', context: 'edit', per_page: '100' },
    });
    assert.equal(status, 200);
    return json;
  }

  /** Takes a password away behind its holder's back. */
  async revoke(login, uuid) {
    const route = `/wp/v2/users/${this.users[login].id}/application-passwords/${uuid}`;
    const { status } = await this.rest(route, { method: 'DELETE' });
    assert.equal(status, 200);
  }

  /** The Application Passwords that `login` has, besides the one that the tests use. */
  async passwords(login) {
    const { json } = await this.rest(`/wp/v2/users/${this.users[login].id}/application-passwords`);
    return json.filter((one) => one.name !== 'test site');
  }
}
