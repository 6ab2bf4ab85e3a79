/**
 * The way through the page: find a site, approve, publish a test post, disconnect. What is shown at
 * each point stands in screens/; what the tab remembers in session.js.
 */

import { approvalToCopy, authorize, nameAskedFor } from '../shared/application.js';
import { answerIn } from '../shared/callback.js';
import { isOutOfReach, isRefusal } from '../shared/errors.js';
import { text } from '../shared/language.js';
import { loadPresslink } from '../shared/module.js';
import { home } from '../shared/wordpress-screens.js';
import { accountScreen } from './screens/account.js';
import { addressScreen } from './screens/address.js';
import { blockedScreen } from './screens/blocked.js';
import { byHandScreen } from './screens/by-hand.js';
import { disconnectedScreen } from './screens/disconnected.js';
import { forgottenScreen } from './screens/forgotten.js';
import { foundScreen } from './screens/found.js';
import { reportScreen } from './screens/report.js';
import { uncheckedScreen } from './screens/unchecked.js';
import { waitingScreen } from './screens/waiting.js';
import { forget, hold, leave, leaveHeld, recall, release, remember, take } from './session.js';
import { asTyped } from './typed.js';

export class App {
  /** @type {import('../../wasm/types/index.d.ts').Site | undefined} */
  site;
  /** @type {import('../../wasm/types/index.d.ts').Connection | undefined} */
  connection;
  /** @type {import('../../wasm/types/index.d.ts').Account | undefined} */
  account;
  /** Whether a test post went to the site over this connection. */
  sent = false;

  /** What was typed last. */
  #address = '';
  #stage;

  /** @param {import('./stage.js').Stage} stage */
  constructor(stage) {
    this.#stage = stage;
    // Closing the tab would leave a valid password behind that nobody holds.
    window.addEventListener('beforeunload', (event) => {
      if (this.connection) event.preventDefault();
    });
  }

  /** Whether something is being done: what is clicked or entered meanwhile counts for nothing. */
  get busy() {
    return this.#stage.busy;
  }

  /** @param {string | null | undefined} callback the address that WordPress sent the browser to */
  async open(callback) {
    const kept = recall();
    this.site = kept.site;
    this.#address = kept.site?.input ?? '';
    if (callback && (await this.receive(callback))) return;
    if (kept.held || kept.left) this.#show(forgottenScreen, kept);
    else if (kept.authorization) this.#show(waitingScreen);
    else this.#show(addressScreen, { address: this.site?.input });
  }

  /** Back from the browser's cache, as it was left; much may have come to pass in this tab since. */
  async comeBack() {
    if (!this.connection && !this.busy) await this.open();
  }

  /**
   * @param {string} callback
   * @returns {Promise<boolean>} whether it makes a difference: one that nobody asked for does only
   * where there is a password to revoke
   */
  async receive(callback) {
    const { authorization } = recall();
    const answer = answerIn(callback);
    const occupied = this.connection !== undefined || this.busy;
    // Its address may be opened again, and brings no other password then.
    const login = { username: answer.get('user_login') ?? '' };
    const isNew = answer.get('password') && take(answer);
    if (!occupied && authorization && answer.get('presslink_state') === authorization.state) {
      await this.#arrive(callback, isNew && login);
      return true;
    }
    if (!isNew) return false;
    leave(login);
    if (occupied) this.#stage.complain(() => text('forgotten.stray'));
    else this.#show(forgottenScreen, recall());
    return true;
  }

  /** Back to the address, with all that was found forgotten. */
  startAgain() {
    const address = this.site?.input ?? '';
    this.#drop();
    forget();
    this.#show(addressScreen, { address });
  }

