/** Addresses of WordPress's own screens on a site, for links that its owner follows. */

import { webAddress } from './dom.js';

/**
 * The site's own address; one that is closed to strangers does not tell it.
 *
 * @param {import('../../wasm/types/index.d.ts').Site} site
 */
export function home(site) {
  return new URL(webAddress(site.site.home || '/', site.rest_root) ?? '/', site.rest_root);
}

/** @param {import('../../wasm/types/index.d.ts').Site} site */
function admin(site, screen) {
  // Where WordPress says its approval screen is, the others are; its core files may lie elsewhere
  // than the site's own address.
  const approval = webAddress(site.application_passwords.authorize_url);
  const files = webAddress(site.site.url) ?? home(site).href;
  const base = approval ?? `${files.replace(/\/$/, '')}/wp-admin/`;
  return new URL(screen, base).href;
}

export function profileScreen(site) {
  return admin(site, 'profile.php#application-passwords-section');
}

export function newUserScreen(site) {
  return admin(site, 'user-new.php');
}

export function editScreen(site, post) {
  return admin(site, `post.php?post=${post}&action=edit`);
}

/** Where the owner, logged in, sees a post that is not public yet; `null` where `link` is none. */
export function previewOf(link) {
  if (!webAddress(link)) return null;
  const url = new URL(link);
  url.searchParams.set('preview', 'true');
  return url.href;
}
