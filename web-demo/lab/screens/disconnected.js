import { h, linkOut } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';

/** @param {{ report: import('../../../wasm/types/index.d.ts').DisconnectReport, site: import('../../../wasm/types/index.d.ts').Site }} given */
export function disconnectedScreen(sender, { report, site }) {
  const outcome = text(report.already_gone ? 'send.already_gone' : 'send.revoked');
  return {
    heading: text('send.disconnected'),
    body: [
      notice('good', h('p', {}, outcome)),
      h('p', {}, linkOut(profileScreen(site), text('send.profile'))),
      h('p', {}, button(text('send.close'), () => sender.close(), '.second')),
    ],
    news: outcome,
    mood: 'good',
  };
}
