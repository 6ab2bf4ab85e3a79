/**
 * Markdown as the HTML that the command line makes of it: CommonMark, tables, strikethrough, bare
 * links; raw HTML stays as it is, and goes into the form as text.
 *
 * The reader is markdown-it, fetched when it is first needed. It differs in corners: it writes `&copy;`
 * as the sign itself, strikes nothing through with one `~`, and ends a table's cell at a `|` in code.
 */

import { fetchModule } from '../shared/fetch-module.js';

let loading;

/**
 * @returns {Promise<(text: string) => string>} rejected where the reader is not installed, and tried
 * anew the next time
 */
export function loadMarkdown() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  const { default: MarkdownIt } = await fetchModule(new URL('../markdown-it/markdown-it.esm.min.mjs', import.meta.url));
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.validateLink = () => true;
  markdown.normalizeLinkText = (address) => address;
  linkOnly(markdown.linkify);
  write(markdown.renderer);
  return (text) => markdown.render(text);
}

/** Bare addresses are links where they say so: by their scheme, by `www.` or by an `@`. */
function linkOnly(linkify) {
  linkify.set({ fuzzyLink: true });
  const match = linkify.match.bind(linkify);
  linkify.match = (text) => (match(text) ?? []).filter(({ schema, raw }) => schema || /^www\./.test(raw));
}

function write(renderer) {
  const { rules } = renderer;
  // WordPress makes a line break of every one that it finds in a paragraph.
  rules.softbreak = () => ' ';
  rules.hardbreak = () => '<br>';
  rules.s_open = () => '<del>';
  rules.s_close = () => '</del>';
  rules.list_item_open = () => '<li>';
  const token = renderer.renderToken.bind(renderer);
  renderer.renderToken = (...given) => token(...given).replace(/^\n/, '');
  const plain = renderer.renderInlineAsText.bind(renderer);
  renderer.renderInlineAsText = (...given) => plain(...given).replaceAll('\n', ' ');
}
