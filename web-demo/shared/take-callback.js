/*
 * Runs before all else on this page, and therefore is no module. WordPress hands the new password
 * over in the address; it is taken from there, and the address forgets it, before anything is
 * fetched, drawn or written to the session's history.
 */
(() => {
  let callback = null;
  const take = () => {
    const { href, pathname, search, hash } = window.location;
    if (!/[?&#](presslink_state|password|success|error)=/.test(search + hash)) return false;
    window.history.replaceState(null, '', pathname);
    callback = href;
    return true;
  };
  take();
  window.takeCallback = () => {
    const taken = callback;
    callback = null;
    return taken;
  };
  // Somebody may put it into the address of the open page.
  window.addEventListener('hashchange', () => {
    if (take()) window.dispatchEvent(new Event('callback'));
  });
})();
