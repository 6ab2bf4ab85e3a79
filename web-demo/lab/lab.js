/** The payload lab: what stands in the form as the requests that would publish it, at each change. */

import { copy } from '../shared/copy.js';
import { fill, h } from '../shared/dom.js';
import { number, onLanguage, startLanguage, text } from '../shared/language.js';
import { tabMemory } from '../shared/memory.js';
import { loadPresslink } from '../shared/module.js';
import { notice } from '../shared/parts.js';
import { home } from '../shared/wordpress-screens.js';
import { keepBegun, leaveBegun } from './begun.js';
import { cppText } from './code/cpp.js';
import { curlText } from './code/curl.js';
import { fetchText } from './code/fetch.js';
import { beginning, goesOn } from './cut.js';
import { example } from './example.js';
import { exportHtml, exportJson, importFile } from './files.js';
import { Form, defaults, say } from './form.js';
import { RequestList, byteLength, size } from './requests.js';
import { Sender } from './send.js';
import { fromFragment, toFragment } from './share.js';
import { hostOf, showSnippet } from './snippet.js';

const by = (id) => document.getElementById(id);
/** In this tab's memory; a log-in is never part of it. */
const draftKey = 'presslink.lab';
const tabs = ['requests', 'curl', 'fetch', 'cpp'];
/** Milliseconds that a key may wait for the picture of the one before it; browsers call more a long task. */
const slow = 50;

class Lab {
  #presslink;
  #form = new Form(by('form'), () => this.#later());
  #sender = new Sender(this);
  #requests = new RequestList((sentence) => this.#presslink.say(sentence));
  #preview = null;
  #wrong = null;
  #problems = [];
  #tab = 'requests';
  #exact = false;
  /** What stands in the form is not drawn yet. */
  #due = false;
  #timer;
  /** What the last drawings took, in milliseconds. */
  #costs = [0];
  /** The reader wants to see the code of this tab to its end. */
  #whole = false;
  /** The key of words for what did not come into the form at the beginning. */
  #lost;
  /** What stood in the form when the page was last left. */
  #left;

