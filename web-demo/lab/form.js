/** The form: what stands in it as a document, a document into it, what is wrong beside its field. */

import { fill, h } from '../shared/dom.js';
import { text } from '../shared/language.js';
import { notice } from '../shared/parts.js';
import { pluginTitle } from '../shared/seo-plugins.js';
import { Chips } from './chips.js';
import { plugins } from './plugins.js';
import { seoNames } from './screens/parts.js';

const numbers = new Set(['author', 'featured_image', 'id']);
const lists = new Set(['categories', 'tags']);
/** Fields that WordPress or a plugin clears where they arrive empty. */
const clearable = ['excerpt', 'categories', 'tags', 'seo.title', 'seo.description', 'seo.focus_keyphrase', 'seo.canonical',
  'seo.og_title', 'seo.og_description', 'seo.twitter_title', 'seo.twitter_description'];

/** In UTF-16 units. */
const manyLetters = 100_000;
const manyLines = 1000;

/** @typedef {{ site: string, style: string, sender: string, missing: string, scope: string[], plugins: string[] }} Settings */

/** @type {Settings} */
export const defaults = {
  site: 'https://example.com/',
  style: 'pretty',
  sender: 'server',
  missing: 'create',
  scope: ['posts', 'seo', 'categories'],
  plugins: [],
};

export class Form {
  #form;
  #chips = {};
  #clears = {};
  /** What a control was given and shows otherwise: a text area turns CR LF into LF. */
  #given = {};
  #site;

