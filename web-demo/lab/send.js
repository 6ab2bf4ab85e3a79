/**
 * The one part of the page that sends: a connection when it is asked for, then the requests one by
 * one as they happen, then what the site made of them. The password is in the module's memory alone.
 *
 * Closing the dialog stops nothing, Stop does: a line beside the button that opens it says what goes
 * on, and what came of it.
 */

import { answerIn } from '../shared/callback.js';
import { fill, h, icon, linkOut, quote, webAddress } from '../shared/dom.js';
import { isOutOfReach } from '../shared/errors.js';
import { button, complainAll, field } from '../shared/fields.js';
import { text } from '../shared/language.js';
import { tabMemory } from '../shared/memory.js';
import { pastedAddress } from '../shared/pasted.js';
import { editScreen, profileScreen } from '../shared/wordpress-screens.js';
import { defaults } from './form.js';
import { pluginTitle } from './plugins.js';
import { size } from './requests.js';

/** Kept over the visit to WordPress; no secret is among it. */
const approvalKey = 'presslink.lab.approval';
/** Whose password the page holds, or held before it was reloaded or left: the site and the user name. */
const heldKey = 'presslink.lab.held';
/** The post of the document in the form that a try has begun and none has ended: its site, how far it came. */
const begunKey = 'presslink.lab.begun';
/** Names this application in WordPress's lists, on every site alike. */
const appId = '6f0c0f0e-6a1f-5c9b-9a53-7d1c5a4f2b90';
const approvalTime = 30 * 60 * 1000;

export class Sender {
  /** @type {import('../../wasm/types/index.d.ts').Site | undefined} found, and connected to */
  site;
  /** @type {import('../../wasm/types/index.d.ts').Connection | undefined} */
  connection;

  #account;
  #lab;
  #dialog = document.getElementById('dialog');
  #notice = document.getElementById('send-notice');
  #sent = 0;
  /** What the dialog shows, or will show: it may be closed meanwhile. @type {(() => Screen) | undefined} */
  #screen;
  /** @type {AbortController | undefined} */
  #running;
  /** Its password is being checked. @type {import('../../wasm/types/index.d.ts').Connection | undefined} */
  #checked;

