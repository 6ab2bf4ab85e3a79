import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { revokeByHand } from '../parts.js';

/** @param {{ report: import('../../../wasm/types/index.d.ts').DisconnectReport }} given */
export function disconnectedScreen(app, { report }) {
  const { site } = app;
  const outcome = report.already_gone
    ? notice('warn', h('p', {}, text('done.already')))
    : notice('good', h('p', {}, text('done.revoked')));
  return {
    step: 4,
    mood: report.already_gone ? 'warn' : 'good',
    title: text('done.title'),
    body: [
      h(
        'section.card.stack',
        {},
        outcome,
        h('p.soft', {}, text('done.text')),
        revokeByHand(report.password_name, profileScreen(site)),
        h('div.actions', {}, button(text('done.again'), () => app.startAgain())),
      ),
    ],
  };
}
