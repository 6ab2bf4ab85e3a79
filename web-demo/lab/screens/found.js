import { h, linkOut, quote } from '../../shared/dom.js';
import { button, complainAll, field } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { facts, notice } from '../../shared/parts.js';
import { isApplicationPassword } from '../../shared/pasted.js';
import { profileScreen } from '../../shared/wordpress-screens.js';
import { badNews, failure, nameOf, seoNames } from './parts.js';

/**
 * @param {object} given
 * @param {import('../../../wasm/types/index.d.ts').Site} given.site
 * @param {string | Error} [given.problem] what came of the last try
 * @param {boolean} [given.left] WordPress made a password for it, which nobody holds now
 * @param {string} [given.username] of the last try
 */
export function foundScreen(sender, { site, problem, left, username }) {
  const off = site.application_passwords.available === false;
  return {
    heading: text('send.found'),
    body: [
      problem && failure(sender, problem),
      !off && problem?.code === 'passwords_unavailable' && h('p', {}, text('send.not_for_account')),
      left && h('p', {}, text('send.leftover'), ' ', linkOut(profileScreen(site), text('send.profile'))),
      facts(
        [text('send.site'), quote(nameOf(site))],
        [text('send.root'), h('code', {}, site.rest_root)],
        [text('send.seo'), seoNames(site)],
      ),
      off && notice('warn', h('p', {}, site.remedy ?? text('send.no_passwords'))),
      h('p', {}, text('send.approve_about')),
      h(
        'p.actions',
        {},
        button(text('send.approve'), () => sender.approve(site)),
        button(text('send.other_site'), () => sender.askForAddress(), '.plain'),
      ),
      byHand(sender, site, Boolean(problem), username),
    ],
    ...(problem && badNews(sender, problem)),
  };
}

/** For sites that send nobody back, and for passwords that are there already. */
function byHand(sender, site, open, username) {
  const connect = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const user = form.elements.namedItem('send-user');
    const password = form.elements.namedItem('send-password');
    const wrong = {
      'send-user': user.value.trim() === '' && 'send.no_user',
      'send-password':
        password.value.trim() === '' ? 'send.no_password' : !isApplicationPassword(password.value) && 'odd_password',
    };
    if (complainAll(form, wrong)) return;
    const login = { username: user.value.trim(), password: password.value };
    password.value = '';
    void sender.enter(site, login);
  };
  const plain = { autocapitalize: 'none', spellcheck: 'false', dir: 'ltr' };
  return h(
    'details.more',
    { open },
    h('summary', {}, text('send.paste')),
    h(
      'form.stack',
      { novalidate: true, onsubmit: connect },
      h('p.small.soft', {}, text('send.paste_about'), ' ', linkOut(profileScreen(site), text('send.profile'))),
      field('send-user', text('send.user'), { ...plain, value: username }, {}),
      field('send-password', text('send.password'), { ...plain, type: 'password' }, {}),
      h('p', {}, h('button.button.second', { type: 'submit' }, text('send.connect'))),
    ),
  );
}