  constructor(lab) {
    this.#lab = lab;
    this.#dialog.addEventListener('close', () => {
      if (this.#running) this.#tell();
      else this.#screen = undefined;
      // The button that opened it may be gone with its line.
      const { activeElement: focused } = document;
      if (focused === document.body || this.#dialog.contains(focused)) document.getElementById('send').focus();
    });
    // Closing the tab would leave a valid password behind that nobody holds.
    window.addEventListener('beforeunload', (event) => {
      if (this.connection || this.#checked) event.preventDefault();
    });
  }

  /** @param {string | null | undefined} callback the address that WordPress sent the browser to */
  async open(presslink, callback) {
    const answer = callback && answerIn(callback);
    const asked = JSON.parse(tabMemory.get(approvalKey));
    const made = Boolean(answer?.get('password'));
    // One that nobody asked for makes a difference only where there is a password to revoke; the
    // answer that is waited for may still come.
    if (!answer || !asked || answer.get('presslink_state') !== asked.authorization.state) {
      this.#tellLost();
      if (made) this.#open(() => this.#address({ problem: text('send.unexpected') }));
      return;
    }
    tabMemory.delete(approvalKey);
    const { site, authorization } = asked;
    let connection;
    try {
      connection = presslink.parseCallback(authorization, callback, { scope: this.#lab.settings.scope });
    } catch (problem) {
      this.#open(() => this.#found({ site, problem, left: made }));
      return;
    }
    this.#dialog.showModal();
    await this.#verify(site, connection, made);
  }

  /** The form holds another document from now on: no draft of an earlier one is finished with it. */
  leaveBegun() {
    tabMemory.delete(begunKey);
  }

  /** @returns {() => void} that brings back what is begun now */
  keepBegun() {
    const begun = tabMemory.get(begunKey);
    return () => begun && tabMemory.set(begunKey, begun);
  }

  /** How far an earlier try to send this document to this site came. */
  get #begun() {
    if (this.#lab.document.id !== undefined) return undefined;
    const { root, checkpoint } = JSON.parse(tabMemory.get(begunKey)) ?? {};
    return root === this.site.rest_root && checkpoint.stage !== 'fresh' ? checkpoint : undefined;
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
      h(
        'div.notice.good',
        {},
        icon('check', 'good'),
        h(
          'div.stack.tight',
          {},
          this.#connectedLine(),
          h('p.small.soft', {}, text('send.connected_about')),
          h('p', {}, button(text('send.disconnect'), () => this.#open(() => this.#disconnect()), '.second.small')),
        ),
      ),
    );
  }

  /** Opens the dialog where it left off. */
  ask() {
    this.#open(() => {
      if (this.#screen) this.#put();
      else if (this.connection) this.#ready();
      else this.#address({});
    });
  }

  #open(show) {
    fill(this.#notice);
    this.#dialog.showModal();
    show();
  }

  /**
   * @typedef {object} Screen
   * @property {string} heading
   * @property {unknown[]} body
   * @property {string} [news] in place of the heading, where nobody sees the dialog
   * @property {'good' | 'bad' | 'info'} [mood] of the news
   */

  /** @param {() => Screen} screen */
  #show(screen) {
    this.#screen = screen;
    if (this.#dialog.open) this.#put();
    else this.#tell();
  }

  #put() {
    const { heading, body } = this.#screen();
    fill(
      this.#dialog,
      h(
        'div.dialog-head',
        {},
        h('h2', { id: 'dialog-heading', tabindex: -1 }, heading),
        h('button.close', { type: 'button', 'aria-label': text('send.close'), onclick: () => this.#dialog.close() }, icon('cross')),
      ),
      h('div.stack', {}, body),
    );
    (this.#dialog.querySelector('[autofocus]') ?? this.#dialog.querySelector('h2')).focus();
  }

  /** Beside the button that opens the dialog. */
  #tell() {
    const { heading, news = heading, mood = 'info' } = this.#screen();
    this.#announce(mood, h('p', {}, news), button(text('send.show'), () => this.ask(), '.second.small'));
  }

  #announce(mood, line, ...actions) {
    const drawing = { good: 'check', info: 'info' }[mood] ?? 'warn';
    fill(this.#notice, h(`div.notice.${mood}`, {}, icon(drawing, mood), h('div.stack.tight', {}, line, h('p.actions', {}, actions))));
  }

  /** A password that an earlier life of this page held is out there still. */
  #tellLost() {
    const { site, username } = JSON.parse(tabMemory.get(heldKey)) ?? {};
    if (!site) return;
    const dismiss = () => {
      tabMemory.delete(heldKey);
      fill(this.#notice);
      document.getElementById('send').focus();
    };
    this.#announce(
      'warn',
      h('p', {}, text('send.lost', { user: username, site: nameOf(site) }), ' ', linkOut(profileScreen(site), text('send.profile'))),
      button(text('send.reconnect'), () => this.#open(() => this.#found({ site })), '.second.small'),
      button(text('send.dismiss'), dismiss, '.plain.small'),
    );
  }

  /** Draws what was said in the words of another language. */
  translate() {
    if (this.#notice.childElementCount === 0) return;
    if (this.#screen) this.#tell();
    else this.#tellLost();
  }

  /**
   * Runs `work`, which gives how to show what came of it, and lets the reader stop it. One at a time:
   * a second call meanwhile shows the first.
   *
   * @param {string} key of the words for what is being done
   * @param {(options: { signal: AbortSignal }) => Promise<() => void>} work
   * @param {...Node} body in place of a line that asks to wait
   */
  async #work(key, work, ...body) {
    if (this.#running) {
      this.#put();
      return;
    }
    this.#running = new AbortController();
    const { signal } = this.#running;
    // The second of two quick clicks is meant for the button that was there before.
    const stop = (event) => event.detail < 2 && this.#running?.abort();
    this.#show(() => ({
      heading: text(key),
      body: [body.length > 0 ? body : h('p.busy', {}, text('send.wait')), h('p', {}, button(text('send.stop'), stop, '.second'))],
    }));
    let show;
    try {
      show = await work({ signal });
    } finally {
      this.#running = undefined;
    }
    show();
  }

  /** @param {{ typed?: string, problem?: string | Error }} given */
  #address({ typed = this.#lab.settings.site, problem }) {
    this.#show(() => this.#addressScreen(typed, problem));
  }

  #addressScreen(typed, problem) {
    const misread = problem?.code === 'bad_input';
    const address = field(
      'send-address',
      text('send.address'),
      {
        inputmode: 'url',
        autocomplete: 'url',
        autocapitalize: 'none',
        spellcheck: 'false',
        dir: 'ltr',
        autofocus: true,
        value: typed === defaults.site ? '' : typed,
        placeholder: 'example.com',
      },
      { wrong: misread && this.#words(problem).message },
    );
    const find = (event) => {
      event.preventDefault();
      void this.#find(pastedAddress(event.currentTarget.elements.namedItem('send-address').value));
    };
    const form = h('form.stack', { novalidate: true, onsubmit: find }, address, h('p', {}, h('button.button', { type: 'submit' }, text('send.find'))));
    return {
      heading: text('send.where'),
      body: [problem && !misread && this.#failure(problem), h('p', {}, text('send.where_about')), form],
      ...(problem && this.#badNews(problem)),
    };
  }

  async #find(address) {
    await this.#work('send.finding', async (options) => {
      try {
        const site = await this.#lab.presslink.discover(address, options);
        return () => this.#found({ site });
      } catch (problem) {
        return () => this.#address({ typed: address, problem: problem.code === 'cancelled' ? undefined : problem });
      }
    });
  }

