import { badInput } from './error.js';

const isWhole = (text) => text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);

/** No document is deeper; what goes round in circles is. */
const maxDepth = 8;

const isDate = (value) => Object.prototype.toString.call(value) === '[object Date]';

/** An object of no class, from whichever realm. */
function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function keyIn(key, name) {
  return key === null ? name : `${key}.${name}`;
}

/**
 * `value` as JSON keeps it. What `JSON.stringify` would leave out, change or fail at is added to
 * `problems`; the key of an entry is that of its list.
 */
function plain(value, key, problems, depth = 0) {
  const refuse = (message) => void problems.push({ key, message });
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    // UTF-8 has no way to say half of a surrogate pair.
    return isWhole(value) ? value : refuse('holds half of a character (a lone surrogate)');
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : refuse('is not a valid number');
  }
  if (typeof value !== 'object') return refuse(`holds what no document can (${typeof value})`);
  if (isDate(value)) {
    return Number.isNaN(+value) ? refuse('is no date') : new Date(+value).toISOString();
  }
  if (depth > maxDepth) return refuse('is nested too deeply');
  if (typeof value.toJSON === 'function') return refuse('holds what no document can (toJSON)');
  if (Array.isArray(value)) {
    // A list with gaps has entries that are not there.
    return Array.from(value, (each) =>
      each === undefined ? refuse('has an entry that is undefined') : plain(each, key, problems, depth + 1));
  }
  if (!isPlain(value) && depth === 0) return refuse('must be a plain object, of no class');
  if (!isPlain(value)) return refuse(`holds what no document can (${nameOf(value)})`);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      if (isWhole(name)) return [name, plain(each, keyIn(key, name), problems, depth + 1)];
      return [name, refuse('has a key with half of a character in it')];
    }),
  );
}

const nameOf = (value) => String(value.constructor?.name || 'object');

function refuse(core, problems) {
  const [{ key, message }] = problems;
  throw badInput(core, (say) => `${key ?? say('The document')} ${say(message)}.`, problems);
}

/** A document as JSON keeps it, or an error that names each field that JSON would lose or change. */
export function plainDocument(document, core) {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    throw new TypeError('A document is an object with its fields');
  }
  const problems = [];
  const kept = plain(document, null, problems);
  if (problems.length > 0) refuse(core, problems);
  return kept;
}

/** The changes to a post, which may name that post alone. */
export function plainChanges(changes, post, core) {
  const kept = plainDocument(changes, core);
  if ((kept.id ?? post) !== post) refuse(core, [{ key: 'id', message: 'is not that of the post to change' }]);
  return kept;
}
