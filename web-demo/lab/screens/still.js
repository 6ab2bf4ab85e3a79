import { h, linkOut } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { failure } from './parts.js';

/**
 * The password was to be revoked and is not, as far as anybody knows.
 *
 * @param {{ error: Error }} given
 */
export function stillScreen(sender, { error }) {
  return {
    heading: text('send.still'),
    body: [
      failure(sender, error),
      h('p', {}, text('send.still_about'), ' ', linkOut(profileScreen(sender.site), text('send.profile'))),
      h(
        'p.actions',
        {},
        button(text('send.retry'), () => sender.disconnect(), '.danger'),
        button(text('send.back'), () => sender.close(), '.second'),
      ),
    ],
    news: text('send.still'),
    mood: 'bad',
  };
}
