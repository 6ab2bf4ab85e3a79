/** What an error of presslink means for these pages. */

/** Whether nobody here can finish a post that was begun: it was deleted, or another account began it. */
export function isOutOfReach({ wpCode }) {
  return ['rest_post_invalid_id', 'rest_cannot_edit', 'rest_forbidden_context'].includes(wpCode);
}
