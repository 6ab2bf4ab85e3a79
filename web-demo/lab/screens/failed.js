import { h, linkOut } from '../../shared/dom.js';
import { isOutOfReach } from '../../shared/errors.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { editScreen } from '../../shared/wordpress-screens.js';
import { badNews, failure } from './parts.js';

/** @param {{ error: Error, steps: import('../steps.js').Steps }} given */
export function failedScreen(sender, { error, steps }) {
  const left = error.report?.id;
  const rejected = error.code === 'credentials_rejected';
  const stopped = error.code === 'cancelled';
  const body = [
    stopped ? h('p', {}, text('send.stopped_about')) : failure(sender, error),
    left && h('p', {}, text('send.left', { id: left }), ' ', linkOut(editScreen(sender.site, left), text('send.edit'))),
    sender.begun && !stopped && h('p', {}, text('send.safe')),
    isOutOfReach(error) && h('p', {}, text('send.out_of_reach')),
    rejected && h('p', {}, text('send.rejected')),
    steps.element,
    h(
      'p.actions',
      {},
      button(text(stopped ? 'send.go_on' : 'send.retry'), () => sender.publish()),
      button(text('send.back'), () => sender.close(), '.second'),
      rejected && button(text('send.disconnect'), () => sender.disconnect(), '.plain'),
    ),
  ];
  if (stopped) return { heading: text('send.stopped'), body };
  return { heading: text(error.code === 'uncertain' ? 'send.uncertain' : 'send.failed'), body, ...badNews(sender, error) };
}
