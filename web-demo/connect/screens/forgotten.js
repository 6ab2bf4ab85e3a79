import { h, quote } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { revokeByHand } from '../parts.js';

/**
 * A password is out there that this page does not hold (any more): the page was reloaded, or the
 * answer came to a tab that never asked.
 *
 * @param {import('../session.js').Kept} given
 */
export function forgottenScreen(app, { username, passwordName, post }) {
  const { site } = app;
  return {
    step: 2,
    mood: 'warn',
    title: text('forgotten.title'),
    body: [
      h(
        'section.card.stack',
        {},
        notice('warn', h('p', {}, text(username ? 'forgotten.text' : 'forgotten.stray'))),
        username && h('p', {}, text('forgotten.who'), ' ', h('strong', {}, quote(username))),
        post && h('p', {}, text('forgotten.post')),
        h(
          'div.actions',
          {},
          site && button(text('forgotten.connect'), () => app.backToSite()),
          button(text('found.other'), () => app.startAgain(), '.second'),
        ),
      ),
      site &&
        h(
          'section.card.stack',
          { 'aria-labelledby': 'by-hand' },
          h('h3', { id: 'by-hand' }, text('revoke.title')),
          revokeByHand(passwordName, profileScreen(site)),
        ),
    ],
  };
}
