// A real WordPress, and what a person does there in a browser.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { root } from './package.mjs';

const run = promisify(execFile);
const tool = join(root, 'tests/wordpress/site');

export class Site {
  static async up(...options) {
    const tree = process.env.PRESSLINK_WORDPRESS;
    if (tree) options.push('--wordpress', tree);
    const { stdout } = await run(tool, ['up', ...options]);
    return new Site(JSON.parse(stdout));
  }

  constructor({ url, users }) {
    this.url = url;
    this.users = users;
  }

  down() {
    return run(tool, ['down', this.url]);
  }

  set(options) {
    return run(tool, ['set', this.url,
      ...Object.entries(options).map(([name, value]) => `${name}:=${JSON.stringify(value)}`)]);
  }

  login(user) {
    return { username: user, password: this.users[user].app_password };
  }

  /** Asks the REST API beside presslink: {status, body}. */
  async rest(method, route, { user = 'admin', body, query = {} } = {}) {
    const { username, password } = this.login(user);
    const address = `${this.url}/?${new URLSearchParams({ rest_route: route, ...query })}`;
    const answer = await fetch(address, { method, body: body && JSON.stringify(body), headers: {
      Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      ...(body && { 'Content-Type': 'application/json' }) } });
    return { status: answer.status, body: await answer.json() };
  }

  async posts() {
    const query = { status: 'any', context: 'edit', per_page: 100 };
    return (await this.rest('GET', '/wp/v2/posts', { query })).body;
  }

  /** A new Application Password, as `presslink.connect` takes it. */
  async newLogin(user, name) {
    const { body } = await this.rest('POST', '/wp/v2/users/me/application-passwords',
      { user, body: { name } });
    return { username: user, password: body.password };
  }

  /** Logs in and answers the approval screen; the address that the browser is sent back to. */
  async approve(address, user, button = 'approve') {
    const cookies = new Map();
    const visit = async (url, form) => {
      const answer = await fetch(url, { redirect: 'manual', method: form ? 'POST' : 'GET',
        body: form && new URLSearchParams(form),
        headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
      for (const cookie of answer.headers.getSetCookie()) {
        const [name, value] = cookie.split(';')[0].split('=');
        cookies.set(name, value);
      }
      return answer;
    };
    await visit(`${this.url}/wp-login.php`);
    await visit(`${this.url}/wp-login.php`, { log: user, pwd: this.users[user].password,
      testcookie: '1', redirect_to: address });
    const screen = await (await visit(address)).text();
    const fields = Object.fromEntries([...screen.matchAll(
      /<input type="hidden"[^>]*name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) =>
      [name, value.replaceAll('&#038;', '&').replaceAll('&amp;', '&')]));
    const appName = /name="app_name"[^>]*value="([^"]*)"/.exec(screen)?.[1] ??
      /id="app_name"[^>]*value="([^"]*)"/.exec(screen)?.[1] ?? 'presslink';
    const answer = await visit(`${this.url}/wp-admin/authorize-application.php`,
      { ...fields, app_name: appName, [button]: '1' });
    return answer.headers.get('Location');
  }
}
