/**
 * The one part of the page that sends: a connection when it is asked for, then the requests one by
 * one as they happen, then what the site made of them. The password is in the module's memory alone.
 * What is shown at each point stands in screens/, the dialog around it in dialog.js.
 */

import { authorize } from '../shared/application.js';
import { answerIn } from '../shared/callback.js';
import { fill, h, icon } from '../shared/dom.js';
import { isOutOfReach, isRefusal } from '../shared/errors.js';
import { button } from '../shared/fields.js';
import { text } from '../shared/language.js';
import { tabMemory } from '../shared/memory.js';
import { facts, notice } from '../shared/parts.js';
import { home } from '../shared/wordpress-screens.js';
import { begunOn, leaveBegun, setBegun } from './begun.js';
import { SendDialog } from './dialog.js';
import { allHeld, hold, release } from './held.js';
import { addressScreen } from './screens/address.js';
import { disconnectedScreen } from './screens/disconnected.js';
import { failedScreen } from './screens/failed.js';
import { foundScreen } from './screens/found.js';
import { connectedLine, lostLine, nameOf } from './screens/parts.js';
import { readyScreen } from './screens/ready.js';
import { reportScreen } from './screens/report.js';
import { stillScreen } from './screens/still.js';
import { uncheckedScreen } from './screens/unchecked.js';
import { Steps } from './steps.js';

/** Kept over the visit to WordPress; no secret is among it. */
const approvalKey = 'presslink.lab.approval';

export class Sender {
  /** What is sent, and from where. */
  lab;
  /** @type {import('../../wasm/types/index.d.ts').Site | undefined} found, and connected to */
  site;
  /** @type {import('../../wasm/types/index.d.ts').Connection | undefined} */
  connection;
  /** @type {import('../../wasm/types/index.d.ts').Account | undefined} */
  account;

  #dialog = new SendDialog();
  #sent = 0;
  /**
   * Its password is being checked, or could not be, for which `problem` is the reason.
   *
   * @type {{ site: object, connection: import('../../wasm/types/index.d.ts').Connection, made: boolean, held: import('./held.js').Held, problem?: Error } | undefined}
   */
  #checked;
  /** @type {import('./held.js').Held | undefined} the password of the connection */
  #held;

