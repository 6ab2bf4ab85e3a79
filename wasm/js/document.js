import { badInput } from './error.js';

const numbers = ['id', 'author', 'featured_image'];

const isWhole = (text) => text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);

/** No document is deeper; what goes round in circles is. */
const maxDepth = 8;

/**
 * The problems of texts, and names, with half of a surrogate pair: it is no character, and UTF-8 has
 * no way to say it. The key of an entry is that of its list.
 */
function* findHalves(value, key, depth = 0) {
  if (depth > maxDepth) return;
  if (typeof value === 'string') {
    if (!isWhole(value)) yield { key, message: 'holds half of a character (a lone surrogate)' };
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [name, each] of Object.entries(value)) {
      if (!isWhole(name)) yield { key, message: 'has a key with half of a character in it' };
      else yield* findHalves(each, keyIn(value, key, name), depth + 1);
    }
  }
}

function keyIn(value, key, name) {
  if (Array.isArray(value)) return key;
  return key === null ? name : `${key}.${name}`;
}

function refuse(problems) {
  const [{ key, message }] = problems;
  throw badInput(`${key ?? 'The document'} ${message}.`, problems);
}

/** A document as JSON keeps it: what `JSON.stringify` would lose or change is told apart before. */
export function plainDocument(document) {
  if (document === null || typeof document !== 'object') {
    throw new TypeError('A document is an object with its fields');
  }
  const plain = { ...document };
  const halves = [...findHalves(plain, null)];
  if (halves.length > 0) refuse(halves);
  if (plain.date instanceof Date) {
    if (Number.isNaN(plain.date.getTime())) refuse([{ key: 'date', message: 'is no date' }]);
    plain.date = plain.date.toISOString();
  }
  for (const key of numbers) {
    // JSON has no NaN, and null would mean that the field is left alone.
    if (typeof plain[key] === 'number' && !Number.isFinite(plain[key])) {
      refuse([{ key, message: 'is no number of anything' }]);
    }
  }
  return plain;
}
