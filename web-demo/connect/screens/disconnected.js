import { h, linkOut } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { passwordList, revokeByHand } from '../parts.js';

/**
 * @param {object} given
 * @param {import('../../../wasm/types/index.d.ts').DisconnectReport} given.report
 * @param {string} [given.name] of the password
 * @param {boolean} given.sent a test post went to the site before
 * @param {import('../session.js').Password[]} [given.left] that are valid still
 */
export function disconnectedScreen(app, { report, name, sent, left }) {
  const profile = profileScreen(app.site);
  const gone = report.already_gone;
  return {
    step: 4,
    skipped: sent ? undefined : 3,
    mood: gone || left ? 'warn' : 'good',
    title: text('done.title'),
    body: [
      h(
        'section.card.stack',
        {},
        gone
          ? [notice('warn', h('p', {}, text('done.already'))), revokeByHand(name, profile)]
          : notice('good', h('p', {}, text('done.revoked'))),
        h('p.soft', {}, text('done.text'), !gone && name && [' ', text('done.see', { name })]),
        !gone && !left && h('p', {}, linkOut(profile, text('revoke.link'))),
        left && [
          notice('warn', h('p', {}, text('done.left', { count: left.length })), passwordList(left)),
          !gone && revokeByHand(left.length > 1 ? null : left[0].name, profile),
        ],
        h('div.actions', {}, button(text('done.again'), () => app.startAgain())),
      ),
    ],
  };
}