  constructor(lab) {
    this.lab = lab;
    // Closing the tab would leave a valid password behind that nobody holds.
    window.addEventListener('beforeunload', (event) => {
      if (this.connection || this.#checked) event.preventDefault();
    });
  }

  /** @param {string | null | undefined} callback the address that WordPress sent the browser to */
  open(callback) {
    if (!callback || !this.receive(callback)) this.#tellLost();
  }

  /** Back from the browser's cache: another life of this page may have been given a password since. */
  comeBack() {
    if (this.#occupied) return;
    this.#dialog.close();
    this.#tellLost();
  }

  get #occupied() {
    return this.connection !== undefined || this.#checked !== undefined || this.#dialog.busy;
  }

  /**
   * @param {string} callback
   * @returns {boolean} whether it is the answer that is waited for. Another one makes a difference only
   * where there is a password to revoke, and the one that is waited for may still come
   */
  receive(callback) {
    const answer = answerIn(callback);
    const asked = JSON.parse(tabMemory.get(approvalKey));
    const made = Boolean(answer.get('password'));
    if (this.#occupied || !asked || answer.get('presslink_state') !== asked.authorization.state) {
      if (made) this.#tellUnexpected();
      return false;
    }
    tabMemory.delete(approvalKey);
    const { site, authorization } = asked;
    this.#dialog.openWith(() => {
      let connection;
      try {
        connection = this.lab.presslink.parseCallback(authorization, callback, { scope: this.lab.settings.scope });
      } catch (problem) {
        this.found({ site, problem, left: made });
        return;
      }
      void this.#verify(site, connection, made);
    });
  }

  /** How far an earlier try to send this document to this site came. */
  get begun() {
    return this.lab.document.id === undefined ? begunOn(this.site.rest_root) : undefined;
  }

  /** The sentence that stands over the page. */
  showPromise(place) {
    const words = this.connection
      ? text('send.promise_connected', { name: nameOf(this.site) })
      : text('send.promise');
    place.classList.toggle('good', this.#sent === 0);
    fill(place, icon('shield'), this.#sent > 0 ? text('send.promise_sent', { count: this.#sent }) : words);
    this.#showConnected(document.getElementById('connected'));
  }

  #showConnected(place) {
    if (!this.connection) return fill(place);
    return fill(
      place,
      notice(
        'good',
        connectedLine(this),
        facts([text('lab.site'), h('code', { dir: 'ltr' }, home(this.site).href)]),
        h('p.small.soft', {}, text('send.connected_about')),
        h('p', {}, button(text('send.disconnect'), () => this.#dialog.openWith(() => this.disconnect()), '.second.small')),
      ),
    );
  }

  /** Opens the dialog where it was left off. */
  ask() {
    this.#dialog.open(() => {
      if (this.connection) this.ready();
      else if (this.#checked) this.#show(uncheckedScreen, this.#checked);
      else this.askForAddress();
    });
  }

  close() {
    this.#dialog.close();
  }

  /** Goes on in the form with the post that was made. */
  continueWith(id) {
    this.lab.change({ id });
    this.close();
  }

  /** The document waits for somebody who may publish it. */
  handIn() {
    this.lab.change({ status: 'pending' });
    void this.publish();
  }

  /** The passwords that earlier lives of this page held, which are out there still. */
  get #lost() {
    return allHeld().filter(({ id }) => id !== this.#held?.id && id !== this.#checked?.held.id);
  }

  #tellLost() {
    const lost = this.#lost;
    if (lost.length === 0) return this.#tellUnanswered();
    const { site } = lost.at(-1);
    const dismiss = () => {
      release(...lost);
      this.#dialog.dismiss();
    };
    this.#dialog.announce(
      'warn',
      lost.map(lostLine),
      button(text('send.reconnect'), () => this.#dialog.openWith(() => this.found({ site })), '.second.small'),
      button(text('send.dismiss'), dismiss, '.plain.small'),
    );
  }

  /** Back from the approval screen without an answer, which may still come. */
  #tellUnanswered() {
    const asked = JSON.parse(tabMemory.get(approvalKey));
    if (!asked) return;
    const { site } = asked;
    const dismiss = () => {
      tabMemory.delete(approvalKey);
      this.#dialog.dismiss();
    };
    this.#dialog.announce(
      'info',
      h('p', {}, text('send.unanswered', { name: nameOf(site) })),
      button(text('send.reconnect'), () => this.#dialog.openWith(() => this.found({ site })), '.second.small'),
      button(text('send.dismiss'), dismiss, '.plain.small'),
    );
  }

  #tellUnexpected() {
    const words = text('send.unexpected');
    if (!this.#occupied) this.#dialog.openWith(() => this.askForAddress({ problem: words }));
    else this.#dialog.announce('warn', h('p', {}, words), button(text('send.dismiss'), () => this.#dialog.dismiss(), '.plain.small'));
  }

  /** Draws what was said in the words of another language. */
  translate() {
    this.#dialog.translate(() => this.#tellLost());
  }

  /** @param {{ typed?: string, problem?: string | Error }} [given] */
  askForAddress(given = {}) {
    this.#show(addressScreen, given);
  }

  async find(address) {
    await this.#dialog.work('send.finding', async (options) => {
      try {
        const site = await this.lab.presslink.discover(address, options);
        return () => this.found({ site });
      } catch (problem) {
        return () => this.askForAddress({ typed: address, problem: problem.code === 'cancelled' ? undefined : problem });
      }
    });
  }

  /** @param {Parameters<typeof foundScreen>[1]} given */
  found(given) {
    this.#show(foundScreen, given);
  }

  /** Leaves for WordPress's own approval screen. */
  approve(site) {
    let authorization;
    try {
      authorization = authorize(this.lab.presslink, site);
    } catch (problem) {
      return this.found({ site, problem });
    }
    const kept = this.lab.keep() && tabMemory.set(approvalKey, JSON.stringify({ site, authorization }));
    if (kept) return window.location.assign(authorization.url);
    tabMemory.delete(approvalKey);
    return this.found({ site, problem: text('send.unremembered') });
  }

  /** Connects with a password that the owner copied. */
  async enter(site, login) {
    let connection;
    try {
      connection = this.lab.presslink.connect(site, login, { scope: this.lab.settings.scope });
    } catch (problem) {
      this.found({ site, problem, username: login.username });
      return;
    }
    await this.#verify(site, connection);
  }

  /** @param {boolean} [made] whether WordPress made the password for this page just now */
  async #verify(site, connection, made = false) {
    this.#checked = { site, connection, made, held: hold(site, connection.username, made) };
    await this.checkAgain();
  }

  /** The same password, where the site could not be asked about it. */
  async checkAgain() {
    const { site, connection, made, held } = this.#checked;
    await this.#dialog.work('send.verifying', async (options) => {
      try {
        this.account = await connection.verify(options);
      } catch (error) {
        if (error.code !== 'cancelled' && !isRefusal(error)) {
          this.#checked.problem = error;
          return () => this.#show(uncheckedScreen, this.#checked);
        }
        this.#forget();
        const problem = error.code === 'cancelled' ? text('send.not_kept') : error;
        return () => this.found({ site, problem, left: made, username: connection.username });
      }
      this.#checked = undefined;
      this.#held = held;
      this.site = site;
      this.connection = connection;
      this.lab.connectionChanged();
      return () => this.ready();
    });
  }

  /** On with another password; the one that could not be checked is forgotten. */
  letGo() {
    const { site, connection, made } = this.#checked;
    this.#forget();
    this.found({ site, left: made, username: connection.username });
  }

  #forget() {
    release(this.#checked.held);
    this.#checked.connection.close();
    this.#checked = undefined;
  }

  /** The last look before anything is written. */
  ready() {
    this.#show(readyScreen);
  }

  sendAnew() {
    leaveBegun();
    this.ready();
  }

  async publish() {
    const { document, settings } = this.lab;
    const steps = new Steps(this.site.rest_root);
    const checkpoint = this.begun;
    const publish = async (options) => {
      try {
        const report = await this.connection.publish(document, {
          ...options,
          checkpoint,
          onMissingCategory: settings.missing,
          onProgress: (progress) => {
            if (progress.type === 'request') this.#sent += 1;
            steps.add(progress);
          },
          save: (reached) => setBegun(this.site.rest_root, reached),
        });
        if (document.id === undefined) leaveBegun();
        return () => this.#show(reportScreen, { report, steps });
      } catch (error) {
        if (error.name !== 'PresslinkError' && error.name !== 'AbortError') throw error;
        if (isOutOfReach(error)) leaveBegun();
        return () => this.#show(failedScreen, { error, steps });
      } finally {
        steps.end();
        this.lab.update();
      }
    };
    await this.#dialog.work('send.sending', publish, steps.element);
  }

  async disconnect() {
    await this.#dialog.work('send.disconnecting', async (options) => {
      try {
        const report = await this.connection.disconnect(options);
        const { site } = this;
        this.#drop();
        return () => this.#show(disconnectedScreen, { report, site, lost: this.#lost });
      } catch (error) {
        return () => this.#show(stillScreen, { error });
      }
    });
  }

  #drop() {
    this.connection.close();
    this.connection = undefined;
    this.site = undefined;
    this.account = undefined;
    release(this.#held);
    this.#held = undefined;
    this.lab.connectionChanged();
  }

  #show(screen, given = {}) {
    this.#dialog.show(() => screen(this, given));
  }
}
