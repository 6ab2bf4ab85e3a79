/**
 * The one part of the page that sends: a connection when it is asked for, then the requests one by
 * one as they happen, then what the site made of them. The password is in the module's memory alone.
 */

import { isOutOfReach } from '../connect/session.js';
import { editScreen, profileScreen } from '../connect/wordpress-screens.js';
import { fill, h, icon, linkOut, quote, webAddress } from '../shared/dom.js';
import { text } from '../shared/language.js';
import { tabMemory } from '../shared/memory.js';
import { defaults } from './form.js';
import { pluginTitle } from './plugins.js';
import { size } from './requests.js';

/** Kept over the visit to WordPress; no secret is among it. */
const key = 'presslink.lab.approval';
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
  #sent = 0;
  #abort;

  constructor(lab) {
    this.#lab = lab;
    this.#dialog.addEventListener('cancel', () => this.#abort?.abort());
    this.#dialog.addEventListener('close', () => this.#abort?.abort());
    // Closing the tab would leave a valid password behind that nobody holds.
    window.addEventListener('beforeunload', (event) => {
      if (this.connection) event.preventDefault();
    });
  }

  /** @param {string | null | undefined} callback the address that WordPress sent the browser to */
  async open(presslink, callback) {
    const kept = JSON.parse(tabMemory.get(key));
    tabMemory.delete(key);
    if (!callback) return;
    this.#dialog.showModal();
    if (!kept) return this.#address(text('send.unexpected'));
    try {
      const { scope } = this.#lab.settings;
      const connection = presslink.parseCallback(kept.authorization, callback, { scope });
      await this.#verify(kept.site, connection);
    } catch (error) {
      this.#found(kept.site, error);
    }
  }

  /** The form holds another document from now on: no draft of an earlier one is finished with it. */
  leaveBegun() {
    tabMemory.delete(begunKey);
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
      ? text('send.promise_connected', { name: this.site.site.name || this.site.rest_root })
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
          h('p', {}, text('send.connected', { user: this.connection.username }), ' ', quote(this.site.site.name || this.site.rest_root)),
          h('p.small.soft', {}, text('send.connected_about')),
          h('p', {}, button(text('send.disconnect'), () => this.#disconnect(), '.second.small')),
        ),
      ),
    );
  }

  /** Opens the dialog where it left off. */
  ask() {
    this.#dialog.showModal();
    if (this.connection) this.#ready();
    else this.#address();
  }

  #show(heading, ...content) {
    fill(
      this.#dialog,
      h(
        'div.dialog-head',
        {},
        h('h2', { id: 'dialog-heading', tabindex: -1 }, heading),
        h('button.close', { type: 'button', 'aria-label': text('send.close'), onclick: () => this.#dialog.close() }, icon('cross')),
      ),
      h('div.stack', {}, content),
    );
    (this.#dialog.querySelector('[autofocus]') ?? this.#dialog.querySelector('h2')).focus();
  }

  #busy(words) {
    this.#show(words, h('p.busy', {}, text('send.wait')));
    this.#abort = new AbortController();
    return { signal: this.#abort.signal };
  }

  #address(problem) {
    const typed = this.#lab.settings.site;
    const input = h('input.input', {
      id: 'send-address',
      type: 'text',
      inputmode: 'url',
      autocomplete: 'url',
      autofocus: true,
      value: typed === defaults.site ? '' : typed,
      placeholder: 'example.com',
    });
    const form = h(
      'form.stack',
      { onsubmit: (event) => { event.preventDefault(); void this.#find(input.value); } },
      h('div.field', {}, h('label', { for: 'send-address' }, text('send.address')), input),
      h('p', {}, h('button.button', { type: 'submit' }, text('send.find'))),
    );
    this.#show(text('send.where'), problem && failure(problem), h('p', {}, text('send.where_about')), form);
  }

  async #find(address) {
    const options = this.#busy(text('send.finding'));
    try {
      this.#found(await this.#lab.presslink.discover(address, options));
    } catch (error) {
      if (this.#dialog.open) this.#address(error);
    }
  }

  /** @param {import('../../wasm/types/index.d.ts').Site} site */
  #found(site, error) {
    const { application_passwords: passwords } = site;
    const seo = site.seo_plugins.map(({ plugin }) => pluginTitle(plugin)).join(', ') || text('send.no_seo');
    this.#show(
      text('send.found'),
      error && failure(error),
      h(
        'dl.facts',
        {},
        h('dt', {}, text('send.site')),
        h('dd', {}, quote(site.site.name || site.rest_root)),
        h('dt', {}, text('send.root')),
        h('dd', {}, h('code', {}, site.rest_root)),
        h('dt', {}, text('send.seo')),
        h('dd', {}, seo),
      ),
      passwords.available === false && h('p.notice.warn', {}, icon('warn', 'warn'), h('span', { lang: 'en' }, site.remedy ?? text('send.no_passwords'))),
      h('p', {}, text('send.approve_about')),
      h('p.actions', {}, button(text('send.approve'), () => this.#approve(site)), button(text('send.other_site'), () => this.#address(), '.plain')),
      this.#paste(site, error),
    );
  }

  /** For sites that send nobody back, and for passwords that are there already. */
  #paste(site, error) {
    const user = h('input.input', { id: 'send-user', type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
    const password = h('input.input', { id: 'send-password', type: 'password', autocomplete: 'off' });
    const connect = async (event) => {
      event.preventDefault();
      const login = { username: user.value, password: password.value };
      password.value = '';
      try {
        const connection = this.#lab.presslink.connect(site, login, { scope: this.#lab.settings.scope });
        login.password = '';
        await this.#verify(site, connection);
      } catch (problem) {
        this.#found(site, problem);
      }
    };
    return h(
      'details.more',
      { open: Boolean(error) },
      h('summary', {}, text('send.paste')),
      h(
        'form.stack',
        { onsubmit: connect },
        h('p.small.soft', {}, text('send.paste_about'), ' ', linkOut(profileScreen(site), text('send.profile'))),
        h('div.field', {}, h('label', { for: 'send-user' }, text('send.user')), user),
        h('div.field', {}, h('label', { for: 'send-password' }, text('send.password')), password),
        h('p', {}, h('button.button.second', { type: 'submit' }, text('send.connect'))),
      ),
    );
  }

  #approve(site) {
    if (!tabMemory.lasts) return this.#found(site, text('send.unremembered'));
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
      tabMemory.set(key, JSON.stringify({ site, authorization }));
      return window.location.assign(authorization.url);
    } catch (error) {
      return this.#found(site, error);
    }
  }

  async #verify(site, connection) {
    const options = this.#busy(text('send.verifying'));
    try {
      this.#account = await connection.verify(options);
    } catch (error) {
      connection.close();
      throw error;
    }
    this.site = site;
    this.connection = connection;
    this.#lab.connectionChanged();
    this.#ready();
  }

  /** The last look before anything is written. */
  #ready(problem) {
    const { document } = this.#lab;
    const action = document.id ? 'update' : (document.status ?? 'publish');
    const { excess, missing } = this.#account;
    const begun = this.#begun;
    const sendAnew = () => {
      this.leaveBegun();
      this.#ready();
    };
    this.#show(
      text('send.ready'),
      problem && failure(problem),
      !this.#lab.sound && h('p.notice.bad', {}, icon('warn', 'bad'), h('span', {}, text('lab.stale'))),
      h('p', {}, text('send.connected', { user: this.connection.username }), ' ', quote(this.site.site.name || this.site.rest_root)),
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
      h('p.small.soft', {}, text('send.as_shown')),
      h(
        'p.actions',
        {},
        this.#lab.sound && button(text(`send.do_${action}`), () => this.#publish()),
        button(text('send.back'), () => this.#dialog.close(), '.second'),
        button(text('send.disconnect'), () => this.#disconnect(), '.plain'),
      ),
    );
  }

  async #publish() {
    const { document, settings } = this.#lab;
    const steps = h('ol.list.stack.tight.steps', { 'aria-live': 'polite', 'aria-label': text('send.steps') });
    this.#abort = new AbortController();
    const stop = button(text('send.stop'), () => this.#abort.abort(), '.danger');
    this.#show(text('send.sending'), steps, h('p', {}, stop));
    try {
      const report = await this.connection.publish(document, {
        signal: this.#abort.signal,
        checkpoint: this.#begun,
        onMissingCategory: settings.missing,
        onProgress: (progress) => this.#progress(steps, progress),
        save: (reached) => {
          tabMemory.set(begunKey, JSON.stringify({ root: this.site.rest_root, checkpoint: reached }));
        },
      });
      if (document.id === undefined) this.leaveBegun();
      this.#report(report, steps);
    } catch (error) {
      if (isOutOfReach(error)) this.leaveBegun();
      this.#failed(error, steps);
    } finally {
      this.#abort = undefined;
      this.#lab.update();
    }
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
    const facts = [
      [text('send.status'), report.status],
      [text('lab.slug'), report.slug && h('code', {}, report.slug)],
      [text('lab.categories'), report.categories.map(({ path, created, id }) => h('span.badge', {}, path, created ? ` · ${text('send.created')}` : id === null ? ` · ${text('send.left_out')}` : ''))],
      [text('lab.tags'), report.tags.map(({ path }) => h('span.badge', {}, path))],
    ].filter(([, value]) => value && value.length !== 0);
    this.#show(
      text('send.done'),
      h('p.notice.good', {}, icon('check', 'good'), h('span', { 'data-outcome': report.outcome }, text(`send.outcome_${report.outcome}`, { id: report.id }))),
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
        h('div.notice.warn', {}, icon('warn', 'warn'), h('ul', { lang: 'en' }, report.changed_by_site.map(({ field, got, why }) => h('li', {}, h('strong', {}, field), ': ', quote(got), ' ', why)))),
      h('details.more', { open: true }, h('summary', {}, text('send.requests', { count: report.requests })), steps),
      h('p.actions', {}, button(text('send.disconnect'), () => this.#disconnect(), '.danger'), button(text('send.close'), () => this.#dialog.close(), '.second')),
    );
  }

  #failed(error, steps) {
    if (error.name !== 'PresslinkError' && error.name !== 'AbortError') throw error;
    if (!this.#dialog.open) return;
    const left = error.report?.id;
    this.#show(
      text(error.code === 'uncertain' ? 'send.uncertain' : 'send.failed'),
      failure(error),
      left && h('p', {}, text('send.left', { id: left }), ' ', linkOut(editScreen(this.site, left), text('send.edit'))),
      this.#begun && h('p', {}, text('send.safe')),
      isOutOfReach(error) && h('p', {}, text('send.out_of_reach')),
      steps,
      h('p.actions', {}, button(text('send.retry'), () => this.#publish()), button(text('send.back'), () => this.#dialog.close(), '.second')),
    );
  }

  async #disconnect() {
    if (!this.#dialog.open) this.#dialog.showModal();
    const options = this.#busy(text('send.disconnecting'));
    try {
      const report = await this.connection.disconnect(options);
      const { site } = this;
      this.#drop();
      this.#show(
        text('send.disconnected'),
        h('p.notice.good', {}, icon('check', 'good'), h('span', {}, text(report.already_gone ? 'send.already_gone' : 'send.revoked'))),
        h('p', {}, linkOut(profileScreen(site), text('send.profile'))),
        h('p', {}, button(text('send.close'), () => this.#dialog.close(), '.second')),
      );
    } catch (error) {
      this.#ready(error);
    }
  }

  #drop() {
    this.connection.close();
    this.connection = undefined;
    this.site = undefined;
    this.#account = undefined;
    this.#lab.connectionChanged();
  }
}

function button(label, onclick, classes = '') {
  return h(`button.button${classes}`, { type: 'button', onclick }, label);
}

/** @param {string | Error} problem */
function failure(problem) {
  if (typeof problem === 'string') return h('p.notice.bad', {}, icon('warn', 'bad'), h('span', {}, problem));
  return h(
    'div.notice.bad',
    { role: 'alert' },
    icon('warn', 'bad'),
    h('div.stack.tight', { lang: 'en' }, h('p', {}, h('strong', {}, problem.message)), problem.remedy && h('p', {}, problem.remedy)),
  );
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
            h('td', {}, quote(report.effective), report.why && h('p.small.soft', { lang: 'en' }, report.why)),
          ),
        ),
      ),
    ),
  );
}
