/** Signs that nobody sees, and those that texts put around an address and behind it. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const around = /^[\s"'«»‹›“”„‟‘’‚‛<(]+|[\s"'«»‹›“”„‟‘’‚‛>).,;:!?…]+$/g;

/** An address as it was meant by somebody who copied it out of a text. */
export function pastedAddress(typed) {
  return typed.replace(invisible, '').replace(around, '');
}

/** Whether it looks like one that WordPress made: 24 letters and digits, however it is spaced. */
export const isApplicationPassword = (typed) => typed.replace(/[^A-Za-z0-9]/g, '').length === 24;
