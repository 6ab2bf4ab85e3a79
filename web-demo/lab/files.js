/** Documents as files: JSON, and HTML and Markdown with front matter, as the command line takes them. */

import { text } from '../shared/language.js';
import { FrontMatterError, fitsFrontMatter, loadFrontMatter, writeFrontMatter } from './front-matter.js';
import { loadMarkdown } from './markdown.js';

/** No post is longer, and the page stays quick. */
const limit = 4 << 20;
const colon = /\s*:/y;

function save(name, type, content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fileName(post, ending) {
  return `${(post.slug || 'post').replace(/[^\p{L}\p{N}_-]+/gu, '-')}.${ending}`;
}

export function exportJson(post) {
  save(fileName(post, 'json'), 'application/json', `${JSON.stringify(post, null, 2)}\n`);
}

/** @returns {boolean} whether it is done: no HTML file would give every content back as it is */
export function exportHtml(post) {
  if (!fitsFrontMatter(post)) return false;
  save(fileName(post, 'html'), 'text/html', writeFrontMatter(post));
  return true;
}

/** @returns {Promise<{ document?: object, problem?: string }>} */
export async function importFile(file) {
  const wrong = (key, values = {}) => ({ problem: text(key, { name: file.name, ...values }) });
  if (file.size > limit) return wrong('lab.import_large');
  let source;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return wrong('lab.import_utf8');
  }
  const markdown = /\.(md|markdown)$/i.test(file.name);
  if (markdown || /\.html?$/i.test(file.name)) {
    const readFrontMatter = await loadFrontMatter().catch(() => null);
    if (!readFrontMatter) return wrong('lab.import_yaml');
    try {
      const document = readFrontMatter(source);
      if (!markdown) return { document };
      const render = await loadMarkdown().catch(() => null);
      if (!render) return wrong('lab.import_markdown');
      return { document: { ...document, content: render(document.content) } };
    } catch (error) {
      if (!(error instanceof FrontMatterError)) throw error;
      return wrong(`lab.import_${error.message}`, { line: error.line, reason: error.detail });
    }
  }
  try {
    const document = JSON.parse(source);
    const line = doubledLine(source);
    if (line) return wrong('lab.import_doubled', { line });
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return { document };
    return wrong('lab.import_no_object');
  } catch {
    return wrong('lab.import_no_json');
  }
}

/**
 * The line of the first key that stands in its object a second time: of two the reader of JSON drops
 * one without a word.
 *
 * @param {string} source JSON without a fault
 */
function doubledLine(source) {
  const around = [];
  let line = 1;
  for (let at = 0; at < source.length; ++at) {
    const sign = source[at];
    if (sign === '\n') line += 1;
    else if (sign === '{' || sign === '[') around.push(new Set());
    else if (sign === '}' || sign === ']') around.pop();
    if (sign !== '"') continue;
    const begin = at;
    for (at += 1; source[at] !== '"'; ++at) if (source[at] === '\\') at += 1;
    colon.lastIndex = at + 1;
    if (!colon.test(source)) continue;
    const key = JSON.parse(source.slice(begin, at + 1));
    if (around.at(-1).has(key)) return line;
    around.at(-1).add(key);
  }
  return undefined;
}
