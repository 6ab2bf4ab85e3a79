/** What an error of presslink means for these pages. */

/** What an error says and what helps, as the words beside a field. */
export function inOneLine({ message, remedy }) {
  return [message, remedy].filter(Boolean).join(' ');
}

/** Whether a password was refused where it was checked. After other errors it may be as good as before. */
export function isRefusal({ code }) {
  return ['credentials_rejected', 'not_permitted', 'passwords_unavailable'].includes(code);
}

/** Whether nobody here can finish a post that was begun: it was deleted, or another account began it. */
export function isOutOfReach({ wpCode }) {
  return ['rest_post_invalid_id', 'rest_cannot_edit', 'rest_forbidden_context'].includes(wpCode);
}
