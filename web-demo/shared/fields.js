/** What a form is made of, and how it says what is wrong. */

import { fill, h } from './dom.js';
import { text } from './language.js';

export function button(label, onclick, classes = '') {
  return h(`button.button${classes}`, { type: 'button', onclick }, label);
}

/**
 * A field for a line of text, and place beside it for what is wrong with it.
 *
 * @param {string} id also its name in the form
 * @param {object} attributes of the input besides
 * @param {{ hint?: string, wrong?: string | false }} said
 */
export function field(id, label, attributes, { hint, wrong }) {
  const described = [hint && `${id}-hint`, `${id}-wrong`].filter(Boolean).join(' ');
  const input = h('input.input', { id, name: id, type: 'text', autocomplete: 'off', 'aria-describedby': described, ...attributes });
  const element = h(
    'div.field',
    {},
    h('label', { for: id }, label),
    input,
    hint && h('p.hint', { id: `${id}-hint` }, hint),
    h('p.wrong', { id: `${id}-wrong` }),
  );
  complain(input, wrong);
  return element;
}

/** Says beside `input` what is wrong with it, or takes back what was said. */
export function complain(input, words) {
  fill(input.closest('.field').querySelector('.wrong'), words);
  if (words) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

/**
 * Says beside each field of a form what is wrong with it; the focus goes to the first.
 *
 * @param {Record<string, string | false>} wrong the keys of words, by the names of the fields
 * @returns {boolean} whether anything is
 */
export function complainAll(form, wrong) {
  for (const [name, key] of Object.entries(wrong)) complain(form.elements.namedItem(name), key && text(key));
  const first = Object.keys(wrong).find((name) => wrong[name]);
  if (first) form.elements.namedItem(first).focus();
  return first !== undefined;
}
