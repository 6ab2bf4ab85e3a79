/** What a report says of a post: what is on the site, as far as the site itself has shown it. */

import { h, icon, linkOut, quote, webAddress } from '../shared/dom.js';
import { text, textOr } from '../shared/language.js';
import { badge, facts, notice } from '../shared/parts.js';
import { pluginTitle } from '../shared/seo-plugins.js';
import { editScreen, previewOf } from '../shared/wordpress-screens.js';

/** Visitors see it, or the owner alone. */
export const isOpen = ({ status }) => status === 'publish';

const verdictKind = {
  verified: 'good',
  accepted_unverified: 'info',
  dropped: 'warn',
  forbidden: 'bad',
  unsupported: 'warn',
};

/** Is something of it known not to be as it was sent? */
export function differs({ seo, categories, changed_by_site: changes }) {
  return (
    changes.length > 0 ||
    categories.some(({ id }) => id === null) ||
    seo.some(({ verdict }) => !/^(verified|accepted)/.test(verdict))
  );
}

/** Is something of it not known to be as it was sent? */
export function isUnread({ seo }) {
  return seo.some(({ verdict }) => verdict === 'accepted_unverified');
}

/**
 * @param {import('../../wasm/types/index.d.ts').PublishReport} report of any outcome
 * @param {object} document that was sent
 * @param {...Node} actions beside the links to the post
 */
export function outcomeCards(site, report, document, ...actions) {
  const { error, outcome, id, link, status } = report;
  const part = error ? outcome : 'done';
  return [
    h(
      'section.card.stack',
      { 'aria-labelledby': 'verified' },
      h('h3', { id: 'verified' }, text(error ? 'report.heading_part' : 'report.heading')),
      h('p.soft', {}, text(`report.lead_${part}`)),
      report.resumed && !error && notice('info', h('p', {}, text('report.resumed'))),
      facts(
        !error && [text('post.title'), quote(titleThere(report, document))],
        status && [text('report.status'), statusBadge(report)],
        !status && !error && [text('report.status'), badge('warn', text('status.other'))],
        link && [text('report.link'), h('bdi', { dir: 'ltr' }, link)],
        document.categories && report.categories.length > 0 && [text('report.categories'), terms(report.categories)],
        [text('report.requests'), String(report.requests)],
      ),
      h(
        'div.actions',
        {},
        webAddress(link) &&
          linkOut(
            isOpen(report) ? link : previewOf(link),
            text(isOpen(report) ? 'report.view' : 'report.preview'),
            error ? '.button.second' : '.button',
          ),
        id && linkOut(editScreen(site, id), text('report.edit'), '.button.second'),
        actions,
      ),
    ),
    report.seo.length > 0 && seoCard(report.seo, report.seo_advice),
    report.changed_by_site.length > 0 && differences(report.changed_by_site),
  ];
}

/** As it was sent, where the site has not shown another. */
function titleThere({ changed_by_site: changes }, { title }) {
  return changes.find(({ field }) => field === 'title')?.got ?? title;
}

function statusBadge(report) {
  const { status } = report;
  return badge(isOpen(report) ? 'good' : 'info', textOr(`status.${status}`, status));
}

function terms(categories) {
  return h(
    'ul.list',
    {},
    categories.map((term) =>
      h(
        'li',
        {},
        quote(term.path),
        ' ',
        term.id === null && badge('warn', text('report.skipped')),
        term.created && badge('info', text('report.created')),
      ),
    ),
  );
}

function seoCard(fields, advice) {
  return h(
    'section.card.stack',
    { 'aria-labelledby': 'seo' },
    h('h3', { id: 'seo' }, text('report.seo')),
    h(
      'ul.list.stack.verdicts',
      {},
      fields.map((one) =>
        h(
          'li',
          { 'data-verdict': one.verdict },
          h(
            'div.verdict',
            {},
            icon(one.verdict === 'verified' ? 'check' : 'dash', verdictKind[one.verdict]),
            h('strong', {}, textOr(`seo.${one.field}`, one.field)),
            one.plugin && h('span.soft', {}, pluginTitle(one.plugin)),
            badge(verdictKind[one.verdict], text(`verdict.${one.verdict}`)),
          ),
          one.verdict === 'verified' ? h('p', {}, quote(one.effective || one.sent)) : shortfall(one),
        ),
      ),
    ),
    advice.filter(({ plugin }) => plugin === null).map((each) => h('p.soft', {}, each.text)),
  );
}

/** What is not known to be in effect as it was sent. */
function shortfall({ sent, effective, why, remedy }) {
  return [
    why && h('p', {}, why),
    remedy && h('p.soft.small', {}, remedy),
    comparison(sent, effective || null),
  ];
}

function comparison(sent, got) {
  return [
    h('p.soft.small', {}, text('report.sent'), ' ', quote(sent)),
    got !== null && h('p.soft.small', {}, text('report.got'), ' ', quote(got)),
  ];
}

function differences(changes) {
  return h(
    'section.card.stack',
    { 'aria-labelledby': 'changed' },
    h('h3', { id: 'changed' }, text('report.changed')),
    h(
      'ul.list.stack.verdicts',
      {},
      changes.map((one) =>
        h(
          'li',
          {},
          h('strong', {}, textOr(`field.${one.field}`, one.field)),
          h('p', {}, one.why),
          comparison(one.sent, one.got),
        ),
      ),
    ),
  );
}
