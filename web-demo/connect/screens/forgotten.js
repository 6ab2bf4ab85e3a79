import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { passwordList, revokeByHand } from '../parts.js';

/**
 * Passwords are out there that this page does not hold (any more): the page was reloaded or left, or
 * the answer came to a tab that did not ask.
 *
 * @param {import('../session.js').Kept} given
 */
export function forgottenScreen(app, { held, left = [], post }) {
  const { site } = app;
  const passwords = [held, ...left].filter(Boolean);
  const count = passwords.length;
  return {
    step: 2,
    mood: 'warn',
    title: text('forgotten.title', { count }),
    body: [
      h(
        'section.card.stack',
        {},
        notice('warn', h('p', {}, count > 1 ? text('forgotten.several', { count }) : text(held ? 'forgotten.text' : 'forgotten.stray'))),
        h('p', {}, text('forgotten.who', { count })),
        passwordList(passwords),
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
          revokeByHand(count > 1 ? null : passwords[0].name, profileScreen(site)),
        ),
    ],
  };
}
