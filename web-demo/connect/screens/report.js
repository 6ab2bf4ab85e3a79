import { h, icon, linkOut, quote } from '../../shared/dom.js';
import { text } from '../../shared/language.js';
import { badge, button, facts, notice, pluginTitle } from '../parts.js';
import { editScreen, previewOf } from '../wordpress-screens.js';
import { disconnectCard } from './account.js';

/** @param {{ report: import('../../../wasm/types/index.d.ts').PublishReport, document: object }} given */
export function reportScreen(app, { report, document }) {
  const { site } = app;
  const open = report.status === 'publish';
  return {
    step: 3,
    mood: 'good',
    title: text(open ? 'report.title_public' : 'report.title_draft'),
    body: [
      h(
        'section.card.stack',
        { 'aria-labelledby': 'verified' },
        h('h3', { id: 'verified' }, text('report.heading')),
        h('p.soft', {}, text('report.lead')),
        report.resumed && notice('info', h('p', {}, text('report.resumed'))),
        facts(
          [text('post.title'), quote(document.title)],
          [text('report.status'), badge(open ? 'good' : 'info', text(`status.${report.status}`))],
          report.link && [text('report.link'), h('bdi', { dir: 'ltr' }, report.link)],
          document.categories && [text('report.categories'), terms(report.categories)],
          [text('report.requests'), String(report.requests)],
        ),
        h(
          'div.actions',
          {},
          linkOut(
            open ? report.link : previewOf(report.link),
            text(open ? 'report.view' : 'report.preview'),
            '.button',
          ),
          linkOut(editScreen(site, report.id), text('report.edit'), '.button.second'),
          button(text('report.another'), () => app.another(), '.plain'),
        ),
      ),
      report.seo.length > 0 && seoCard(report.seo),
      report.changed_by_site.length > 0 && differences(report.changed_by_site),
      disconnectCard(app),
    ],
  };
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

const verdictKind = {
  verified: 'good',
  accepted_unverified: 'info',
  dropped: 'warn',
  forbidden: 'bad',
  unsupported: 'warn',
};

function seoCard(fields) {
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
            h('strong', {}, text(`seo.${one.field}`)),
            one.plugin && h('span.soft', {}, pluginTitle(one.plugin)),
            badge(verdictKind[one.verdict], text(`verdict.${one.verdict}`)),
          ),
          h('p', {}, quote(one.effective || one.sent)),
          one.verdict !== 'verified' && one.why && h('p.soft.small', {}, one.why),
          one.verdict !== 'verified' && one.remedy && h('p.soft.small', {}, one.remedy),
        ),
      ),
    ),
  );
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
          h('strong', {}, one.field),
          h('p', {}, one.why),
          h('p.soft.small', {}, text('report.sent'), ' ', quote(one.sent)),
          h('p.soft.small', {}, text('report.got'), ' ', quote(one.got)),
        ),
      ),
    ),
  );
}
