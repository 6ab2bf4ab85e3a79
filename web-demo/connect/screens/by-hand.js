import { h, linkOut } from '../../shared/dom.js';
import { button, complainAll, field } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { isApplicationPassword } from '../../shared/pasted.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { failure, leftover } from '../parts.js';

/**
 * A password that the owner made or copied in WordPress.
 *
 * @param {object} given
 * @param {Error} [given.because] why WordPress cannot send the owner back here
 * @param {boolean} [given.unremembered] the browser keeps nothing over a visit to WordPress
 * @param {Error} [given.error] what came of the last try
 * @param {string} [given.username] of the last try
 * @param {string} [given.made] the name of the password of the last try, where WordPress made it for this page
 * @param {Record<string, string | false>} [given.wrong] the keys of words, by the names of the fields
 */
export function byHandScreen(app, given) {
  const { because, unremembered, error, username } = given;
  const said = (name) => given.wrong?.[name] && text(given.wrong[name]);
  const submit = (event) => {
    event.preventDefault();
    if (app.busy) return;
    const form = event.currentTarget;
    const { username: name, password } = form.elements;
    given.wrong = wrongIn(name.value, password.value);
    if (complainAll(form, given.wrong)) return;
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
      error && h('section.card.stack', {}, failure(app, error), given.made && leftover(app.site, given.made)),
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
        field(
          'username',
          text('hand.username'),
          { autocapitalize: 'none', spellcheck: 'false', dir: 'ltr', value: username },
          { hint: text('hand.username_hint'), wrong: said('username') },
        ),
        // Shown, as WordPress shows it: it is pasted, not remembered. No spelling service gets to see
        // it, no password manager is asked to keep it.
        field(
          'password',
          text('hand.password'),
          {
            autocapitalize: 'none',
            autocorrect: 'off',
            spellcheck: 'false',
            dir: 'ltr',
            placeholder: 'xxxx xxxx xxxx xxxx xxxx xxxx',
          },
          { hint: text('hand.password_hint'), wrong: said('password') },
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
          text('hand.profile', { site: app.host }),
          ' ',
          linkOut(profileScreen(app.site), text('hand.profile_link')),
        ),
      ),
    ],
  };
}

function wrongIn(username, password) {
  return {
    username: username.trim() === '' ? 'hand.missing_username' : username.includes(':') && 'hand.colon',
    password: !/[A-Za-z0-9]/.test(password)
      ? 'hand.missing_password'
      : !isApplicationPassword(password) && 'odd_password',
  };
}

function approval(app) {
  try {
    return app.approvalToCopy();
  } catch {
    return profileScreen(app.site);
  }
}
