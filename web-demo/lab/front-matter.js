/**
 * Front matter: YAML as documents have it, read as the command line reads it.
 *
 * The reader is js-yaml, fetched when it is first needed. Where it differs from the command line's
 * stands at the end of tests/browser/front-matter-cases.js.
 */

import { fetchModule } from '../shared/fetch-module.js';

const fence = '---';
const numbers = new Set(['author', 'featured_image', 'id']);
const bare = /^[A-Za-z][A-Za-z0-9_-]*$/;
const words = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n']);

/** What JSON leaves as it is, and YAML, or one of its readers, does not take so. */
const unwritable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** What a reader drops, changes or refuses below front matter. */
const unkept = /^\r?\n|\r\n|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

function scalar(value) {
  if (typeof value !== 'string') return String(value);
  if (bare.test(value) && !words.has(value.toLowerCase())) return value;
  return JSON.stringify(value).replace(unwritable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a document comes back from `writeFrontMatter` as it is. */
export function fitsFrontMatter({ content }) {
  return !unkept.test(content);
}

/** The document as HTML below front matter, as the command line reads it. */
export function writeFrontMatter({ content, ...fields }) {
  const lines = [fence];
  for (const [key, value] of Object.entries(fields)) {
    if (Array.isArray(value)) {
      lines.push(value.length === 0 ? `${key}: []` : `${key}:`, ...value.map((item) => `  - ${scalar(item)}`));
    } else if (typeof value === 'object' && value !== null) {
      lines.push(`${key}:`, ...Object.entries(value).map(([name, inner]) => `  ${name}: ${scalar(inner)}`));
    } else {
      lines.push(`${key}: ${scalar(value)}`);
    }
  }
  return `${lines.join('\n')}\n${fence}\n${content}`;
}

/** What is wrong, and on which line of the file. */
export class FrontMatterError extends Error {
  constructor(line, reason, detail = '') {
    super(reason);
    this.line = line;
    this.detail = detail;
  }
}

let loading;

/**
 * @returns {Promise<(source: string) => object>} gives the document of a file, with what stands below
 * the front matter as its content, or throws a `FrontMatterError`. Rejected where the YAML reader is
 * not installed, and tried anew the next time
 */
export function loadFrontMatter() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** A scalar without quotes: what it is depends on its key. */
class Plain {
  constructor(text) {
    this.text = text;
  }
}

const textOf = (key) => (key instanceof Plain ? key.text : key);
/** The YAML begins on the second line of the file. */
const firstLine = 2;
const maxDepth = 16;
const maxValues = 10_000;

async function start() {
  const yaml = await fetchModule(new URL('../js-yaml/js-yaml.esm.min.mjs', import.meta.url));
  const plain = yaml.defineScalarTag('tag:presslink,plain', {
    implicit: true,
    resolve: (source, isExplicit) => (isExplicit ? yaml.NOT_RESOLVED : new Plain(source)),
    identify: () => false,
  });
  const map = yaml.defineMappingTag('tag:yaml.org,2002:map', {
    create: () => new Map(),
    addPair(fields, key, value) {
      const name = textOf(key);
      if (typeof name !== 'string') return 'a key has to be a text';
      fields.set(name, value);
      return '';
    },
    has: (fields, key) => fields.has(textOf(key)),
    keys: (fields) => fields.keys(),
    get: (fields, key) => fields.get(key),
    identify: () => false,
  });
  const schema = new yaml.Schema([yaml.strTag, yaml.seqTag, map, plain]);
  return (source) => read(source, (text) => parse(yaml, text, { schema, maxDepth }));
}

function parse(yaml, text, options) {
  try {
    return yaml.load(text, options);
  } catch (error) {
    if (!(error instanceof yaml.YAMLException)) throw error;
    const line = (error.mark?.line ?? 0) + firstLine;
    if (/duplicated/.test(error.reason)) throw new FrontMatterError(line, 'doubled');
    throw new FrontMatterError(line, 'not_understood', error.reason);
  }
}

function read(source, load) {
  const lines = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n').split('\n');
  const isFence = (line) => /^(---|\.\.\.)[ \t]*$/.test(line);
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (!/^---[ \t]*$/.test(lines[0]) || end < 0) throw new FrontMatterError(1, 'no_front_matter');
  const inside = lines.slice(1, end);
  // Each would end the YAML early, and the rest of it would be dropped without a word.
  const early = inside.findIndex((line) => /^(%|(---|\.\.\.)([ \t]|$))/.test(line));
  if (early >= 0) throw new FrontMatterError(early + firstLine, 'not_understood', inside[early]);
  // Nothing between the two lines is a map without entries.
  const isEmpty = inside.every((line) => /^\s*(#|$)/.test(line));
  const fields = isEmpty ? new Map() : load(`${inside.join('\n')}\n...\n`);
  const document = plainValue(fields, { left: maxValues }) ?? {};
  if (typeof document !== 'object' || Array.isArray(document)) {
    throw new FrontMatterError(firstLine, 'no_fields');
  }
  if (Object.hasOwn(document, 'content')) throw new FrontMatterError(firstLine, 'content');
  return { ...document, content: lines.slice(end + 1).join('\n').replace(/^\n+/, '') };
}

const isNull = (text) => /^(~|null|Null|NULL)?$/.test(text);

/** A value as JSON has it; a number or a truth value only where its key takes one. */
function plainValue(value, values, key = '', depth = 0) {
  values.left -= 1;
  if (depth > maxDepth || values.left < 0) throw new FrontMatterError(firstLine, 'too_large');
  if (value instanceof Plain) return scalarValue(value.text, key);
  if (Array.isArray(value)) return value.map((item) => plainValue(item, values, '', depth + 1));
  if (!(value instanceof Map)) return value;
  const fields = [...value].map(([name, inner]) => [
    name,
    plainValue(inner, values, key ? `${key}.${name}` : name, depth + 1),
  ]);
  return Object.fromEntries(fields);
}

function scalarValue(text, key) {
  if (isNull(text)) return null;
  if (numbers.has(key)) return /^\d+$/.test(text) ? Number(text) : text;
  if (key !== 'seo.noindex') return text;
  if (/^(true|yes|on)$/i.test(text)) return true;
  return /^(false|no|off)$/i.test(text) ? false : text;
}
