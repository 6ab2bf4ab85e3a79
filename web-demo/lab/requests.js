/** The planned requests, in order, each drawn anew only where it changed. */

import { fill, h, icon, quote } from '../shared/dom.js';
import { number, text } from '../shared/language.js';
import { pluginTitle } from '../shared/seo-plugins.js';
import { beginningOf, goesOn } from './cut.js';
import { StandIns, routeOf } from './code/planned.js';
import { paint, split } from './highlight.js';

/** The key with which the core plans a new post, where none was given. */
const standInKey = '00000000-0000-4000-8000-000000000000';
const encoder = new TextEncoder();

export function byteLength(body) {
  return body === null ? 0 : encoder.encode(body).length;
}

export function size(bytes) {
  return bytes < 1000
    ? text('lab.bytes', { count: bytes })
    : text('lab.kilobytes', { number: number(bytes / 1000, 1) });
}

export class RequestList {
  #list = h('ol.list.stack.requests');
  #after = h('div.stack');
  #drawn = [];
  #look = '';
  #say;
  /** The purposes of the requests whose long body the reader wants to see to its end. */
  #whole = new Set();

  /** @param {(sentence: string) => string} say puts a sentence of the core into the reader's language */
  constructor(say) {
    this.#say = say;
  }

  get elements() {
    return [this.#list, this.#after];
  }

  /**
   * @param {import('../../wasm/types/index.d.ts').Preview} preview
   * @param {{ exact: boolean, again?: boolean }} options `exact`: bodies without added line breaks;
   * `again`: draw all, as the words changed
   */
  show(preview, { exact, again = false }) {
    const look = JSON.stringify([exact, preview.stand_ins]);
    const all = again || look !== this.#look;
    this.#look = look;
    const standIns = new StandIns(preview.stand_ins);
    const say = this.#say;
    preview.requests.map((request) => told(request, say)).forEach((request, index) => {
      const known = this.#drawn[index];
      if (known && !all && same(known.request, request)) {
        known.request = request;
        return;
      }
      const draw = () => card(this.#drawn[index].request, {
        exact,
        standIns,
        say,
        whole: this.#whole.has(request.purpose),
        showAll: () => {
          this.#whole.add(request.purpose);
          const element = draw();
          this.#drawn[index].element.replaceWith(element);
          this.#drawn[index].element = element;
          element.querySelector('[data-part=body]').focus();
        },
      });
      this.#drawn[index] = { request };
      const element = draw();
      if (known) {
        known.element.replaceWith(element);
        if (!all) flash(element);
      } else {
        this.#list.append(element);
      }
      this.#drawn[index].element = element;
    });
    for (const { element } of this.#drawn.splice(preview.requests.length)) element.remove();
    const rest = JSON.stringify([preview.stand_ins, preview.not_sent, preview.requests.length]);
    if (all || this.#after.dataset.shows !== rest) fill(this.#after, footnotes(preview, say));
    this.#after.dataset.shows = rest;
  }
}

function told(request, say) {
  return { ...request, purpose: say(request.purpose), when: request.when && say(request.when) };
}

function same(one, other) {
  return (
    one.body === other.body &&
    one.url === other.url &&
    one.method === other.method &&
    one.purpose === other.purpose &&
    one.when === other.when &&
    one.login === other.login
  );
}

function flash(element) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.querySelector('.request-rail').animate([{ opacity: 1 }, { opacity: 0 }], { duration: 900, easing: 'ease-out' });
}

function card(request, look) {
  const { method, purpose, when, body } = request;
  const why = whyOf(request);
  return h(
    'li.request',
    { 'data-conditional': when !== null },
    h('span.request-rail', { 'aria-hidden': 'true' }),
    h(
      'div.request-head',
      {},
      h(`span.method.${method.toLowerCase()}`, {}, method),
      h('h3', {}, `${purpose[0].toUpperCase()}${purpose.slice(1)}`),
      h('span.request-size', {}, body === null ? text('lab.no_body') : size(byteLength(body))),
    ),
    (when || why) &&
      h(
        'p.request-why.small',
        {},
        when && h('span.badge.warn', {}, `${when[0].toUpperCase()}${when.slice(1)}`),
        when && ' ',
        why && h('span.soft', {}, why),
      ),
    h(
      'div.wire',
      {},
      h('p.wire-url', { 'data-part': 'url', dir: 'ltr' }, address(request.url, look)),
      h(
        'ul.list.wire-headers',
        { 'data-part': 'headers', 'aria-label': text('lab.headers') },
        request.login === 'header' &&
          h('li', { 'data-hidden': true }, h('span.code-key', {}, 'Authorization'), ': Basic ', hidden(text('lab.hidden'))),
        Object.entries(request.headers).map(([name, value]) =>
          h('li', {}, h('span.code-key', {}, name), `: ${value}`),
        ),
      ),
      body !== null && bodyBlock(request, look),
    ),
  );
}

function bodyBlock({ body, purpose }, { exact, standIns, say, whole, showAll }) {
  const special = (piece) => {
    if (piece.kind === 'mark') return hidden(piece.text);
    const found = standIns.inBody(piece);
    return found ? standIn(found, say) : null;
  };
  const pieces = split(body, { formatted: !exact });
  const shown = whole ? pieces : beginningOf(pieces);
  return [
    h(
      'pre.wire-body',
      { 'data-part': 'body', tabindex: 0, role: 'group', 'aria-label': text('lab.body', { purpose }), dir: 'ltr' },
      h('code', {}, paint(shown, special)),
    ),
    shown !== pieces && goesOn(size(byteLength(body)), showAll),
  ];
}

function hidden(label) {
  return h('span.hidden-login', {}, label);
}

function standIn({ id, meaning }, say) {
  return h('abbr.stand-in', { title: say(meaning) }, id);
}

/** The address in parts: where, which route, which parameters. */
function address(url, { standIns, say }) {
  const { origin } = new URL(url);
  const path = h('span.wire-path');
  const query = h('span.wire-query');
  let place = path;
  const [before, found, behind = ''] = standIns.inAddress(url);
  const put = (part) => {
    const mark = place === path ? part.indexOf('?') : -1;
    if (mark < 0) return place.append(part);
    place.append(part.slice(0, mark));
    place = query;
    return place.append(part.slice(mark));
  };
  put(before.slice(origin.length));
  if (found) place.append(standIn(found, say));
  put(behind);
  return [h('span.wire-origin', {}, origin), path, place === query && query];
}

/** Why the step is there at all, in the reader's language. */
function whyOf({ method, url, login }) {
  const route = routeOf(url);
  if (route === '/wp/v2/posts') return text('lab.why_create');
  if (/^\/wp\/v2\/posts\/\d+$/.test(route)) return text(method === 'GET' ? 'lab.why_read' : route.length > 20 ? 'lab.why_finish' : 'lab.why_change');
  if (route === '/wp/v2/categories' || route === '/wp/v2/tags') return text(method === 'GET' ? 'lab.why_find' : 'lab.why_term');
  if (route === '/wp/v2/users/me') return text('lab.why_account');
  if (login === 'body') return text('lab.why_xml_rpc');
  if (login === null) return text('lab.why_visitor');
  return text(method === 'GET' ? 'lab.why_effective' : 'lab.why_plugin');
}

function footnotes(preview, say) {
  const key = preview.requests.some((request) => request.body?.includes(standInKey));
  return [
    preview.not_sent.length > 0 && notSent(preview.not_sent),
    (preview.stand_ins.length > 0 || key) &&
      h(
        'section.stand-ins',
        { 'aria-labelledby': 'stand-ins-heading' },
        h('h3', { id: 'stand-ins-heading' }, text('lab.stand_ins')),
        h('p.small.soft', {}, text('lab.stand_ins_about')),
        h(
          'dl.pairs',
          {},
          preview.stand_ins.map(({ id, meaning }) => [
            h('dt', {}, h('code', {}, String(id))),
            h('dd', {}, quote(say(meaning))),
          ]),
          key && [h('dt', {}, h('code', {}, standInKey)), h('dd', {}, text('lab.stand_in_key'))],
        ),
      ),
  ];
}

/** The fields that no request carries, those with one reason together. */
function notSent(reports) {
  const groups = new Map();
  for (const report of reports) {
    const reason = JSON.stringify([report.plugin, report.why, report.remedy]);
    groups.set(reason, [...(groups.get(reason) ?? []), report]);
  }
  return h(
    'section.notice.warn',
    { 'aria-labelledby': 'not-sent-heading' },
    icon('warn', 'warn'),
    h(
      'div.stack',
      {},
      h('h3', { id: 'not-sent-heading' }, text('lab.not_sent')),
      [...groups.values()].map((group) =>
        h(
          'p',
          {},
          h('strong', {}, [group[0].plugin && `${pluginTitle(group[0].plugin)}: `, group.map(({ field }) => field).join(', ')]),
          h('br'),
          h('span', {}, [group[0].why, group[0].remedy].filter(Boolean).join(' ')),
        ),
      ),
    ),
  );
}
