/**
 * Colours JSON and XML. Gives pieces, never markup: `paint` makes a text node of each.
 *
 * The pieces of a text joined are the text itself, byte for byte, but for those of kind `space`,
 * which exist only where `formatted` asks for line breaks.
 */

/**
 * @typedef {object} Piece
 * @property {'key'|'string'|'number'|'word'|'sign'|'tag'|'mark'|'text'|'space'} kind
 * @property {string} text
 * @property {string} [field] of a number: the key in JSON, the element in XML, whose value it is or is among
 */

const numberOrWord = /[-+.\w]+/y;

/** The index behind the JSON string that begins at `start`. */
function endOfString(text, start) {
  let end = text.indexOf('"', start + 1);
  while (end >= 0) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/** @returns {Piece[]} of `text`, which is JSON without spaces between its signs */
export function splitJson(text, { formatted = false } = {}) {
  const pieces = [];
  let depth = 0;
  let field = '';
  const breakLine = () => {
    if (formatted) pieces.push({ kind: 'space', text: `\n${'  '.repeat(depth)}` });
  };
  for (let at = 0; at < text.length; ) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      const kind = text[end] === ':' ? 'key' : 'string';
      if (kind === 'key') field = text.slice(at + 1, end - 1);
      pieces.push({ kind, text: text.slice(at, end) });
      at = end;
    } else if ('{}[],:'.includes(sign)) {
      const opens = sign === '{' || sign === '[';
      const closes = sign === '}' || sign === ']';
      const empty = opens && (text[at + 1] === '}' || text[at + 1] === ']');
      if (closes) {
        depth -= 1;
        breakLine();
      }
      pieces.push({ kind: 'sign', text: empty ? text.slice(at, at + 2) : sign });
      at += empty ? 2 : 1;
      if (opens && !empty) depth += 1;
      if ((opens && !empty) || sign === ',') breakLine();
      if (sign === ':' && formatted) pieces.push({ kind: 'space', text: ' ' });
    } else {
      numberOrWord.lastIndex = at;
      const word = numberOrWord.exec(text)?.[0] ?? sign;
      pieces.push(/^[-\d]/.test(word) ? { kind: 'number', text: word, field } : { kind: 'word', text: word });
      at += word.length;
    }
  }
  return pieces;
}

/** @returns {Piece[]} of `text`, which is XML; a `mark` is a comment, which stands for a log-in */
export function splitXml(text, { formatted = false } = {}) {
  const pieces = [];
  let depth = 0;
  let before = '';
  let field = '';
  for (const [part] of text.matchAll(/<!--.*?-->|<[^>]*>|[^<]+/gs)) {
    const tag = part.startsWith('<') && !part.startsWith('<!--');
    const closes = tag && part.startsWith('</');
    const opens = tag && !closes && !part.startsWith('<?') && !part.endsWith('/>');
    if (closes) depth -= 1;
    // A line for each element that holds others; a value stays on the line of its tag.
    const breaks = formatted && tag && (closes ? before === 'closed' : before === 'opened' || before === 'closed');
    if (breaks) pieces.push({ kind: 'space', text: `\n${'  '.repeat(Math.max(depth, 0))}` });
    const blank = formatted && !tag && part.trim() === '';
    if (!blank) {
      const kind = tag ? 'tag' : part.startsWith('<') ? 'mark' : numeric(part) ? 'number' : 'text';
      pieces.push(kind === 'number' ? { kind, text: part, field } : { kind, text: part });
      if (opens) field = part.slice(1, -1);
      before = closes ? 'closed' : opens ? 'opened' : tag ? 'closed' : 'value';
    }
    if (opens) depth += 1;
  }
  return pieces;
}

function numeric(text) {
  return /^\d+$/.test(text);
}

/** @returns {Piece[]} */
export function split(body, options) {
  return body.startsWith('<') ? splitXml(body, options) : splitJson(body, options);
}

/**
 * The pieces as nodes.
 *
 * @param {(piece: Piece) => Node | null} [special] a node for a piece that is more than its colour
 */
export function paint(pieces, special = () => null) {
  const all = document.createDocumentFragment();
  for (const piece of pieces) {
    const own = special(piece);
    if (own) {
      all.append(own);
    } else if (piece.kind === 'space' || piece.kind === 'text') {
      all.append(piece.text);
    } else {
      const span = document.createElement('span');
      span.className = `code-${piece.kind}`;
      span.textContent = piece.text;
      all.append(span);
    }
  }
  return all;
}
