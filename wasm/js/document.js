const numbers = ['id', 'author', 'featured_image'];

/** A document as JSON keeps it: what `JSON.stringify` would lose or change is told apart before. */
export function plainDocument(document) {
  if (document === null || typeof document !== 'object') {
    throw new TypeError('A document is an object with its fields');
  }
  const plain = { ...document };
  if (plain.date instanceof Date) plain.date = plain.date.toISOString();
  for (const key of numbers) {
    // JSON has no NaN, and null would mean that the field is left alone.
    if (typeof plain[key] === 'number' && !Number.isFinite(plain[key])) {
      throw new RangeError(`${key} is no number of anything`);
    }
  }
  return plain;
}