  async start() {
    this.#makeTabs();
    this.#listen();
    await this.#begin();
    try {
      this.#presslink = await loadPresslink();
    } catch {
      say(by('panel'), 'bad', text('module_failed'));
      return;
    }
    this.update();
    if (this.#lost) say(by('form-notice'), 'bad', text(this.#lost));
    onLanguage(() => this.#translate());
    window.addEventListener('hashchange', () => this.#follow(location.hash));
    window.addEventListener('callback', () => this.#sender.receive(window.takeCallback()));
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.#comeBack());
    this.#sender.open(window.takeCallback());
  }

  get presslink() {
    return this.#presslink;
  }
  get document() {
    return this.#form.document();
  }
  get settings() {
    return this.#form.settings();
  }
  /** Whether the document is one that can be sent, as far as there is anything here that sends. */
  get sound() {
    return this.#presslink !== undefined && this.#wrong === null;
  }

  /** Over a reload, and over the visit to WordPress. @returns {boolean} whether the document is kept */
  keep() {
    const { document, settings } = this;
    this.#left = { document, settings };
    if (tabMemory.set(draftKey, JSON.stringify(this.#left))) return true;
    // The page that comes next is to know that there was one.
    tabMemory.set(draftKey, JSON.stringify({ settings }));
    return false;
  }

  #restore({ document, settings }) {
    this.#form.write(document);
    this.#form.writeSettings(settings);
  }

  /** Says so, with a way back: it may be much work that is gone from the form. */
  #replace({ document, settings }, words) {
    const { document: before, settings: settingsBefore } = this;
    const bringBackBegun = keepBegun();
    leaveBegun();
    this.#restore({ document, settings });
    this.update();
    const undo = () => {
      bringBackBegun();
      this.#restore({ document: before, settings: settingsBefore });
      this.update();
      fill(by('form-notice'));
      by('field-title').focus();
    };
    const button = h('button.button.second.small', { type: 'button', onclick: undo }, text('lab.undo'));
    say(by('form-notice'), 'good', words, button);
  }

  /** From now on the document in the form says this. @param {object} fields */
  change(fields) {
    this.#form.write({ ...this.document, ...fields });
    this.update();
  }

  /** The site says for itself what an imagined one is assumed to be. */
  connectionChanged() {
    this.#form.showSite(this.#sender.site);
    this.update();
  }

  /** @param {boolean} [again] the words changed, or the look: draw everything */
  update(again = false) {
    if (!this.#presslink) return;
    this.#due = false;
    clearTimeout(this.#timer);
    by('panel').removeAttribute('aria-busy');
    const began = performance.now();
    const { document, settings } = this;
    this.#wrong = null;
    try {
      this.#preview = this.#presslink.preview(document, this.#options(settings));
    } catch (error) {
      if (error.name !== 'PresslinkError') throw error;
      this.#wrong = error;
    }
    const built = performance.now() - began;
    this.#showProblems();
    this.#showSnippet(document, settings, again);
    this.#showPanel(again);
    this.#showSummary(built);
    performance.measure('presslink.lab', { start: began });
    this.#takeCost(began);
  }

  /** With the layout and the painting that follow. */
  #takeCost(began) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      this.#costs = [...this.#costs, performance.now() - began].slice(-3);
      port1.close();
    };
    requestAnimationFrame(() => port2.postMessage(null));
  }

  /** @returns {import('../../wasm/types/index.d.ts').PreviewOptions} */
  #options({ site, style, sender, scope, missing, plugins }) {
    const common = { scope, onMissingCategory: missing };
    const { site: connected, connection } = this.#sender;
    if (connected) {
      return { ...common, site: connected, sender: 'page', terms: connection.terms };
    }
    return { ...common, site, style, sender, assume: plugins.length > 0 ? plugins : 'none' };
  }

  /**
   * At most once for each picture that the screen shows; where that takes long, in a pause of the
   * typing.
   */
  #later() {
    if (!this.#presslink) return;
    fill(by('form-notice'));
    // The quickest of the last: a machine that was busy for a moment says nothing of the next.
    const cost = Math.min(...this.#costs);
    if (cost > slow) {
      this.#due = true;
      by('panel').setAttribute('aria-busy', 'true');
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.update(), Math.min(2 * cost, 1000));
    } else if (!this.#due) {
      this.#due = true;
      requestAnimationFrame(() => this.#due && this.update());
    }
  }

  /** Before what is drawn is used: it may be of an earlier document. */
  #catchUp() {
    if (this.#due) this.update();
  }

  #showProblems() {
    this.#problems = this.#form.showProblems(this.#wrong === null ? [] : this.#problemsOf(this.#wrong));
  }

  #problemsOf(error) {
    if (this.settings.scope.length === 0) return [{ key: 'setting.scope', message: text('lab.scope_none') }];
    if (error.problems.length === 0) return [{ key: this.#keyOf(error), message: error.message }];
    return this.#presslink.retell(error).problems;
  }

  /** The field that an error without a list of problems is about. */
  #keyOf({ code }) {
    if (code === 'out_of_scope') return 'setting.scope';
    return code === 'bad_input' && !this.#sender.site ? 'setting.site' : null;
  }

  #showSnippet(document, settings, again) {
    const { site } = this.#sender;
    showSnippet(by('snippet'), {
      document,
      preview: this.#wrong ? null : this.#preview,
      plugins: site ? site.seo_plugins.map(({ plugin }) => plugin) : settings.plugins,
      home: site ? site.site.home : settings.site,
      siteName: site ? site.site.name : hostOf(settings.site),
      again,
    });
  }

  #showPanel(again) {
    const panel = by('panel');
    panel.classList.toggle('stale', !this.sound);
    const stale = !this.sound && this.#complaint();
    if (this.#preview === null) return fill(panel, stale);
    if (this.#tab === 'requests') {
      this.#requests.show(this.#preview, { exact: this.#exact, again });
      const parts = [stale, ...this.#requests.elements].filter(Boolean);
      const there = [...panel.childNodes];
      if (again || stale || there.length !== parts.length || there.some((node, index) => node !== parts[index])) fill(panel, parts);
      return undefined;
    }
    return fill(panel, stale, this.#codeBlock());
  }

  #complaint() {
    return notice(
      'bad',
      h('p', {}, h('strong', {}, text('lab.stale'))),
      h('ul', {}, this.#problems.map(({ message, field }) =>
        h('li', {}, field && [h('a', { href: `#${field.id}` }, field.label), ': '], message))),
    );
  }

  /** The text of the tab that is open. */
  get code() {
    if (this.#tab === 'curl') return curlText(this.#preview, nameOf(this.document));
    if (this.#tab === 'fetch') return fetchText(this.#preview);
    const { site } = this.#sender;
    return cppText(this.document, site ? { ...this.settings, site: home(site).href } : this.settings);
  }

  #codeBlock() {
    const copyCode = () => {
      this.#catchUp();
      if (this.sound) void this.#copy(this.code, by('copy-code'), 'copy');
    };
    const button = h('button.button.second.small', { type: 'button', id: 'copy-code', 'aria-disabled': String(!this.sound), onclick: copyCode }, text('copy'));
    const { code } = this;
    const shown = this.#whole ? code : beginning(code);
    const showAll = () => {
      this.#whole = true;
      this.#showPanel(false);
      by('panel').querySelector('pre').focus();
    };
    return h(
      'div.stack',
      {},
      h('div.code-head', {}, h('p.small.soft', {}, text(`lab.about_${this.#tab}`)), button),
      h('pre.code', { tabindex: 0, role: 'group', 'aria-label': text(`lab.tab_${this.#tab}`), dir: 'ltr' }, h('code', {}, shown.split('\n').map(line))),
      shown.length < code.length && goesOn(size(byteLength(code)), showAll),
    );
  }

  /** @returns {Promise<boolean>} whether it is copied */
  async #copy(content, button, label) {
    const copied = await copy(content, button, label);
    this.say(text(copied ? 'copied' : 'not_copied'));
    return copied;
  }

  /** To a screen reader. */
  say(words) {
    by('said').textContent = words;
  }

  #showSummary(built) {
    const { requests } = this.#preview ?? { requests: [] };
    const bytes = requests.reduce((sum, request) => sum + byteLength(request.body), 0);
    const perhaps = requests.filter((request) => request.when).length;
    const words = this.sound
      ? [
          text('lab.summary', { count: requests.length }),
          perhaps > 0 && text('lab.summary_perhaps', { count: perhaps }),
          size(bytes),
        ].filter(Boolean).join(' · ')
      : text('lab.summary_wrong');
    by('summary').textContent = words;
    by('summary').title = text('lab.built', { number: number(built, 1) });
    by('to-output').textContent = words;
    for (const id of ['send', 'export-json', 'export-html']) by(id).setAttribute('aria-disabled', String(!this.sound));
    this.#sender.showPromise(by('promise'));
  }

  #ifRight(use) {
    this.#catchUp();
    if (this.#wrong === null) use();
  }

  #makeTabs() {
    const place = by('tabs');
    fill(
      place,
      tabs.map((name) =>
        h('button.tab', {
          type: 'button',
          role: 'tab',
          dir: 'auto',
          id: `tab-${name}`,
          'aria-controls': 'panel',
          'aria-selected': String(name === this.#tab),
          tabindex: name === this.#tab ? 0 : -1,
          onclick: () => this.#open(name),
        }, text(`lab.tab_${name}`)),
      ),
    );
    by('panel').setAttribute('aria-labelledby', `tab-${this.#tab}`);
    place.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const turn = document.documentElement.dir === 'rtl' ? -step : step;
      const next = tabs[(tabs.indexOf(this.#tab) + turn + tabs.length) % tabs.length];
      this.#open(next);
      by(`tab-${next}`).focus();
    };
  }

  #open(tab) {
    this.#tab = tab;
    this.#whole = false;
    for (const button of by('tabs').children) {
      const chosen = button.id === `tab-${tab}`;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    by('panel').setAttribute('aria-labelledby', `tab-${tab}`);
    by('exact-choice').hidden = tab !== 'requests';
    by('panel').scrollTop = 0;
    this.#catchUp();
    if (this.#presslink) this.#showPanel(false);
  }

  #listen() {
    // One that comes out of the browser's cache is shown before the page that is left is hidden.
    for (const leaving of ['beforeunload', 'pagehide']) window.addEventListener(leaving, () => this.keep());
    by('exact').addEventListener('change', (event) => {
      this.#exact = event.target.checked;
      this.update();
    });
    by('clear').addEventListener('click', () => {
      this.#replace({ document: { title: '', content: '' }, settings: this.settings }, text('lab.cleared'));
      by('field-title').focus();
    });
    by('share').addEventListener('click', () => this.#share());
    by('send').addEventListener('click', () => this.#ifRight(() => this.sound && this.#sender.ask()));
    by('export-json').addEventListener('click', () => this.#ifRight(() => exportJson(this.document)));
    by('export-html').addEventListener('click', () => this.#ifRight(() => this.#exportHtml()));
    by('import').addEventListener('click', () => by('import-file').click());
    by('import-file').addEventListener('change', async (event) => {
      const [file] = event.target.files;
      event.target.value = '';
      if (file) await this.#import(file);
    });
    // Who is at the requests needs no way there.
    new IntersectionObserver(
      ([{ isIntersecting }]) => by('to-output').toggleAttribute('data-there', isIntersecting),
      { rootMargin: '0px 0px -50%' },
    ).observe(by('output'));
    // Wherever it is dropped: a browser would leave the page and open the file in its place.
    window.addEventListener('dragover', (event) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault();
    });
    window.addEventListener('drop', (event) => {
      const [file] = event.dataTransfer.files;
      if (!file) return;
      event.preventDefault();
      void this.#import(file);
    });
    by('pick-date').addEventListener('click', () => by('date-picker').showPicker());
    by('date-picker').addEventListener('change', (event) => {
      by('field-date').value = withZone(event.target.value);
      this.#later();
    });
  }

  #exportHtml() {
    if (exportHtml(this.document)) return;
    const asJson = () => this.#ifRight(() => exportJson(this.document));
    const button = h('button.button.second.small', { type: 'button', onclick: asJson }, text('lab.export_json'));
    say(by('form-notice'), 'warn', text('lab.no_html'), button);
  }

  async #import(file) {
    const place = by('form-notice');
    if (!this.#presslink) return say(place, 'bad', text('module_failed'));
    const read = await importFile(file);
    if (read.problem) return say(place, 'bad', read.problem);
    // What the form has no field for would be lost without a word; the core names it.
    try {
      this.#presslink.preview(read.document, this.#options({ ...this.settings, scope: ['posts', 'seo', 'categories', 'tags', 'media'] }));
    } catch (error) {
      if (error.name !== 'PresslinkError') throw error;
      const { message, problems } = this.#presslink.retell(error);
      const lines = problems.map((problem) => (problem.key ? `${problem.key}: ${problem.message}` : problem.message));
      return say(place, 'bad', text('lab.not_imported', { name: file.name }), ...(lines.length > 0 ? lines : [message]));
    }
    return this.#replace({ document: read.document, settings: this.settings }, text('lab.imported', { name: file.name }));
  }

  async #share() {
    const { document, settings } = this;
    const link = toFragment({ document, settings }).then((fragment) => location.origin + location.pathname + fragment);
    if (await this.#copy(link, by('share'), 'lab.share')) return;
    const place = by('form-notice');
    await link.then(
      (address) => say(place, 'warn', text('lab.link_by_hand'), h('code', { dir: 'ltr' }, address)),
      () => say(place, 'bad', text('lab.too_large_to_share')),
    );
  }

  /** What the page begins with: a shared link, what this tab had before, an example. */
  async #begin() {
    const before = JSON.parse(tabMemory.get(draftKey));
    const kept = before?.document && before;
    const nothing = { document: { title: '', content: '' }, settings: before?.settings ?? defaults };
    try {
      const shared = await fromFragment(location.hash);
      this.#restore(shared ?? kept ?? (before ? nothing : example));
      if (!shared && before && !kept) this.#lost = 'lab.not_kept';
      if (shared || this.#lost) leaveBegun();
      if (!shared) return;
      // From here on what is typed counts, also after a reload.
      history.replaceState(null, '', location.pathname);
    } catch {
      this.#restore(kept ?? nothing);
      this.#lost = kept ? 'lab.broken_link_kept' : 'lab.broken_link';
    }
  }

  /** A link that was put into the address of the open page. */
  async #follow(fragment) {
    const place = by('form-notice');
    let shared;
    try {
      shared = await fromFragment(fragment);
    } catch {
      return say(place, 'bad', text('lab.broken_link_kept'));
    }
    if (!shared || fragment !== location.hash) return undefined;
    // A site that is connected stays so, and says for itself what the settings say of an imagined one.
    const { document } = shared;
    this.#replace(this.#sender.site ? { document, settings: this.settings } : shared, text('lab.link_opened'));
    return history.replaceState(null, '', location.pathname);
  }

  /** From the browser's cache, as it was left; another document may have been in the tab since. */
  #comeBack() {
    const kept = JSON.parse(tabMemory.get(draftKey));
    this.#restore(kept?.document ? kept : this.#left);
    this.#form.keepOverReset();
    fill(by('form-notice'));
    this.update();
    this.#sender.comeBack();
  }

  #translate() {
    this.#form.translate();
    this.#makeTabs();
    this.#sender.translate();
    this.update(true);
  }
}

function nameOf({ slug }) {
  return `${slug || 'post'}.json`;
}

function line(content, index, all) {
  const end = index < all.length - 1 ? '\n' : '';
  return /^\s*(#|\/\/)/.test(content) && !content.startsWith('#include') ? h('span.code-comment', {}, content + end) : content + end;
}

/** A local time with this browser's zone behind it. */
function withZone(local) {
  const offset = -new Date(local).getTimezoneOffset();
  const part = (minutes) => String(minutes).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${part(Math.floor(Math.abs(offset) / 60))}:${part(Math.abs(offset) % 60)}`;
  return `${local}${local.length === 16 ? ':00' : ''}${zone}`;
}

onLanguage(() => (document.title = `${text('lab.heading')} · presslink`));
await startLanguage(new URL('strings/', import.meta.url));
await new Lab().start();
