/** Builds elements. Text stays text: nothing here, and nothing in these pages, parses HTML. */

import { text } from './language.js';

/**
 * @param {string} name of the element, with classes: `p.soft.small`
 * @param {Record<string, unknown>} [attributes] a function is a listener (`onclick`); `false`, `null`
 * and `undefined` leave an attribute out, `true` sets it without a value
 * @param {...unknown} children nodes, text, lists of both; `null`, `undefined` and `false` are passed
 * over
 */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child == null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Puts `children` in the place of all that `element` holds. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

const svg = 'http://www.w3.org/2000/svg';
const icons = new URL('icons.svg', import.meta.url);

/**
 * A drawing beside words; it says nothing of its own.
 *
 * @param {string} name one of icons.svg
 * @param {string} [classes] `good`, `warn`, `bad`; `along` for one that points along the text
 */
export function icon(name, classes = '') {
  const image = document.createElementNS(svg, 'svg');
  image.setAttribute('class', `icon ${classes}`.trim());
  image.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `${icons.pathname}#${name}`);
  image.append(use);
  return image;
}

/** Somebody's text, which may run the other way than the text around it. */
export function quote(text) {
  return h('bdi', {}, text);
}

/**
 * An address that a browser goes to as to a web page, or `null`: what a site says is one may be
 * anything, a script of this page's too.
 */
export function webAddress(address, base) {
  try {
    const { protocol, href } = new URL(address, base);
    return address && /^https?:$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

/**
 * A link into another site: a new tab, which learns nothing of this one. Only `label` where `url` is
 * no address of the web.
 */
export function linkOut(url, label, classes = '') {
  const href = webAddress(url);
  if (!href) return h('span', {}, label);
  return h(
    `a${classes}`,
    { href, target: '_blank', rel: 'noopener noreferrer' },
    label,
    icon('out'),
    h('span.visually-hidden', {}, ` (${text('new_tab')})`),
  );
}
