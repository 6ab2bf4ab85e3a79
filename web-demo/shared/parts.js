/** Pieces that both pages are made of. */

import { h, icon } from './dom.js';

export function badge(kind, label) {
  return h(`span.badge.${kind}`, {}, label);
}

/** @param {'good' | 'warn' | 'bad' | 'info'} kind */
export function notice(kind, ...children) {
  const drawing = { good: 'check', warn: 'warn', bad: 'warn', info: 'info' }[kind];
  return h(`div.notice.${kind}`, {}, icon(drawing, kind), h('div.stack.tight', {}, children));
}

/** `[[name, value], …]` as a list of pairs; a value is text or nodes. */
export function facts(...pairs) {
  return h(
    'dl.facts',
    {},
    pairs.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}
