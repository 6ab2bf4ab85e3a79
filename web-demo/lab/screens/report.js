import { h, linkOut, quote, webAddress } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { badge, facts, notice } from '../../shared/parts.js';
import { pluginTitle } from '../../shared/seo-plugins.js';
import { editScreen } from '../../shared/wordpress-screens.js';

/**
 * @param {object} given
 * @param {import('../../../wasm/types/index.d.ts').PublishReport} given.report
 * @param {import('../steps.js').Steps} given.steps
 */
export function reportScreen(sender, { report: told, steps }) {
  const report = sender.lab.presslink.retell(told);
  const outcome = text(`send.outcome_${report.outcome}`, { id: report.id });
  const { categories, changed_by_site: changes, seo_advice: advice, tags } = report;
  const whole = changes.length === 0 && report.seo.every((field) => field.verdict === 'verified');
  const mood = whole ? 'good' : 'info';
  // Of a post that was left alone no answer came.
  const confirmation = !whole ? 'send.not_all' : report.outcome !== 'unchanged' && 'send.confirmed';
  return {
    heading: text('send.done'),
    body: [
      notice(mood, h('p', { 'data-outcome': report.outcome }, outcome, confirmation && ` ${text(confirmation)}`)),
      h(
        'p.actions',
        {},
        webAddress(report.link) && linkOut(report.link, text('send.view'), '.button.second.small'),
        linkOut(editScreen(sender.site, report.id), text('send.edit'), '.button.second.small'),
        button(text('send.continue'), () => sender.continueWith(report.id), '.second.small'),
      ),
      facts(
        report.status && [text('send.status'), report.status],
        report.slug && [text('lab.slug'), h('code', {}, report.slug)],
        categories.length > 0 && [text('lab.categories'), categories.map(category)],
        tags.length > 0 && [text('lab.tags'), tags.map(category)],
      ),
      report.seo.length > 0 && verdicts(report.seo),
      advice.length > 0 && notice('info', h('ul', {}, advice.map((each) => h('li', {}, each.text)))),
      changes.length > 0 &&
        notice('warn', h('ul', {}, changes.map(({ field, got, why }) => h('li', {}, h('strong', {}, field), ': ', quote(got), why && h('p.small', {}, why))))),
      h('details.more', { open: true }, h('summary', {}, text('send.requests', { count: report.requests })), steps.element),
      h(
        'p.actions',
        {},
        button(text('send.disconnect'), () => sender.disconnect(), '.danger'),
        button(text('send.close'), () => sender.close(), '.second'),
      ),
    ],
    news: outcome,
    mood,
  };
}

/** Of one that the document does not name the site told its id alone. */
function category({ path, created, id }) {
  const came = created ? 'send.created' : id === null && 'send.left_out';
  return h('span.badge', {}, path || String(id), came && ` · ${text(came)}`);
}

const looks = { verified: '.good', dropped: '.bad', forbidden: '.bad', unsupported: '.warn' };

/** @param {readonly import('../../../wasm/types/index.d.ts').SeoReport[]} reports */
function verdicts(reports) {
  return h(
    'div.table',
    { tabindex: 0, role: 'group', 'aria-label': text('send.seo') },
    h(
      'table',
      {},
      h('caption.visually-hidden', {}, text('send.seo')),
      h('thead', {}, h('tr', {}, ['send.field', 'send.verdict', 'send.effective'].map((name) => h('th', { scope: 'col' }, text(name))))),
      h('tbody', {}, reports.map(verdict)),
    ),
  );
}

function verdict({ field, plugin, verdict: said, effective, why, remedy }) {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, field, plugin && h('span.soft.small', {}, ` ${pluginTitle(plugin)}`)),
    h('td', {}, h(`span.badge${looks[said] ?? ''}`, {}, text(`send.verdict_${said}`))),
    h('td', {}, quote(effective), why && h('p.small.soft', {}, why), remedy && h('p.small.soft', {}, remedy)),
  );
}
