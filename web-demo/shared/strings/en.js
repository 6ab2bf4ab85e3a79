/** Words that every page has, besides those that stand in its frame. */
export const strings = {
  new_tab: 'opens in a new tab',
  copy: 'Copy',
  copied: 'Copied',
  not_copied: 'Not copied',
  odd_password:
    'An Application Password has 24 letters and digits. What you entered was not sent; if it is your log-in password, do not use it here.',
  module_failed:
    'The program behind this page did not load. Reload the page; if that does not help, the browser may be too old or forbid WebAssembly.',
};
