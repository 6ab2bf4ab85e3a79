/** HTML as the words that it shows. The page lets no parser of the browser at it, which could run it. */

/** Entities by name: those of U+00A0 to U+00FF in order, and the usual others. */
const latin = ('nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 ' +
  'acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig ' +
  'Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash ' +
  'Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc ' +
  'euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml ' +
  'yacute thorn yuml').split(' ');
const named = new Map([
  ...latin.map((name, index) => [name, String.fromCodePoint(0xa0 + index)]),
  ...Object.entries({
    amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚',
    ldquo: '“', rdquo: '”', bdquo: '„', hellip: '…', bull: '•', euro: '€', trade: '™', minus: '−',
  }),
]);

/** Comments, what is in elements that show nothing, and tags; an end that is missing is that of the text. */
const hidden = /<!--.*?(?:-->|$)|<(script|style|template|noscript)\b.*?(?:<\/\1\s*>|$)|<[/!?]?[a-z][^>]*(?:>|$)/gis;

/** @param {string} html @returns {string} on one line */
export function plainText(html) {
  return html
    .replace(hidden, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]*));/gi, (whole, decimal, hex, name) =>
      (name ? named.get(name) : character(decimal ? Number(decimal) : parseInt(hex, 16))) ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

function character(code) {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}
