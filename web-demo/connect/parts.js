/** Pieces that several screens are made of. */

import { copy } from '../shared/copy.js';
import { h, icon, linkOut, quote, webAddress } from '../shared/dom.js';
import { button } from '../shared/fields.js';
import { text } from '../shared/language.js';
import { badge, notice } from '../shared/parts.js';
import { home, profileScreen } from '../shared/wordpress-screens.js';

/** A disclosure. */
export function more(label, ...children) {
  return h('details.more', {}, h('summary', {}, label), h('div.stack', {}, children));
}

/** A site's own picture, or its first letter. */
export function siteIcon(site) {
  const letter = h('span.site-icon', { 'aria-hidden': 'true' }, [...site.site.name.trim()][0] ?? 'W');
  const address = webAddress(site.site.icon, home(site));
  // One from elsewhere would tell a third party who connects here.
  if (!address || new URL(address).origin !== home(site).origin) return letter;
  const image = h('img.site-icon', { src: address, alt: '', width: 56, height: 56 });
  image.addEventListener('error', () => image.replaceWith(letter));
  return image;
}

/** The causes of a failure as its owner mends them, the likeliest open. */
export function causeList(causes) {
  return h(
    'ol.list.stack.causes',
    { 'aria-label': text('cause.list') },
    causes.map((cause, index) => h('li', {}, causeCard(cause, index === 0))),
  );
}

const sureness = { certain: 'bad', likely: 'warn', possible: 'info' };

function causeCard(cause, open) {
  const { remedy } = cause;
  return h(
    'details.cause',
    { open, 'data-cause': cause.id },
    h(
      'summary',
      {},
      icon('chevron', 'along'),
      h('h3', {}, cause.title),
      badge(sureness[cause.likelihood], text(`cause.${cause.likelihood}`)),
    ),
    h(
      'div.stack',
      {},
      cause.evidence.length > 0 && [
        h('h4', {}, text('cause.evidence')),
        h('ul.soft', {}, cause.evidence.map((line) => h('li', {}, line))),
      ],
      h('h4', {}, remedy.title || text('cause.remedy')),
      remedy.steps.length > 0 && h('ol', {}, remedy.steps.map((step) => h('li', {}, step))),
      webAddress(remedy.url) && h('p', {}, linkOut(remedy.url, text('cause.open'), '.button.second.small')),
      remedy.for_host.length > 0 && more(text('cause.host'), remedy.for_host.map(hostLines)),
      cause.tell_apart && h('p.soft.small', {}, h('strong', {}, text('cause.apart')), ' ', cause.tell_apart),
    ),
  );
}

function hostLines({ server, text: lines }) {
  const toClipboard = button(text('copy'), () => copy(lines, toClipboard, 'copy'), '.second.small');
  return h(
    'figure.stack.tight',
    {},
    h('figcaption.small', {}, server),
    h('pre.code', { tabindex: 0, 'aria-label': server }, h('code', {}, lines)),
    h('p', {}, toClipboard),
  );
}

/** Whether the causes begin with the very words of an error, which are not said twice. */
export function isSaidBy([cause], message) {
  return cause?.title === message;
}

/** An error in a sentence, with what may be behind it where anything is known. */
export function failure(app, error) {
  const { message, remedy } = app.tell(error);
  const causes = app.explain(error);
  return h(
    'div.stack',
    {},
    !isSaidBy(causes, message) &&
      notice(
        'bad',
        h('p', {}, h('strong', {}, message)),
        causes.length === 0 && remedy && h('p', {}, remedy),
      ),
    causes.length > 0 && causeList(causes),
  );
}

/** @param {import('./session.js').Password[]} passwords by whose they are, and their names as far as known */
export function passwordList(passwords) {
  return h(
    'ul',
    {},
    passwords.map(({ username, name }) => h('li', {}, h('strong', {}, quote(username)), name && [': ', quote(name)])),
  );
}

/**
 * How one takes the password back in WordPress itself.
 *
 * @param {import('../../wasm/types/index.d.ts').Account} [account] whose menus are the way, where it is known
 */
export function revokeByHand(passwordName, profile, account) {
  const name = passwordName ? quote(passwordName) : text('revoke.the_name');
  // Without a list of users, WordPress has the profile at the top of its menu.
  const lists = account?.excess.includes('list_users');
  const start = account ? [lists && text('revoke.users'), text('revoke.profile')] : [text('revoke.either')];
  return h(
    'div.stack.tight',
    {},
    h('p', {}, text('revoke.how')),
    h(
      'ol.list.path',
      { 'aria-label': text('revoke.path') },
      [...start, text('revoke.passwords'), name, text('revoke.revoke')].filter(Boolean).map((part) => h('li', {}, part)),
    ),
    h('p', {}, linkOut(profile, text('revoke.link'))),
  );
}

/** A password that WordPress made and this page does not hold may be there all the same. */
export function leftover(site, name) {
  return h('p.soft', {}, text('found.leftover', { name }), ' ', linkOut(profileScreen(site), text('revoke.link')));
}
