import { h, linkOut } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { badNews, failure } from './parts.js';

/**
 * The site could not be asked about the password, which this page holds for another try.
 *
 * @param {object} given
 * @param {import('../../../wasm/types/index.d.ts').Site} given.site
 * @param {Error} given.problem
 */
export function uncheckedScreen(sender, { site, problem }) {
  return {
    heading: text('send.unchecked'),
    body: [
      failure(sender, problem),
      h('p', {}, text('send.unchecked_about'), ' ', linkOut(profileScreen(site), text('send.profile'))),
      h(
        'p.actions',
        {},
        button(text('send.retry'), () => sender.checkAgain()),
        button(text('send.other_password'), () => sender.letGo(), '.second'),
      ),
    ],
    ...badNews(sender, problem),
  };
}
