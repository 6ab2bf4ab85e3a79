import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { causeList } from '../parts.js';
import { siteCard } from './found.js';

/**
 * @param {object} given
 * @param {string} given.address
 * @param {Error} [given.error] where no site was found at all
 * @param {import('../../../wasm/types/index.d.ts').DoctorReport} given.report
 */
export function blockedScreen(app, { address, error, report }) {
  const causes = app.explain(report);
  return {
    step: 1,
    mood: 'warn',
    title: text(error ? 'blocked.title' : 'blocked.title_found'),
    body: [
      error && notice('bad', h('p', {}, h('strong', {}, app.tell(error).message))),
      !error && siteCard(app.site),
      h(
        'section.card.stack',
        { 'aria-labelledby': 'causes' },
        h('h3', { id: 'causes' }, text('blocked.causes')),
        h('p.soft', {}, text('blocked.lead')),
        causes.length > 0
          ? causeList(causes)
          : h('p', {}, (error ? app.tell(error) : app.site).remedy ?? unnamed(error ? null : app.site.closed_code)),
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

function unnamed(code) {
  return code ? text('blocked.closed', { code }) : text('blocked.none');
}
