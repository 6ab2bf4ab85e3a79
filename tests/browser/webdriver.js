/**
 * Firefox and WebKit, as Debian has them, by the commands of WebDriver: Firefox is told them over its own
 * socket (Marionette), WebKit over HTTP by its driver, on a screen that nobody sees.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** What stands for an element in WebDriver's JSON. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const patience = 30_000;

/** By name: as HTTP has it, `{id}` of an element; as Firefox has it. */
const commands = {
  go: ['POST', '/url', 'WebDriver:Navigate'],
  address: ['GET', '/url', 'WebDriver:GetCurrentURL'],
  back: ['POST', '/back', 'WebDriver:Back'],
  run: ['POST', '/execute/async', 'WebDriver:ExecuteAsyncScript'],
  find: ['POST', '/element', 'WebDriver:FindElement'],
  click: ['POST', '/element/{id}/click', 'WebDriver:ElementClick'],
  type: ['POST', '/element/{id}/value', 'WebDriver:ElementSendKeys'],
  clear: ['POST', '/element/{id}/clear', 'WebDriver:ElementClear'],
  size: ['POST', '/window/rect', 'WebDriver:SetWindowRect'],
};

/** Tries `ask` until it gives something; a page is drawn when it is. */
export async function until(ask, what = String(ask)) {
  let wrong;
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    try {
      const found = await ask();
      if (found) return found;
    } catch (error) {
      wrong = error;
    }
  }
  return assert.fail(`in vain: ${what} ${wrong?.message ?? ''}`);
}

async function ended(child) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill();
    await once(child, 'exit');
  }
}

class Browser {
  /** What to do at the end, the last first. */
  #after = [];

  static async launch() {
    const browser = new this();
    try {
      await browser.begin();
    } catch (error) {
      await browser.close();
      throw error;
    }
    return browser;
  }

  atEnd(action) {
    this.#after.unshift(action);
  }

  async close() {
    for (const action of this.#after) await action();
  }

  go(url) {
    return this.send('go', { url });
  }

  address() {
    return this.send('address');
  }

  back() {
    return this.send('back');
  }

  /** Runs a function in the page, which may take its time; gives what it gives. */
  async run(work, ...values) {
    const script = `const [done, ...values] = [...arguments].reverse();
      Promise.resolve((${work})(...values.reverse()))
        .then((value) => done({ value }), (error) => done({ wrong: String(error) }));`;
    const { value, wrong } = await this.send('run', { script, args: values });
    if (wrong) assert.fail(wrong);
    return value;
  }

  /** The element that an XPath finds, once it is there. */
  async find(path) {
    const found = await until(() => this.send('find', { using: 'xpath', value: path }), path);
    return found[elementKey];
  }

  heading(words) {
    return this.find(`//h2[normalize-space() = "${words}"]`);
  }

  field(label) {
    return this.find(`//*[@id = //label[normalize-space() = "${label}"]/@for]`);
  }

  /** Clicks on the button, the link or what else has these words. */
  async click(words) {
    await this.clickAt(`//*[self::button or self::a or self::label or self::summary][normalize-space() = "${words}"]`);
  }

  /** Once it is in view: WebKit says that it is not while the page still scrolls there. */
  async clickAt(path) {
    const id = await this.find(path);
    await until(() => this.send('click', { id }).then(() => true), path);
  }

  /** Fills a field anew. */
  async fill(label, text) {
    const id = await this.field(label);
    await this.send('clear', { id });
    await this.send('type', { id, text });
  }

  size(width, height) {
    return this.send('size', { width, height });
  }
}

/** Without what it would fetch for itself. */
const firefoxSettings = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'ui.prefersReducedMotion': 1,
};

export class Firefox extends Browser {
  #socket;
  #answers = new Map();
  #number = 0;

