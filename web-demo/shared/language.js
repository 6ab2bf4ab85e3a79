/**
 * The page's words in the reader's language.
 *
 * English stands in the pages themselves (`data-text="key"` names an element's text) and in each
 * page's `strings/en.js`; another language is one file beside it, fetched when it is chosen.
 */

import { fetchModule } from './fetch-module.js';
import { browserMemory } from './memory.js';
import { strings as frame } from './strings/en.js';

export const languages = { en: 'English', de: 'Deutsch', es: 'Español' };

/** Languages that are written from right to left; none is among ours yet. */
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);
const storageKey = 'presslink.language';

let current = 'en';
let english = {};
let words = {};
const sources = new Set();
const listeners = new Set();

/** The code of the language that the page speaks. */
export function language() {
  return current;
}

/** Calls `source` with the code before any listener: it has words that they show. */
export function beforeLanguage(source) {
  sources.add(source);
}

/** Calls `listener` with the code each time that another language was chosen. */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The words for `key`, with `{name}` replaced from `values`. An entry of several forms, such as
 * `{ one: '{count} request', other: '{count} requests' }`, is chosen by `values.count`.
 */
export function text(key, values = {}) {
  let entry = words[key] ?? english[key];
  if (entry === undefined) throw new Error(`no words for ${key}`);
  if (typeof entry === 'object') {
    entry = entry[new Intl.PluralRules(current).select(values.count)] ?? entry.other;
  }
  return entry.replace(/\{(\w+)\}/g, (_, name) => apart(String(values[name])));
}

/** Signs that turn the text behind them around, and letters that are written from right to left. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
const leftwards = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Somebody's text in a sentence, which keeps its own direction whatever stands in it. */
function apart(value) {
  const plain = value.replace(turning, '');
  return plain !== value || leftwards.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** `value` with `digits` behind the point, as the language of the page writes it. */
export function number(value, digits = 0) {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(current, options).format(value);
}

/** The words for `key`, or `other` where there are none: for names that come from a site. */
export function textOr(key, other) {
  return key in english ? text(key) : other;
}

/**
 * Starts the page in the reader's language and wires the `<select id="language">` of its head.
 *
 * @param {URL} strings the folder with `en.js`, `de.js`, … each exporting `strings`
 */
export async function startLanguage(strings) {
  const own = (await fetchModule(new URL('en.js', strings))).strings;
  english = { ...frame, ...fromPage(), ...own };
  const select = document.getElementById('language');
  for (const [code, name] of Object.entries(languages)) {
    const option = new Option(name, code);
    option.lang = code;
    select.append(option);
  }
  select.addEventListener('change', () => {
    browserMemory.set(storageKey, select.value);
    void speak(select, strings);
  });
  select.value = preferred();
  if (select.value !== 'en') await speak(select, strings);
}

/** What the reader chose before, else the first of the browser's languages that there is. */
function preferred() {
  const wished = [browserMemory.get(storageKey), ...navigator.languages];
  return wished.map((tag) => tag?.slice(0, 2)).find((code) => code in languages) ?? 'en';
}

async function speak(select, strings) {
  const code = select.value;
  // Both files at once: the frame's words, which every page has, and the page's own.
  const files = code === 'en' ? [] : [new URL('strings/', import.meta.url), strings];
  const loaded = await Promise.all(files.map((base) => fetchModule(new URL(`${code}.js`, base)))).catch(() => null);
  // Of two that were chosen at once the later one counts.
  if (select.value !== code) return;
  if (!loaded) {
    // The words did not arrive. The page goes on in the language that it has.
    select.value = current;
    return;
  }
  current = code;
  words = Object.assign({}, ...loaded.map((file) => file.strings));
  document.documentElement.lang = code;
  document.documentElement.dir = rightToLeft.has(code) ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
  await Promise.all([...sources].map((source) => source(code)));
  if (select.value !== code) return;
  await Promise.all([...listeners].map((listener) => listener(code)));
}

function fromPage() {
  const found = {};
  for (const element of document.querySelectorAll('[data-text]')) {
    found[element.dataset.text] = element.textContent.replace(/\s+/g, ' ').trim();
  }
  return found;
}
