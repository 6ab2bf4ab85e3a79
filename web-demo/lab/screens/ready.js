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
  const { excess } = account;
  const may = whatItMay(account, lab);
  const news = may.write ? connectedLine(sender).textContent : text('send.may_not_write');
  return {
    heading: text('send.ready'),
    body: [
      !lab.sound && notice('bad', h('p', {}, text('lab.stale'))),
      connectedLine(sender),
      excess.some((one) => one === 'manage_options' || one === 'edit_users') && notice('warn', h('p', {}, text('send.excess'))),
      !may.write && notice('bad', h('p', {}, text('send.may_not_write'))),
      may.write && !may.create && notice('warn', h('p', {}, text('send.may_not_create', { setting: text('lab.missing'), skip: text('lab.missing_skip') }))),
      may.write && h('p', {}, text(may.publish ? `send.about_${action}` : 'send.may_not_publish')),
      may.write &&
        begun &&
        notice(
          'info',
          h('p', {}, text('send.begun'), begun.post && [' ', linkOut(editScreen(site, begun.post), text('send.edit'))]),
          h('p', {}, button(text('send.anew'), () => sender.sendAnew(), '.second.small')),
        ),
      may.write && may.publish && !begun && h('p.small.soft', {}, text('send.as_shown')),
      h(
        'p.actions',
        {},
        lab.sound && may.write && (may.publish
          ? button(text(`send.do_${action}`), () => sender.publish())
          : button(text('send.do_pending'), () => sender.handIn())),
        button(text('send.back'), () => sender.close(), '.second'),
        button(text('send.disconnect'), () => sender.disconnect(), '.plain'),
      ),
    ],
    news,
    mood: may.write ? 'good' : 'bad',
  };
}

/**
 * What of this document the account's role leaves it. Only the site's answers tell whether a category
 * is missing there, and whose post an update is of.
 */
function whatItMay({ can }, { document, settings }) {
  const goesLive = ['publish', 'private', 'future'].includes(document.status ?? (document.id ? '' : 'publish'));
  return {
    write: can.edit_posts,
    publish: can.publish_posts || !goesLive,
    create: can.manage_categories || settings.missing !== 'create' || !(document.categories?.length > 0),
  };
}
