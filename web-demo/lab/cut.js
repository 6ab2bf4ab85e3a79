/** Long texts are drawn in part: a browser takes its time to lay one out, at each key. */

import { h } from '../shared/dom.js';
import { text } from '../shared/language.js';

/** In UTF-16 units; some hundred lines. */
const most = 20_000;

/** @returns {string} `whole`, or its beginning where it is long */
export function beginning(whole, length = most) {
  if (whole.length <= length) return whole;
  // Not between the halves of one character.
  const end = /[\ud800-\udbff]/.test(whole[length - 1]) ? length - 1 : length;
  return whole.slice(0, end);
}

/**
 * @param {import('./highlight.js').Piece[]} pieces
 * @returns {import('./highlight.js').Piece[]} `pieces`, or those of the beginning where they are long
 */
export function beginningOf(pieces) {
  let left = most;
  if (pieces.reduce((sum, piece) => sum + piece.text.length, 0) <= left) return pieces;
  const out = [];
  for (const piece of pieces) {
    if (piece.text.length > left) {
      out.push({ ...piece, text: beginning(piece.text, left) });
      break;
    }
    out.push(piece);
    left -= piece.text.length;
  }
  return out;
}

/** Below a text that goes on. @param {string} size of the whole */
export function goesOn(size, onclick) {
  return h(
    'p.goes-on',
    {},
    h('span.small.soft', {}, text('lab.goes_on')),
    h('button.button.second.small', { type: 'button', onclick }, text('lab.show_all', { size })),
  );
}
