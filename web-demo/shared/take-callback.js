/*
 * Runs before all else on this page, and therefore is no module. WordPress hands the new password
 * over in the address; it is taken from there, and the address forgets it, before anything is
 * fetched, drawn or written to the session's history.
 */
(() => {
  const { href, pathname, search, hash } = window.location;
  if (!/[?&#](presslink_state|password|success|error)=/.test(search + hash)) return;
  window.history.replaceState(null, '', pathname);
  let callback = href;
  window.takeCallback = () => {
    const taken = callback;
    callback = null;
    return taken;
  };
})();
