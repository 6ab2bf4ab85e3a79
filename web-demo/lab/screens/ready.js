import { h, linkOut } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { editScreen } from '../../shared/wordpress-screens.js';
import { connectedLine } from './parts.js';

/** Connected, and nothing written yet. */
export function readyScreen(sender) {
  const { account, begun, lab, site } = sender;
  const action = lab.document.id ? 'update' : (lab.document.status ?? 'publish');
  const { excess, missing } = account;
  return {
    heading: text('send.ready'),
    body: [
      !lab.sound && notice('bad', h('p', {}, text('lab.stale'))),
      connectedLine(sender),
      excess.some((one) => one === 'manage_options' || one === 'edit_users') && notice('warn', h('p', {}, text('send.excess'))),
      missing.length > 0 && notice('warn', h('p', {}, text('send.missing', { names: missing.join(', ') }))),
      h('p', {}, text(`send.about_${action}`)),
      begun &&
        notice(
          'info',
          h('p', {}, text('send.begun'), begun.post && [' ', linkOut(editScreen(site, begun.post), text('send.edit'))]),
          h('p', {}, button(text('send.anew'), () => sender.sendAnew(), '.second.small')),
        ),
      !begun && h('p.small.soft', {}, text('send.as_shown')),
      h(
        'p.actions',
        {},
        lab.sound && button(text(`send.do_${action}`), () => sender.publish()),
        button(text('send.back'), () => sender.close(), '.second'),
        button(text('send.disconnect'), () => sender.disconnect(), '.plain'),
      ),
    ],
    news: connectedLine(sender).textContent,
    mood: 'good',
  };
}
