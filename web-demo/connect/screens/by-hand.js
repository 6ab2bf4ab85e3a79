import { h, linkOut } from '../../shared/dom.js';
import { text } from '../../shared/language.js';
import { button, failure, leftover, notice } from '../parts.js';
import { home, profileScreen } from '../wordpress-screens.js';

/**
 * A password that the owner made or copied in WordPress.
 *
 * @param {object} given
 * @param {Error} [given.because] why WordPress cannot send the owner back here
 * @param {boolean} [given.unremembered] the browser keeps nothing over a visit to WordPress
 * @param {Error} [given.error] what came of the last try
 * @param {string} [given.username] of the last try
 * @param {boolean} [given.made] WordPress made the password of the last try for this page
 * @param {boolean} [given.missing] a field was left empty
 */
export function byHandScreen(app, given) {
  const { because, unremembered, error, username } = given;
  const name = h('input.input', {
    id: 'username',
    name: 'username',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    dir: 'ltr',
    value: username,
    'aria-describedby': 'username-hint',
  });
  // Shown, as WordPress shows it: it is pasted, not remembered. No spelling service gets to see it,
  // no password manager is asked to keep it.
  const password = h('input.input', {
    id: 'password',
    name: 'password',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'none',
    autocorrect: 'off',
    spellcheck: 'false',
    dir: 'ltr',
    placeholder: 'xxxx xxxx xxxx xxxx xxxx xxxx',
    'aria-describedby': 'password-hint by-hand-wrong',
  });
  const wrong = h('p.wrong', { id: 'by-hand-wrong', role: 'alert' }, given.missing && text('hand.missing'));
  const submit = (event) => {
    event.preventDefault();
    const empty = [name, password].find((field) => field.value.trim() === '');
    if (empty) {
      given.missing = true;
      wrong.textContent = text('hand.missing');
      empty.focus();
      return;
    }
    const login = { username: name.value.trim(), password: password.value };
    password.value = '';
    app.enter(login);
  };
  return {
    step: 2,
    title: text('hand.title'),
    body: [
      unremembered && notice('info', h('p', {}, text('hand.unremembered'))),
      because && notice('info', h('p', {}, text('hand.because')), h('p.small', {}, app.tell(because).message)),
      error && h('section.card.stack', {}, failure(app, error), given.made && leftover(app.site)),
      h(
        'form.card.stack',
        { novalidate: true, autocomplete: 'off', onsubmit: submit },
        h(
          'ol.stack.tight',
          {},
          h('li', {}, text('hand.make'), ' ', linkOut(approval(app), text('hand.make_link'))),
          h('li', {}, text('hand.copy')),
          h('li', {}, text('hand.enter')),
        ),
        h(
          'div.field',
          {},
          h('label', { for: 'username' }, text('hand.username')),
          name,
          h('p.hint', { id: 'username-hint' }, text('hand.username_hint')),
        ),
        h(
          'div.field',
          {},
          h('label', { for: 'password' }, text('hand.password')),
          password,
          h('p.hint', { id: 'password-hint' }, text('hand.password_hint')),
          wrong,
        ),
        h(
          'div.actions',
          {},
          h('button.button', { type: 'submit' }, text('hand.connect')),
          button(text('hand.back'), () => app.backToSite(), '.plain'),
        ),
        h(
          'p.soft.small',
          {},
          text('hand.profile', { site: home(app.site).host }),
          ' ',
          linkOut(profileScreen(app.site), text('hand.profile_link')),
        ),
      ),
    ],
  };
}

function approval(app) {
  try {
    return app.approvalToCopy();
  } catch {
    return profileScreen(app.site);
  }
}
