/**
 * Front matter: YAML as documents have it. Written: every text in double quotes. Read: the part of
 * YAML that such documents use; anything beyond it is an error that names the line.
 */

const fence = '---';
const numbers = new Set(['author', 'featured_image', 'id']);
const bare = /^[A-Za-z][A-Za-z0-9_-]*$/;
const words = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n']);

function scalar(value) {
  if (typeof value !== 'string') return String(value);
  return bare.test(value) && !words.has(value.toLowerCase()) ? value : JSON.stringify(value);
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
  constructor(line, reason) {
    super(reason);
    this.line = line;
  }
}

/**
 * @returns {object} a document; its content is what stands below the front matter
 * @throws {FrontMatterError}
 */
export function readFrontMatter(source) {
  const lines = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n').split('\n');
  if (lines[0].trimEnd() !== fence) throw new FrontMatterError(1, 'no_front_matter');
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(line));
  if (end < 0) throw new FrontMatterError(1, 'no_front_matter');
  const document = new Reader(lines.slice(0, end)).map(0);
  for (const key of Object.keys(document)) {
    if (numbers.has(key) && /^\d+$/.test(document[key])) document[key] = Number(document[key]);
  }
  const index = document.seo?.noindex;
  if (typeof index === 'string') document.seo.noindex = { true: true, yes: true, on: true, false: false, no: false, off: false }[index.toLowerCase()] ?? index;
  return { ...document, content: lines.slice(end + 1).join('\n').replace(/^\n+/, '') };
}

class Reader {
  #lines;
  #at = 1;

  constructor(lines) {
    this.#lines = lines;
  }

  #wrong(reason = 'not_understood') {
    throw new FrontMatterError(this.#at + 1, reason);
  }

  /** The indentation of the next line with something on it; -1 at the end. */
  #next() {
    while (this.#at < this.#lines.length && /^\s*(#|$)/.test(this.#lines[this.#at])) this.#at += 1;
    return this.#at < this.#lines.length ? this.#lines[this.#at].search(/\S/) : -1;
  }

  map(indent) {
    const out = {};
    for (let next = this.#next(); next === indent; next = this.#next()) {
      const found = /^\s*([A-Za-z_][\w-]*)\s*:(?:\s+(.*))?$/.exec(this.#lines[this.#at]);
      if (!found) this.#wrong();
      const [, key, rest = ''] = found;
      if (Object.hasOwn(out, key)) this.#wrong('doubled');
      out[key] = this.#value(rest.trim(), indent);
    }
    if (this.#next() > indent) this.#wrong();
    return out;
  }

  #value(rest, indent) {
    if (/^[|>][+-]?\s*(#.*)?$/.test(rest)) return this.#block(rest, indent);
    if (rest !== '' && !rest.startsWith('#')) {
      return this.#inline(rest, indent);
    }
    this.#at += 1;
    const next = this.#next();
    const item = next >= 0 && /^\s*- /.test(`${this.#lines[this.#at]} `);
    if (item && next >= indent) return this.#list(next);
    return next > indent ? this.map(next) : null;
  }

  #list(indent) {
    const out = [];
    for (let next = this.#next(); next === indent; next = this.#next()) {
      const found = /^\s*-\s+(.*)$/.exec(this.#lines[this.#at]);
      if (!found) break;
      out.push(this.#inline(found[1].trim(), indent));
    }
    return out;
  }

  /** A value that begins on this line; a plain one may go on below, further in. */
  #inline(rest, indent) {
    if (rest.startsWith('"') || rest.startsWith("'")) return this.#quoted(rest);
    if (/^[[{]/.test(rest)) return this.#flow(rest);
    if (/^(- |[?] )|^[}\]&*!|>%@`]/.test(rest) || /:\s/.test(rest)) this.#wrong();
    let text = rest.replace(/\s+#.*$/, '');
    this.#at += 1;
    while (this.#at < this.#lines.length && this.#lines[this.#at].search(/\S/) > indent) {
      const line = this.#lines[this.#at].trim();
      if (/^- |:\s|:$|^#/.test(line)) this.#wrong();
      text += ` ${line}`;
      this.#at += 1;
    }
    return text === '~' || text === 'null' ? null : text;
  }

  #quoted(rest) {
    const pattern = rest[0] === '"' ? /^"(?:[^"\\]|\\.)*"/ : /^'(?:[^']|'')*'/;
    const [source] = pattern.exec(rest) ?? this.#wrong('quote');
    if (!/^\s*(#.*)?$/.test(rest.slice(source.length))) this.#wrong();
    const text = this.#unquote(source);
    this.#at += 1;
    return text;
  }

  #unquote(source) {
    if (source[0] === "'") return source.slice(1, -1).replaceAll("''", "'");
    try {
      return JSON.parse(source);
    } catch {
      return this.#wrong('quote');
    }
  }

  /** `[a, "b"]` or `{a: b}` on one line. */
  #flow(rest) {
    const [value, left] = this.#flowValue(rest);
    if (!/^\s*(#.*)?$/.test(left)) this.#wrong();
    this.#at += 1;
    return value;
  }

  /** The value that `text` begins with, and what is behind it. */
  #flowValue(text) {
    if (text[0] === '[' || text[0] === '{') return this.#flowItems(text);
    const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*/.exec(text);
    if (quoted) return [this.#unquote(quoted[1]), text.slice(quoted[0].length)];
    const [plain] = /^[^,[\]{}"'&*!|>%@`][^,[\]{}]*/.exec(text) ?? this.#wrong();
    return [/^(~|null)$/.test(plain.trim()) ? null : plain.trim(), text.slice(plain.length)];
  }

  #flowItems(text) {
    const map = text[0] === '{';
    const close = map ? '}' : ']';
    const items = map ? {} : [];
    let left = text.slice(1).trimStart();
    while (left[0] !== close) {
      let key;
      if (map) {
        const name = /^([A-Za-z_][\w-]*)\s*:\s+/.exec(left) ?? this.#wrong();
        [, key] = name;
        if (Object.hasOwn(items, key)) this.#wrong('doubled');
        left = left.slice(name[0].length);
      }
      const [value, rest] = this.#flowValue(left);
      if (map) items[key] = value;
      else items.push(value);
      left = rest.trimStart();
      if (left[0] === ',') left = left.slice(1).trimStart();
      else if (left[0] !== close) this.#wrong();
    }
    return [items, left.slice(1)];
  }

  #block(style, indent) {
    this.#at += 1;
    const lines = [];
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      if (line.trim() !== '' && line.search(/\S/) <= indent) break;
      lines.push(line);
      this.#at += 1;
    }
    const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
    const inner = lines.map((line) => line.slice(margin));
    while (inner.at(-1)?.trim() === '') inner.pop();
    const text = style[0] === '|' ? inner.join('\n') : inner.join('\n').replace(/([^\n])\n(?=[^\n\s])/g, '$1 ').replace(/\n\n/g, '\n');
    return style[1] === '-' || text === '' ? text : `${text}\n`;
  }
}
