import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { causeList, isSaidBy } from '../parts.js';
import { siteCard } from './found.js';

/**
 * @param {object} given
 * @param {string} given.address
 * @param {Error} [given.error] where no site was found at all
 * @param {import('../../../wasm/types/index.d.ts').DoctorReport} given.report
 */
export function blockedScreen(app, { address, error, report }) {
  const causes = app.explain(report);
  const message = error && app.tell(error).message;
  const { closed_code: code } = report.site ?? (error ? {} : app.site);
  return {
    step: 1,
    mood: 'warn',
    title: text(error ? 'blocked.title' : 'blocked.title_found'),
    body: [
      error && !isSaidBy(causes, message) && notice('bad', h('p', {}, h('strong', {}, message))),
      !error && siteCard(app),
      h(
        'section.card.stack',
        { 'aria-labelledby': 'causes' },
        h('h3', { id: 'causes' }, text('blocked.causes')),
        h('p.soft', {}, text('blocked.lead')),
        // What causes advise for programs, such as a password, opens nothing to a page.
        code && notice('warn', h('p', {}, text('blocked.closed', { code }))),
        causes.length > 0
          ? causeList(causes)
          : !code && h('p', {}, (error ? app.tell(error) : app.site).remedy ?? text('blocked.none')),
        h(
          'div.actions',
          {},
          button(text('blocked.again'), () => app.find(address)),
          button(text('found.other'), () => app.startAgain(), '.second'),
        ),
      ),
    ],
  };
}
