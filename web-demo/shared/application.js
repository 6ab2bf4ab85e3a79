/** How these pages present themselves to WordPress, which lists them on each user's profile. */

/** One for this application, on every site alike. */
const appId = '6f0c0f0e-6a1f-5c9b-9a53-7d1c5a4f2b90';
/** Logging in, with a second factor perhaps, may take its time. */
export const approvalTime = 30 * 60 * 1000;

/** The way to WordPress's approval screen and back to this page. */
export function authorize(presslink, site) {
  const { origin, pathname } = window.location;
  return presslink.authorizeUrl(site, {
    appName: appName(),
    appId,
    // After a `#`: what WordPress adds there is seen by no web server.
    successUrl: `${origin}${pathname}#`,
    validFor: approvalTime,
  });
}

/** The name of the password that WordPress makes upon `authorization`, unless its owner writes another. */
export function nameAskedFor({ url }) {
  return new URL(url).searchParams.get('app_name');
}

/** Where WordPress shows a new password to copy, instead of sending it anywhere. */
export function approvalToCopy(presslink, site) {
  return presslink.authorizeUrl(site, { appName: appName(), appId }).url;
}

/** Told apart in WordPress's list by its time; until 6.7 two of one name were refused. */
function appName() {
  const now = new Date().toISOString();
  return `presslink ${now.slice(0, 10)} ${now.slice(11, 19)}`;
}
