/** Checks a number that WordPress gives to things. */
function id(value, what) {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`The number of a ${what} is a whole number from 1 to 2^53-1`);
  }
  return value;
}

export const postId = (value) => id(value, 'post');
export const termId = (value) => id(value, 'category or tag');
export const mediaId = (value) => id(value, 'media item');
export const userId = (value) => id(value, 'user');

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

export const isKey = (value) => typeof value === 'string' && uuid.test(value.toLowerCase());

export function postKey(text) {
  if (text === undefined) return newUuid();
  if (!isKey(text)) throw new RangeError('A key is a UUID');
  return text.toLowerCase();
}

/** `crypto.randomUUID` is missing on plain http, where test sites live. */
function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