  async begin() {
    const profile = await mkdtemp(`${tmpdir()}/presslink-firefox-`);
    this.atEnd(() => rm(profile, { recursive: true, maxRetries: 5 }));
    const lines = Object.entries(firefoxSettings).map(([name, value]) =>
      `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    await writeFile(`${profile}/user.js`, lines.join(''));
    const program = spawn('firefox-esr',
      ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access', 'about:blank'],
      { stdio: 'ignore', env: { ...process.env, LANG: 'en_GB.UTF-8' } });
    this.atEnd(() => ended(program));
    const port = await until(() => readFile(`${profile}/MarionetteActivePort`, 'utf8'), 'a port of Firefox');
    await this.#connect(Number(port));
    await this.#ask('WebDriver:NewSession', {});
  }

  async #connect(port) {
    this.#socket = connect(port, '127.0.0.1');
    this.atEnd(() => this.#socket.destroy());
    let read = Buffer.alloc(0);
    this.#socket.on('data', (piece) => {
      read = Buffer.concat([read, piece]);
      for (let colon = read.indexOf(':'); colon >= 0; colon = read.indexOf(':')) {
        const end = colon + 1 + Number(read.subarray(0, colon));
        if (read.length < end) return;
        this.#take(JSON.parse(read.subarray(colon + 1, end)));
        read = read.subarray(end);
      }
    });
    await once(this.#socket, 'connect');
  }

  /** The first message greets. */
  #take(message) {
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message;
    const { resolve, reject } = this.#answers.get(id);
    this.#answers.delete(id);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(result !== null && typeof result === 'object' && 'value' in result ? result.value : result);
  }

  #ask(name, values) {
    const id = ++this.#number;
    const message = JSON.stringify([0, id, name, values]);
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  send(command, values = {}) {
    return this.#ask(commands[command][2], values);
  }

  /** What the console has against pages of `origin`: errors of scripts and of policies, and what they say themselves. */
  async complaints(origin) {
    const script = `
      const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
      const calls = storage.getEvents().filter(({ level }) => level === 'error' || level === 'warn')
        .map(({ filename, arguments: said }) => ({ from: filename, said: said.map(String).join(' ') }));
      const errors = Services.console.getMessageArray()
        .filter((one) => one instanceof Ci.nsIScriptError && !(one.flags & Ci.nsIScriptError.warningFlag))
        .map(({ sourceName, errorMessage }) => ({ from: sourceName, said: errorMessage }));
      return [...calls, ...errors];`;
    await this.#ask('Marionette:SetContext', { value: 'chrome' });
    const all = await this.#ask('WebDriver:ExecuteScript', { script, args: [] });
    await this.#ask('Marionette:SetContext', { value: 'content' });
    return all.filter(({ from }) => from.startsWith(origin)).map(({ said }) => said);
  }
}

export class WebKit extends Browser {
  #session;

  async begin() {
    const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1800x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'pipe', 'ignore'] });
    this.atEnd(() => ended(screen));
    const [number] = await once(createInterface(screen.stdout), 'line');
    const port = await freePort();
    const driver = spawn('WebKitWebDriver', [`--port=${port}`],
      { stdio: 'ignore', env: { ...process.env, DISPLAY: `:${number}` } });
    this.atEnd(() => ended(driver));
    const address = `http://127.0.0.1:${port}`;
    await until(() => fetch(`${address}/status`), 'the driver of WebKit');
    const { sessionId } = await this.#ask('POST', `${address}/session`, { capabilities: {} });
    this.#session = `${address}/session/${sessionId}`;
    this.atEnd(() => this.#ask('DELETE', this.#session));
  }

  async #ask(method, url, values) {
    const answer = await fetch(url, { method, ...(values && { body: JSON.stringify(values) }) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  /** Its driver does not tell what the console says. */
  complaints() {
    return [];
  }

  send(command, { id, ...values } = {}) {
    const [method, path] = commands[command];
    return this.#ask(method, this.#session + path.replace('{id}', id), method === 'GET' ? undefined : values);
  }
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
