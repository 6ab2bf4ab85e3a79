/** Pieces that several screens are made of. */

import { h, linkOut, quote } from '../../shared/dom.js';
import { text } from '../../shared/language.js';
import { notice } from '../../shared/parts.js';
import { pluginTitle } from '../../shared/seo-plugins.js';
import { profileScreen } from '../../shared/wordpress-screens.js';

export function nameOf(site) {
  return site.site.name || site.rest_root;
}

export function seoNames({ seo_plugins: plugins }) {
  return plugins.map(({ plugin }) => pluginTitle(plugin)).join(', ') || text('send.no_seo');
}

export function connectedLine({ connection, site }) {
  return h('p', {}, text('send.connected', { user: connection.username }), ' ', quote(nameOf(site)));
}

/** @param {import('../held.js').Held} held a password that nobody holds any more */
export function lostLine({ site, username }) {
  const words = text('send.lost', { user: username, site: nameOf(site) });
  return h('p', {}, words, ' ', linkOut(profileScreen(site), text('send.profile')));
}

/** @param {string | Error} problem in the language of the page, as far as its words are known there */
export function wordsOf(sender, problem) {
  return typeof problem === 'string' ? { message: problem } : sender.lab.presslink.retell(problem);
}

export function failure(sender, problem) {
  const { message, remedy } = wordsOf(sender, problem);
  const said = notice('bad', h('p', {}, h('strong', {}, message)), remedy && h('p', {}, remedy));
  said.setAttribute('role', 'alert');
  return said;
}

/** What is told of `problem` where nobody sees the dialog. */
export function badNews(sender, problem) {
  return { news: wordsOf(sender, problem).message, mood: 'bad' };
}
