/** The post as a search result, and its texts beside the limits of each active SEO plugin. */

import { fill, h, icon, quote } from '../shared/dom.js';
import { text } from '../shared/language.js';
import { notice } from '../shared/parts.js';
import { pluginTitle } from '../shared/seo-plugins.js';
import { beginning } from './cut.js';
import { plainText } from './plain.js';
import { activePlugins, expand } from './plugins.js';

const separator = '-';
/** The widest title, in pixels, where no plugin names a limit. */
const widest = 600;
/** Measures in the font of `.result-title`. */
const pen = document.createElement('canvas').getContext('2d');
pen.font = "20px Arial, 'Liberation Sans', Helvetica, sans-serif";
/** What each place shows, so that typing elsewhere costs nothing here. */
const drawn = new WeakMap();

/**
 * @param {HTMLElement} place
 * @param {object} given
 * @param {import('../../wasm/types/index.d.ts').PostDocument} given.document
 * @param {import('../../wasm/types/index.d.ts').Preview | null} given.preview `null` where the
 * document is wrong
 * @param {string[]} given.plugins the active ones
 * @param {string} given.home the site's address
 * @param {string} given.siteName
 * @param {boolean} given.again draw it even where nothing changed, as the words did
 */
export function showSnippet(place, { document, preview, plugins, home, siteName, again }) {
  const { content = '', ...rest } = document;
  const shows = JSON.stringify([rest, opening(content), plugins, home, siteName, preview?.seo_advice]);
  if (!again && drawn.get(place) === shows) return;
  drawn.set(place, shows);
  const active = activePlugins(plugins);
  const seo = document.seo ?? {};
  const values = {
    title: plainText(document.title ?? ''),
    separator,
    site: siteName,
    excerpt: plainText(document.excerpt ?? '') || opening(content),
    nothing: '',
  };
  const whole = seo.title ? expand(plainText(seo.title), active, values) : `${values.title} ${separator} ${siteName}`;
  const title = cutTitle(whole, preview?.seo_lengths ?? []);
  const ownDescription = seo.description ? expand(plainText(seo.description), active, values) : '';
  fill(
    place,
    h(
      'figure.snippet',
      { 'aria-label': text('lab.snippet') },
      result({ title, description: ownDescription || values.excerpt, home, siteName, slug: document.slug || '…' }),
      h('figcaption.small.soft', {}, notes(active, seo, ownDescription)),
    ),
    seo.noindex === true &&
      notice('warn', h('p', {}, text('lab.snippet_noindex'))),
    preview && limits(preview),
  );
}

function result({ title, description, home, siteName, slug }) {
  const host = hostOf(home);
  const crumbs = [host, ...pathOf(home), slug].filter(Boolean);
  return h(
    'div.result',
    {},
    h(
      'div.result-site',
      {},
      h('span.result-icon', { 'aria-hidden': 'true' }, icon('globe')),
      h('div', {}, h('div.result-name', {}, quote(siteName)), h('div.result-url.one-line', {}, h('bdi', { dir: 'ltr' }, crumbs.join(' › ')))),
    ),
    h('div.result-title', {}, quote(title)),
    h('div.result-description', {}, quote(description)),
  );
}

function notes(active, seo, ownDescription) {
  if (active.length === 0) return text('lab.snippet_no_plugin');
  const said = [];
  if (!seo.title) said.push(text('lab.snippet_template'));
  if (!ownDescription) said.push(text('lab.snippet_excerpt'));
  return said.length > 0 ? said.join(' ') : text('lab.snippet_about');
}

/** What each plugin's own editor would say of the texts. */
function limits(preview) {
  const names = [...new Set(preview.seo_lengths.map((length) => length.plugin))];
  const general = preview.seo_advice.filter((advice) => !advice.plugin);
  return [
    names.length > 0 &&
      h(
        'ul.list.stack.limits',
        { 'aria-label': text('lab.limits') },
        names.map((name) =>
          h(
            'li',
            {},
            h('strong', {}, pluginTitle(name)),
            preview.seo_lengths.filter((length) => length.plugin === name).map(measures),
            preview.seo_advice
              .filter((advice) => advice.plugin === name)
              .map((advice) => h('p.advice', {}, icon('warn', 'warn'), h('span', {}, advice.text))),
          ),
        ),
      ),
    general.map((advice) => notice('warn', h('p', {}, advice.text))),
  ];
}

const fieldWords = {
  title: 'lab.seo_title',
  description: 'lab.seo_description',
  focus_keyphrase: 'lab.seo_focus_keyphrase',
};

function measures(length) {
  const out = [];
  const { characters_min: least, characters_max: most, pixels_max: wide } = length;
  if (most || least) out.push(measure(length.field, 'characters', length.characters, least ?? 0, most));
  if (wide) out.push(measure(length.field, 'pixels', length.pixels, 0, wide));
  return out;
}

function measure(field, unit, has, least, most) {
  const good = has !== null && has >= least && (most === null || has <= most);
  const bar = h('span.bar', { 'aria-hidden': 'true' }, h('span'));
  const share = has === null || !most ? 0 : Math.min(has / most, 1);
  bar.firstChild.style.setProperty('inline-size', `${share * 100}%`);
  const range = least > 0 ? `${least}–${most}` : String(most);
  const words = text(`lab.limit_${unit}`, { has: has ?? '–', range });
  const state = has === null || has === 0 ? 'none' : good ? 'good' : 'warn';
  return h(
    `div.measure.${state}`,
    {},
    h('span.measure-name', {}, text(fieldWords[field])),
    bar,
    h('span.measure-words', {}, words),
    state === 'none'
      ? h('span', { 'aria-hidden': 'true' })
      : h('span', {}, icon(good ? 'check' : 'warn', state), h('span.visually-hidden', {}, text(good ? 'lab.limit_kept' : 'lab.limit_missed'))),
  );
}

/** The first words of HTML, as a search engine picks them where it is told nothing. */
function opening(html) {
  const words = plainText(html.slice(0, 10_000));
  return words.length > 160 ? `${words.slice(0, 157).trimEnd()}…` : words;
}

/** As far as the plugins’ limit; what they say is within it is whole. */
function cutTitle(title, lengths) {
  const limits = lengths.filter(({ field, pixels_max: most }) => field === 'title' && most !== null);
  const most = Math.min(...limits.map((length) => length.pixels_max), ...(limits.length > 0 ? [] : [widest]));
  const fits = (words) => pen.measureText(words).width <= most;
  const kept = limits.length > 0 && limits.every(({ pixels }) => pixels !== null && pixels <= most);
  if (kept || fits(title)) return title;
  let [low, high] = [0, Math.min(title.length, 1000)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(`${title.slice(0, middle)}…`)) low = middle;
    else high = middle - 1;
  }
  return `${beginning(title, low).trimEnd()}…`;
}

export function hostOf(address) {
  try {
    return new URL(/^https?:/.test(address) ? address : `https://${address}`).host;
  } catch {
    return address;
  }
}

function pathOf(address) {
  try {
    return new URL(/^https?:/.test(address) ? address : `https://${address}`).pathname.split('/').filter(Boolean);
  } catch {
    return [];
  }
}