  /**
   * @param {object} given
   * @param {import('../../wasm/types/index.d.ts').Site} given.site
   * @param {string | Error} [given.problem] what came of the last try
   * @param {boolean} [given.left] WordPress made a password for it, which nobody holds now
   * @param {string} [given.username] of the last try
   */
  #found(given) {
    this.#show(() => this.#foundScreen(given));
  }

  #foundScreen({ site, problem, left, username }) {
    const { application_passwords: passwords } = site;
    const seo = site.seo_plugins.map(({ plugin }) => pluginTitle(plugin)).join(', ') || text('send.no_seo');
    const body = [
      problem && this.#failure(problem),
      left && h('p', {}, text('send.leftover'), ' ', linkOut(profileScreen(site), text('send.profile'))),
      h(
        'dl.facts',
        {},
        h('dt', {}, text('send.site')),
        h('dd', {}, quote(nameOf(site))),
        h('dt', {}, text('send.root')),
        h('dd', {}, h('code', {}, site.rest_root)),
        h('dt', {}, text('send.seo')),
        h('dd', {}, seo),
      ),
      passwords.available === false && h('p.notice.warn', {}, icon('warn', 'warn'), h('span', {}, site.remedy ?? text('send.no_passwords'))),
      h('p', {}, text('send.approve_about')),
      h('p.actions', {}, button(text('send.approve'), () => this.#approve(site)), button(text('send.other_site'), () => this.#address({}), '.plain')),
      this.#paste(site, problem, username),
    ];
    return { heading: text('send.found'), body, ...(problem && this.#badNews(problem)) };
  }

  /** For sites that send nobody back, and for passwords that are there already. */
  #paste(site, problem, username) {
    const connect = async (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      const user = form.elements.namedItem('send-user');
      const password = form.elements.namedItem('send-password');
      const wrong = {
        'send-user': user.value.trim() === '' && 'send.no_user',
        'send-password': password.value.trim() === '' && 'send.no_password',
      };
      if (complainAll(form, wrong)) return;
      const login = { username: user.value.trim(), password: password.value };
      password.value = '';
      let connection;
      try {
        connection = this.#lab.presslink.connect(site, login, { scope: this.#lab.settings.scope });
      } catch (error) {
        this.#found({ site, problem: error, username: login.username });
        return;
      }
      await this.#verify(site, connection);
    };
    const plain = { autocapitalize: 'none', spellcheck: 'false', dir: 'ltr' };
    return h(
      'details.more',
      { open: Boolean(problem) },
      h('summary', {}, text('send.paste')),
      h(
        'form.stack',
        { novalidate: true, onsubmit: connect },
        h('p.small.soft', {}, text('send.paste_about'), ' ', linkOut(profileScreen(site), text('send.profile'))),
        field('send-user', text('send.user'), { ...plain, value: username }, {}),
        field('send-password', text('send.password'), { ...plain, type: 'password' }, {}),
        h('p', {}, h('button.button.second', { type: 'submit' }, text('send.connect'))),
      ),
    );
  }

  #approve(site) {
    if (!tabMemory.lasts) return this.#found({ site, problem: text('send.unremembered') });
    const here = window.location.origin + window.location.pathname;
    try {
      const now = new Date().toISOString();
      const authorization = this.#lab.presslink.authorizeUrl(site, {
        appName: `presslink ${now.slice(0, 10)} ${now.slice(11, 19)}`,
        appId,
        // After a `#`: what WordPress adds there is seen by no web server.
        successUrl: `${here}#`,
        validFor: approvalTime,
      });
      tabMemory.set(approvalKey, JSON.stringify({ site, authorization }));
      return window.location.assign(authorization.url);
    } catch (problem) {
      return this.#found({ site, problem });
    }
  }

  /** @param {boolean} [made] whether WordPress made the password for this page just now */
  async #verify(site, connection, made = false) {
    this.#checked = connection;
    tabMemory.set(heldKey, JSON.stringify({ site, username: connection.username }));
    await this.#work('send.verifying', async (options) => {
      try {
        this.#account = await connection.verify(options);
      } catch (error) {
        connection.close();
        tabMemory.delete(heldKey);
        const problem = error.code === 'cancelled' ? text('send.not_kept') : error;
        return () => this.#found({ site, problem, left: made, username: connection.username });
      } finally {
        this.#checked = undefined;
      }
      this.site = site;
      this.connection = connection;
      this.#lab.connectionChanged();
      return () => this.#ready();
    });
  }

  /** The last look before anything is written. */
  #ready() {
    this.#show(() => this.#readyScreen());
  }

  #readyScreen() {
    const { document } = this.#lab;
    const action = document.id ? 'update' : (document.status ?? 'publish');
    const { excess, missing } = this.#account;
    const begun = this.#begun;
    const sendAnew = () => {
      this.leaveBegun();
      this.#ready();
    };
    const connected = `${text('send.connected', { user: this.connection.username })} ${nameOf(this.site)}`;
    const body = [
      !this.#lab.sound && h('p.notice.bad', {}, icon('warn', 'bad'), h('span', {}, text('lab.stale'))),
      this.#connectedLine(),
      excess.some((one) => one === 'manage_options' || one === 'edit_users') && h('p.notice.warn', {}, icon('warn', 'warn'), h('span', {}, text('send.excess'))),
      missing.length > 0 && h('p.notice.warn', {}, icon('warn', 'warn'), h('span', {}, text('send.missing', { names: missing.join(', ') }))),
      h('p', {}, text(`send.about_${action}`)),
      begun &&
        h(
          'div.notice.info',
          {},
          icon('info', 'info'),
          h(
            'div.stack.tight',
            {},
            h('p', {}, text('send.begun'), begun.post && [' ', linkOut(editScreen(this.site, begun.post), text('send.edit'))]),
            h('p', {}, button(text('send.anew'), sendAnew, '.second.small')),
          ),
        ),
      !begun && h('p.small.soft', {}, text('send.as_shown')),
      h(
        'p.actions',
        {},
        this.#lab.sound && button(text(`send.do_${action}`), () => this.#publish()),
        button(text('send.back'), () => this.#dialog.close(), '.second'),
        button(text('send.disconnect'), () => this.#disconnect(), '.plain'),
      ),
    ];
    return { heading: text('send.ready'), body, news: connected, mood: 'good' };
  }

  #connectedLine() {
    return h('p', {}, text('send.connected', { user: this.connection.username }), ' ', quote(nameOf(this.site)));
  }

  async #publish() {
    const { document, settings } = this.#lab;
    const steps = h('ol.list.stack.tight.steps', { 'aria-live': 'polite', 'aria-label': text('send.steps') });
    const checkpoint = this.#begun;
    const publish = async (options) => {
      try {
        const report = await this.connection.publish(document, {
          ...options,
          checkpoint,
          onMissingCategory: settings.missing,
          onProgress: (progress) => this.#progress(steps, progress),
          save: (reached) => {
            tabMemory.set(begunKey, JSON.stringify({ root: this.site.rest_root, checkpoint: reached }));
          },
        });
        if (document.id === undefined) this.leaveBegun();
        return () => this.#report(report, steps);
      } catch (error) {
        if (error.name !== 'PresslinkError' && error.name !== 'AbortError') throw error;
        if (isOutOfReach(error)) this.leaveBegun();
        return () => this.#failed(error, steps);
      } finally {
        steps.querySelector('.busy')?.classList.remove('busy');
        this.#lab.update();
      }
    };
    await this.#work('send.sending', publish, steps);
  }

  #progress(steps, progress) {
    if (progress.type === 'request') {
      this.#sent += 1;
      steps.append(
        h(
          'li.busy',
          {},
          h(`span.method.${progress.method.toLowerCase()}`, {}, progress.method),
          h('span.step-url', { dir: 'ltr' }, progress.url.replace(this.site.rest_root, '/')),
          progress.attempt > 0 && h('span.badge.warn', {}, text('send.again', { count: progress.attempt })),
        ),
      );
      return;
    }
    const line = steps.lastElementChild;
    if (!line) return;
    if (progress.type === 'response') {
      line.classList.remove('busy');
      const good = progress.status < 400;
      line.append(h(`span.badge.${good ? 'good' : 'bad'}`, {}, String(progress.status)), h('span.step-time', {}, `${Math.round(progress.duration)} ms · ${size(progress.bytes)}`));
    } else if (progress.type === 'fault') {
      line.classList.remove('busy');
      line.append(h('span.badge.bad', {}, progress.kind));
    } else if (progress.type === 'wait') {
      line.append(h('span.step-time', {}, text('send.waits', { number: (progress.delay / 1000).toFixed(1) })));
    }
  }

  /** @param {import('../../wasm/types/index.d.ts').PublishReport} report */
  #report(report, steps) {
    this.#show(() => this.#reportScreen(this.#lab.presslink.retell(report), steps));
  }

  #reportScreen(report, steps) {
    const outcome = text(`send.outcome_${report.outcome}`, { id: report.id });
    const facts = [
      [text('send.status'), report.status],
      [text('lab.slug'), report.slug && h('code', {}, report.slug)],
      [text('lab.categories'), report.categories.map(({ path, created, id }) => h('span.badge', {}, path, created ? ` · ${text('send.created')}` : id === null ? ` · ${text('send.left_out')}` : ''))],
      [text('lab.tags'), report.tags.map(({ path }) => h('span.badge', {}, path))],
    ].filter(([, value]) => value && value.length !== 0);
    const body = [
      h('p.notice.good', {}, icon('check', 'good'), h('span', { 'data-outcome': report.outcome }, outcome)),
      h(
        'p.actions',
        {},
        webAddress(report.link) && linkOut(report.link, text('send.view'), '.button.second.small'),
        linkOut(editScreen(this.site, report.id), text('send.edit'), '.button.second.small'),
        button(text('send.continue'), () => { this.#lab.continueWith(report.id); this.#dialog.close(); }, '.second.small'),
      ),
      h('dl.facts', {}, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      report.seo.length > 0 && verdicts(report.seo),
      report.changed_by_site.length > 0 &&
        h('div.notice.warn', {}, icon('warn', 'warn'), h('ul', {}, report.changed_by_site.map(({ field, got, why }) => h('li', {}, h('strong', {}, field), ': ', quote(got), ' ', why)))),
      h('details.more', { open: true }, h('summary', {}, text('send.requests', { count: report.requests })), steps),
      h('p.actions', {}, button(text('send.disconnect'), () => this.#disconnect(), '.danger'), button(text('send.close'), () => this.#dialog.close(), '.second')),
    ];
    return { heading: text('send.done'), body, news: outcome, mood: 'good' };
  }

  #failed(error, steps) {
    this.#show(() => this.#failedScreen(error, steps));
  }

  #failedScreen(error, steps) {
    const left = error.report?.id;
    const rejected = error.code === 'credentials_rejected';
    const stopped = error.code === 'cancelled';
    const body = [
      stopped ? h('p', {}, text('send.stopped_about')) : this.#failure(error),
      left && h('p', {}, text('send.left', { id: left }), ' ', linkOut(editScreen(this.site, left), text('send.edit'))),
      this.#begun && !stopped && h('p', {}, text('send.safe')),
      isOutOfReach(error) && h('p', {}, text('send.out_of_reach')),
      rejected && h('p', {}, text('send.rejected')),
      steps,
      h(
        'p.actions',
        {},
        button(text(stopped ? 'send.go_on' : 'send.retry'), () => this.#publish()),
        button(text('send.back'), () => this.#dialog.close(), '.second'),
        rejected && button(text('send.disconnect'), () => this.#disconnect(), '.plain'),
      ),
    ];
    if (stopped) return { heading: text('send.stopped'), body };
    return { heading: text(error.code === 'uncertain' ? 'send.uncertain' : 'send.failed'), body, ...this.#badNews(error) };
  }

  async #disconnect() {
    await this.#work('send.disconnecting', async (options) => {
      try {
        const report = await this.connection.disconnect(options);
        const { site } = this;
        this.#drop();
        return () => this.#show(() => this.#disconnectedScreen(report, site));
      } catch (error) {
        return () => this.#show(() => this.#stillScreen(error));
      }
    });
  }

  /** The password was to be revoked and is not, as far as anybody knows. */
  #stillScreen(error) {
    const body = [
      this.#failure(error),
      h('p', {}, text('send.still_about'), ' ', linkOut(profileScreen(this.site), text('send.profile'))),
      h(
        'p.actions',
        {},
        button(text('send.retry'), () => this.#disconnect(), '.danger'),
        button(text('send.back'), () => this.#dialog.close(), '.second'),
      ),
    ];
    return { heading: text('send.still'), body, news: text('send.still'), mood: 'bad' };
  }

  #disconnectedScreen(report, site) {
    const outcome = text(report.already_gone ? 'send.already_gone' : 'send.revoked');
    const body = [
      h('p.notice.good', {}, icon('check', 'good'), h('span', {}, outcome)),
      h('p', {}, linkOut(profileScreen(site), text('send.profile'))),
      h('p', {}, button(text('send.close'), () => this.#dialog.close(), '.second')),
    ];
    return { heading: text('send.disconnected'), body, news: outcome, mood: 'good' };
  }

  /** @param {string | Error} problem in the language of the page, as far as its words are known there */
  #words(problem) {
    return typeof problem === 'string' ? { message: problem } : this.#lab.presslink.retell(problem);
  }

  #failure(problem) {
    const { message, remedy } = this.#words(problem);
    return h(
      'div.notice.bad',
      { role: 'alert' },
      icon('warn', 'bad'),
      h('div.stack.tight', {}, h('p', {}, h('strong', {}, message)), remedy && h('p', {}, remedy)),
    );
  }

  #badNews(problem) {
    return { news: this.#words(problem).message, mood: 'bad' };
  }

  #drop() {
    this.connection.close();
    this.connection = undefined;
    this.site = undefined;
    this.#account = undefined;
    tabMemory.delete(heldKey);
    this.#lab.connectionChanged();
  }
}

function nameOf(site) {
  return site.site.name || site.rest_root;
}

const looks = { verified: 'good', accepted_unverified: '', dropped: 'bad', forbidden: 'bad', unsupported: 'warn' };

/** @param {readonly import('../../wasm/types/index.d.ts').SeoReport[]} reports */
function verdicts(reports) {
  return h(
    'div.table',
    { tabindex: 0, role: 'group', 'aria-label': text('send.seo') },
    h(
      'table',
      {},
      h('caption.visually-hidden', {}, text('send.seo')),
      h('thead', {}, h('tr', {}, ['send.field', 'send.verdict', 'send.effective'].map((name) => h('th', { scope: 'col' }, text(name))))),
      h(
        'tbody',
        {},
        reports.map((report) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, report.field, report.plugin && h('span.soft.small', {}, ` ${pluginTitle(report.plugin)}`)),
            h('td', {}, h(`span.badge${looks[report.verdict] && `.${looks[report.verdict]}`}`, {}, text(`send.verdict_${report.verdict}`))),
            h('td', {}, quote(report.effective), report.why && h('p.small.soft', {}, report.why)),
          ),
        ),
      ),
    ),
  );
}
