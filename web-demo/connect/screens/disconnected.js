import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { passwordList, revokeByHand } from '../parts.js';

/**
 * @param {object} given
 * @param {import('../../../wasm/types/index.d.ts').DisconnectReport} given.report
 * @param {import('../session.js').Password[]} [given.left] that are valid still
 */
export function disconnectedScreen(app, { report, left }) {
  const { site } = app;
  const outcome = report.already_gone
    ? notice('warn', h('p', {}, text('done.already')))
    : notice('good', h('p', {}, text('done.revoked')));
  return {
    step: 4,
    mood: report.already_gone || left ? 'warn' : 'good',
    title: text('done.title'),
    body: [
      h(
        'section.card.stack',
        {},
        outcome,
        left && notice('warn', h('p', {}, text('done.left', { count: left.length })), passwordList(left)),
        h('p.soft', {}, text('done.text')),
        revokeByHand(report.password_name, profileScreen(site)),
        h('div.actions', {}, button(text('done.again'), () => app.startAgain())),
      ),
    ],
  };
}
