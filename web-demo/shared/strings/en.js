/** Words that every page has, besides those that stand in its frame. */
export const strings = {
  new_tab: 'opens in a new tab',
  copy: 'Copy',
  copied: 'Copied',
  module_failed:
    'The program behind this page did not load. Reload the page; if that does not help, the browser may be too old or forbid WebAssembly.',
};