  async find(address) {
    this.#address = address;
    await this.#work('busy.find', async (presslink, options) => {
      try {
        this.site = await presslink.discover(address, options);
      } catch (error) {
        if (error.code === 'cancelled') throw error;
        if (error.code === 'bad_input') return this.#show(addressScreen, { address, error });
        return this.#examine(presslink, address, options, error);
      }
      remember({ site: this.site, authorization: undefined });
      if (this.site.application_passwords.available && !this.site.closed_code) {
        return this.#show(foundScreen);
      }
      return this.#examine(presslink, this.site, options);
    });
  }

  /** Why does it not work, and what does the owner click? */
  async #examine(presslink, site, options, error) {
    this.#stage.say(() => text('busy.examine'));
    const report = await presslink.doctor(site, options);
    this.#show(blockedScreen, {
      address: typeof site === 'string' ? site : site.input,
      error,
      report,
    });
  }

  /** Leaves for WordPress's own approval screen. */
  async approve() {
    await this.#work('busy.approve', async (presslink) => {
      let authorization;
      try {
        authorization = authorize(presslink, this.site);
      } catch (error) {
        // Another site's screen: nothing is to be approved, and no password made for this one.
        if (this.site.application_passwords.authorize_url === null) return this.#show(foundScreen, { error });
        return this.#show(byHandScreen, { because: error });
      }
      if (!remember({ authorization })) {
        // Nor is it waited for: no answer to it would be known.
        remember({ authorization: undefined });
        return this.#show(byHandScreen, { unremembered: true });
      }
      window.location.assign(authorization.url);
      return undefined;
    });
  }

  /** Where WordPress shows a new password to copy, instead of sending it anywhere. */
  approvalToCopy() {
    return approvalToCopy(this.#presslink, this.site);
  }

  async byHand() {
    // The screen asks the module for an address, and a reloaded page may not have it yet.
    await this.#work('busy.approve', async () => this.#show(byHandScreen));
  }

  backToSite() {
    this.#drop();
    remember({ authorization: undefined });
    this.#show(foundScreen);
  }

  /** @param {import('./session.js').Password | false} login whose password comes with it */
  async #arrive(callback, login) {
    const { site, authorization } = recall();
    await this.#work('busy.verify', async (presslink, options) => {
      remember({ authorization: undefined });
      const name = nameAskedFor(authorization);
      try {
        this.connection = presslink.parseCallback(authorization, callback);
      } catch (error) {
        if (login) leave({ ...login, name });
        return this.#show(foundScreen, { error, declined: error.code === 'cancelled', name });
      }
      // What WordPress made for this page stays valid whatever comes, and a reload is to say so too.
      leaveHeld();
      hold({ username: this.connection.username, name });
      this.site = site;
      return this.#verify(options, name);
    });
  }

  /** Connects with a password that the owner copied. */
  async enter(login) {
    await this.#work('busy.verify', async (presslink, options) => {
      this.#drop();
      try {
        this.connection = presslink.connect(this.site, login);
      } catch (error) {
        return this.#show(byHandScreen, { error, username: login.username });
      }
      return this.#verify(options);
    });
  }

  /** The same password, where the site could not be asked about it. */
  async checkAgain(made) {
    await this.#work('busy.verify', (_, options) => this.#verify(options, made));
  }

  /** @param {string} [made] the name of the password, where WordPress made it for this page just now */
  async #verify(options, made) {
    const { connection } = this;
    try {
      this.account = await connection.verify(options);
    } catch (error) {
      const { username } = connection;
      if (error.code !== 'cancelled' && !isRefusal(error)) return this.#show(uncheckedScreen, { error, made });
      this.#drop();
      if (error.code === 'cancelled') return made ? this.#show(forgottenScreen, recall()) : this.#show(byHandScreen, { username });
      return this.#show(byHandScreen, { error, username, made });
    }
    const { user, password } = this.account;
    hold({ username: user.login, name: password?.name, uuid: password?.uuid });
    return this.#show(accountScreen, { document: begunPost(this.site)?.document });
  }

  /** Publishes the test post, or finishes, as it is now, the one that an earlier try began. */
  async publish(document) {
    const checkpoint = begunPost(this.site)?.checkpoint;
    await this.#work('busy.publish', async (_, options) => {
      try {
        const report = await this.connection.publish(document, {
          ...options,
          checkpoint,
          onMissingCategory: this.account.can.manage_categories ? 'create' : 'skip',
          // Kept by the page alone it serves as well, until a reload.
          save: (reached) => {
            remember({ post: { root: this.site.rest_root, document, checkpoint: reached } });
          },
        });
        this.sent = true;
        this.#show(reportScreen, { report, document });
        remember({ post: undefined });
        return undefined;
      } catch (error) {
        if (isOutOfReach(error)) remember({ post: undefined });
        return this.#show(accountScreen, { document, error, stopped: options.signal.aborted });
      }
    });
  }

  another() {
    this.#show(accountScreen);
  }

  async disconnect() {
    await this.#work('busy.disconnect', async (_, options) => {
      try {
        const report = await this.connection.disconnect(options);
        const { left } = recall();
        const { account, sent } = this;
        this.#drop();
        release();
        return this.#show(disconnectedScreen, { report, name: account.password?.name, sent, left });
      } catch (error) {
        return this.#show(accountScreen, { error, at: 'disconnect', stopped: options.signal.aborted });
      }
    });
  }

  /** The causes of an error or in a report, in the language of the page, with links into this site. */
  explain(error) {
    return this.#shown(this.#presslink.explain(error, this.site));
  }

  /** An error's own words, or a report, in the language of the page. */
  tell(told) {
    return this.#shown(this.#presslink.retell(told));
  }

  /** What is told, a plain value, with the site's name as the reader typed it. */
  #shown(told) {
    return JSON.parse(asTyped(this.#address, JSON.stringify(told)));
  }

  /** Where the site is, for eyes: without what every address has, and as the reader typed it. */
  get place() {
    return asTyped(this.#address, home(this.site).href.replace(/^https?:\/\/|\/$/g, ''));
  }

  get host() {
    return asTyped(this.#address, home(this.site).host);
  }

  #presslink;

  /** Runs `work` with the module; the reader sees the words of `key`, what is being asked, and a way to stop. */
  async #work(key, work) {
    await this.#stage.work(() => text(key), async (options) => {
      try {
        this.#presslink = await loadPresslink();
      } catch {
        this.#stage.complain(() => text('module_failed'));
        return;
      }
      await work(this.#presslink, options);
    });
  }

  #drop() {
    this.connection?.close();
    this.connection = undefined;
    this.account = undefined;
    this.sent = false;
  }

  #show(screen, given = {}) {
    this.#stage.show(() => screen(this, given));
  }
}

/** The test post of this site that an earlier try began and no report has ended. */
function begunPost(site) {
  const { post } = recall();
  return post?.root === site.rest_root ? post : undefined;
}