  /**
   * @param {HTMLFormElement} form
   * @param {() => void} changed called after each change by its reader
   */
  constructor(form, changed) {
    this.#form = form;
    for (const key of lists) {
      const input = this.#control(key);
      this.#chips[key] = new Chips(input, document.getElementById(`${input.id}-list`), changed);
    }
    this.#makePlugins();
    for (const key of clearable) this.#makeClear(key);
    form.addEventListener('input', (event) => {
      if (event.target.type === 'file') return;
      this.#offerClears();
      this.#turn();
      changed();
    });
    // Text that comes all at once is given its direction before it is there.
    this.#control('content').addEventListener('beforeinput', ({ target, inputType, data, dataTransfer }) => {
      if (!/^(insertFrom|history)/.test(inputType)) return;
      const { value, selectionStart: start, selectionEnd: end } = target;
      const coming = data ?? dataTransfer?.getData('text/plain') ?? '';
      target.dir = directionOf(coming ? value.slice(0, start) + coming + value.slice(end) : value);
    });
    form.addEventListener('submit', (event) => event.preventDefault());
  }

  /** Words that this made in the reader's language, after another was chosen. */
  translate() {
    for (const chips of Object.values(this.#chips)) chips.draw();
    const chosen = this.settings().plugins;
    this.#makePlugins();
    this.#choosePlugins(chosen);
    this.showSite(this.#site);
    for (const { label } of Object.values(this.#clears)) label.textContent = text('lab.send_empty');
  }

  /** @returns {object} with the keys of a document; what is wrong with it, the core says */
  document() {
    const out = {};
    const seo = {};
    for (const field of this.#form.querySelectorAll('[data-key]')) {
      const { key } = field.dataset;
      const value = this.#read(key);
      if (value === undefined) continue;
      if (key.startsWith('seo.')) seo[key.slice(4)] = value;
      else out[key] = value;
    }
    if (Object.keys(seo).length > 0) out.seo = seo;
    return out;
  }

  #read(key) {
    const clears = this.#clears[key]?.box.checked ?? false;
    if (lists.has(key)) {
      const { values } = this.#chips[key];
      return values.length > 0 ? values : clears ? [] : undefined;
    }
    const { value: shown } = this.#control(key);
    const value = this.#given[key]?.shown === shown ? this.#given[key].value : shown;
    if (key === 'title' || key === 'content') return value;
    if (value === '') return clears ? '' : undefined;
    if (key === 'seo.noindex') return value === 'true';
    // What is no number is left to the core to refuse.
    const number = numbers.has(key) && /^\d{1,16}$/.test(value.trim());
    return number ? Number(value) : value;
  }

  /** Puts a document into the form; keys that the form does not have are passed over. */
  write(document) {
    for (const field of this.#form.querySelectorAll('[data-key]')) {
      const { key } = field.dataset;
      const value = key.startsWith('seo.') ? document.seo?.[key.slice(4)] : document[key];
      const clear = this.#clears[key];
      if (clear) clear.box.checked = value === '' || (Array.isArray(value) && value.length === 0);
      if (lists.has(key)) {
        this.#chips[key].values = Array.isArray(value) ? value.map(String) : [];
      } else {
        const control = this.#control(key);
        const text = value === undefined || value === null ? '' : String(value);
        if (key === 'content') this.#turn(text);
        control.value = text;
        this.#given[key] = { shown: control.value, value: typeof value === 'string' ? value : control.value };
      }
    }
    this.#offerClears();
    this.#openUsed();
  }

  /** @returns {Settings} */
  settings() {
    const value = (name) => this.#form.elements.namedItem(`setting.${name}`).value;
    return {
      site: value('site').trim() || defaults.site,
      style: value('style'),
      sender: value('sender'),
      missing: value('missing'),
      scope: [...this.#form.querySelectorAll('[name=scope]:checked')].map((box) => box.value),
      plugins: [...this.#form.querySelectorAll('[data-plugin]')].map((select) => select.value).filter(Boolean),
    };
  }

  /** @param {Partial<Settings>} settings what is no choice of the form is passed over */
  writeSettings(settings) {
    const all = { ...defaults, ...settings };
    const element = (name) => this.#form.elements.namedItem(`setting.${name}`);
    element('site').value = String(all.site);
    for (const name of ['style', 'sender', 'missing']) {
      const select = element(name);
      const known = [...select.options].some((option) => option.value === all[name]);
      select.value = known ? all[name] : defaults[name];
    }
    const scope = Array.isArray(all.scope) ? all.scope : defaults.scope;
    for (const box of this.#form.querySelectorAll('[name=scope]')) box.checked = scope.includes(box.value);
    this.#choosePlugins(Array.isArray(all.plugins) ? all.plugins : []);
  }

  /**
   * What stands in the form is what a reset leaves. WebKit resets one with `autocomplete="off"` that comes
   * out of its cache, at some moment before or after it tells so.
   */
  keepOverReset() {
    for (const control of this.#form.elements) {
      if (control.type === 'checkbox') control.defaultChecked = control.checked;
      else if (control.options) for (const option of control.options) option.defaultSelected = option.selected;
      else if ('defaultValue' in control && control.type !== 'file') control.defaultValue = control.value;
    }
  }

  /**
   * While a site is connected it says for itself what these say of an imagined one, and the scope is
   * what the connection was made with.
   *
   * @param {import('../../wasm/types/index.d.ts').Site | undefined} site
   */
  showSite(site) {
    this.#site = site;
    const connected = site !== undefined;
    for (const place of this.#form.querySelectorAll('[data-imagined]')) place.hidden = connected;
    const ofTheSite = '[data-imagined] :is(input, select), [name=scope]';
    for (const control of this.#form.querySelectorAll(ofTheSite)) control.disabled = connected;
    const found = document.getElementById('plugins-found');
    found.hidden = !connected;
    fill(found, site && seoNames(site));
  }

  /**
   * Shows each problem at its field.
   *
   * @param {readonly import('../../wasm/types/index.d.ts').Problem[]} problems
   * `lang`: of a message that is not in the language of the page
   * @returns {{ message: string, field?: { id: string, label: string } }[]} the same as
   * sentences, with the field that each is about
   */
  showProblems(problems) {
    const of = (key) => problems.filter((problem) => problem.key === key);
    for (const field of this.#form.querySelectorAll('[data-key], [data-setting]')) {
      const key = field.dataset.key ?? `setting.${field.dataset.setting}`;
      this.#complain(field, of(key));
    }
    return problems.map(({ key, message }) => ({ message: sentence(message), field: key && this.#fieldOf(key) }));
  }

  #fieldOf(key) {
    const [, setting] = /^setting\.(.*)$/.exec(key) ?? [];
    const place = setting ? `[data-setting="${setting}"]` : `[data-key="${CSS.escape(key)}"]`;
    const field = this.#form.querySelector(place);
    return field && { id: field.querySelector('.input, input').id, label: field.querySelector('label, legend').textContent };
  }

  #complain(field, problems) {
    const control = field.querySelector('.input, input');
    const id = `${control.id}-wrong`;
    let line = field.querySelector('.wrong');
    if (problems.length === 0) {
      if (!line) return;
      line.remove();
    } else {
      if (!line) {
        line = h('p.wrong', { id });
        field.append(line);
      }
      fill(line, problems.map(({ message }) => `${sentence(message)} `));
      for (let around = field.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
    }
    control.toggleAttribute('aria-invalid', false);
    if (problems.length > 0) control.setAttribute('aria-invalid', 'true');
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one && one !== id);
    if (problems.length > 0) described.push(id);
    if (described.length > 0) control.setAttribute('aria-describedby', described.join(' '));
    else control.removeAttribute('aria-describedby');
  }

  #control(key) {
    return this.#form.elements.namedItem(key);
  }

  #makePlugins() {
    const place = document.getElementById('plugins');
    fill(
      place,
      plugins.map(({ name, current, old }) =>
        h(
          'div.plugin',
          {},
          h('label', { for: `plugin-${name}` }, pluginTitle(name)),
          h(
            'select.input',
            { id: `plugin-${name}`, name: `plugin.${name}`, 'data-plugin': name },
            h('option', { value: '' }, text('lab.plugin_off')),
            h('option', { value: name }, current),
            h('option', { value: `${name}-legacy` }, old),
          ),
        ),
      ),
    );
  }

  #choosePlugins(chosen) {
    for (const select of this.#form.querySelectorAll('[data-plugin]')) {
      select.value = chosen.find((name) => [...select.options].some((option) => option.value === name)) ?? '';
    }
  }

  #makeClear(key) {
    const field = this.#form.querySelector(`[data-key="${key}"]`);
    const box = h('input', { type: 'checkbox' });
    const label = h('span', {}, text('lab.send_empty'));
    const row = h('label.choice.clear', { hidden: true }, box, label);
    field.append(row);
    this.#clears[key] = { box, label, row };
  }

  /** Only an update has something to clear. */
  #offerClears() {
    const updates = this.#control('id').value.trim() !== '';
    for (const [key, { box, row }] of Object.entries(this.#clears)) {
      const empty = lists.has(key) ? this.#chips[key].values.length === 0 : this.#control(key).value === '';
      row.hidden = !empty || (!updates && !box.checked);
      if (!empty) box.checked = false;
    }
  }

  /** A long text runs one way: to find one for each of its lines, a browser takes seconds at each key. */
  #turn(text = this.#control('content').value) {
    this.#control('content').dir = isLong(text) ? directionOf(text) : 'auto';
  }

  #openUsed() {
    for (const details of this.#form.querySelectorAll('details.more')) {
      details.open ||= [...details.querySelectorAll('.input')].some((input) => input.value !== '');
    }
  }
}

function isLong(text) {
  if (text.length > manyLetters) return true;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ++lines;
  return lines > manyLines;
}

/** By the first letter of HTML that is no tag's, if it is not far off. */
function directionOf(html) {
  const [letter = ''] = /\p{L}/u.exec(html.slice(0, 2000).replace(/<[^>]*(>|$)/g, '')) ?? [];
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(letter) ? 'rtl' : 'ltr';
}

function sentence(message) {
  const first = message[0]?.toUpperCase() ?? '';
  return `${first}${message.slice(1)}${/[.?!]$/.test(message) ? '' : '.'}`;
}

/** A line above the form. @param {'good' | 'warn' | 'bad'} kind */
export function say(place, kind, ...lines) {
  if (lines.length === 0) return fill(place);
  return fill(place, notice(kind, lines.map((line) => h('p', {}, line))));
}
