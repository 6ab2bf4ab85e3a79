import { h, linkOut } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { lostLine } from './parts.js';

/**
 * @param {object} given
 * @param {import('../../../wasm/types/index.d.ts').DisconnectReport} given.report
 * @param {import('../../../wasm/types/index.d.ts').Site} given.site
 * @param {import('../held.js').Held[]} given.lost that are valid still
 */
export function disconnectedScreen(sender, { report, site, lost }) {
  const outcome = text(report.already_gone ? 'send.already_gone' : 'send.revoked');
  return {
    heading: text('send.disconnected'),
    body: [
      notice('good', h('p', {}, outcome)),
      lost.length > 0 && notice('warn', lost.map(lostLine)),
      h('p', {}, linkOut(profileScreen(site), text('send.profile'))),
      h('p', {}, button(text('send.close'), () => sender.close(), '.second')),
    ],
    news: outcome,
    mood: 'good',
  };
}
