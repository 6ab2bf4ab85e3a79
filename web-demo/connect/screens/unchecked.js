import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { failure, revokeByHand } from '../parts.js';

/**
 * The site could not be asked about the password, which this page holds for another try.
 *
 * @param {object} given
 * @param {Error} given.error
 * @param {string} [given.made] the name of the password, where WordPress made it for this page just now
 */
export function uncheckedScreen(app, { error, made }) {
  return {
    step: 2,
    mood: 'bad',
    title: text('unchecked.title'),
    body: [
      h(
        'section.card.stack',
        {},
        failure(app, error),
        h('p', {}, text('unchecked.text')),
        h(
          'div.actions',
          {},
          button(text('unchecked.again'), () => app.checkAgain(made)),
          button(text('found.by_hand'), () => app.byHand(), '.second'),
          button(text('found.other'), () => app.startAgain(), '.plain'),
        ),
      ),
      h(
        'section.card.stack',
        { 'aria-labelledby': 'by-hand' },
        h('h3', { id: 'by-hand' }, text('revoke.title')),
        revokeByHand(made, profileScreen(app.site)),
      ),
    ],
  };
}
