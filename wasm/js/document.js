const numbers = ['id', 'author', 'featured_image'];

/** Refuses a text with half of a surrogate pair: it is no character, and UTF-8 has no way to say it. */
function checkText(value, key) {
  if (typeof value === 'string') {
    const whole = value.isWellFormed?.() ?? !/\p{Surrogate}/u.test(value);
    if (!whole) throw new RangeError(`${key} holds half of a character (a lone surrogate)`);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [name, each] of Object.entries(value)) checkText(each, `${key}.${name}`);
  }
}

/** A document as JSON keeps it: what `JSON.stringify` would lose or change is told apart before. */
export function plainDocument(document) {
  if (document === null || typeof document !== 'object') {
    throw new TypeError('A document is an object with its fields');
  }
  const plain = { ...document };
  for (const [key, value] of Object.entries(plain)) {
    if (value !== document) checkText(value, key);
  }
  if (plain.date instanceof Date) plain.date = plain.date.toISOString();
  for (const key of numbers) {
    // JSON has no NaN, and null would mean that the field is left alone.
    if (typeof plain[key] === 'number' && !Number.isFinite(plain[key])) {
      throw new RangeError(`${key} is no number of anything`);
    }
  }
  return plain;
}
