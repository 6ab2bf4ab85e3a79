/** @param {string} address that WordPress sent the browser to; what it carries, before and behind its `#` */
export function answerIn(address) {
  return new URLSearchParams(address.replace(/^[^?#]*[?#]+/, '').replaceAll(/[?#]+/g, '&'));
}
