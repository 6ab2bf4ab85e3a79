import { badInput } from './error.js';
import { isKey } from './ids.js';

const isText = (value) => typeof value === 'string';
const texts = [(value) => Array.isArray(value) && value.every(isText), 'a list of texts'];
const text = [isText, 'a text'];
const flag = [(value) => typeof value === 'boolean', 'true or false'];
const work = [(value) => typeof value === 'function', 'a function'];
// A timer takes no more, and would end at once.
const duration = [
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
  'a number of milliseconds, more than 0 and less than 2^31',
];
const oneOf = (...words) => [(value) => words.includes(value), words.join(' or ')];
const isObject = (value) => typeof value === 'object' && !Array.isArray(value);

// In the order of the core's enumerations.
const missing = ['create', 'skip', 'fail'];
const unverified = ['publish', 'hold'];

/** What each option has to be, wherever it stands. */
const rules = {
  signal: [
    ({ aborted, addEventListener }) =>
      typeof aborted === 'boolean' && typeof addEventListener === 'function',
    'an AbortSignal',
  ],
  onProgress: work,
  timeout: duration,
  retries: [
    (value) => Number.isInteger(value) && value >= 0 && value <= 100,
    'a whole number from 0 to 100',
  ],
  homepage: flag,
  allowHttp: flag,
  login: [
    ({ username, password }) => isText(username) && isText(password),
    'a username and a password, both texts',
  ],
  appName: text,
  appId: text,
  successUrl: [(value) => isText(value) || isText(value.href), 'an address'],
  validFor: duration,
  // A scope of nothing lets no request through; an unknown word is the core's to name.
  scope: [
    (value) => texts[0](value) && value.length > 0,
    'a list with one or more of posts, seo, categories, tags and media',
  ],
  terms: text,
  key: [isKey, 'a UUID'],
  checkpoint: [isObject, 'what `save` was given'],
  save: work,
  onMissingCategory: oneOf(...missing),
  onUnverifiedSeo: oneOf(...unverified),
  site: [(value) => isText(value) || isText(value.profile), 'an address or what was discovered'],
  style: oneOf('pretty', 'query', 'index_php'),
  assume: [(value) => isText(value) || texts[0](value), 'a text or a list of texts'],
  sender: oneOf('server', 'page'),
  // What it may be is told where it is compiled.
  wasm: [() => true],
  fetch: work,
  language: text,
  messages: [
    (value) => isObject(value) && Object.values(value).every((each) => isObject(each ?? {})),
    'texts by language, each as a file of messages/ has them',
  ],
};

const isGiven = (value) => value !== undefined && value !== null;

/**
 * Refuses options that are not what they have to be; gives them back. `null` is left out. So is one that
 * belongs elsewhere, but not one that is nowhere: a `checkPoint` would make a second post.
 */
export function checked(options, core) {
  if (options === null || typeof options !== 'object') throw new TypeError('Options are an object');
  for (const [name, [fits, wanted]] of Object.entries(rules)) {
    if (isGiven(options[name]) && !fits(options[name])) {
      throw badInput(core, (say) => say(`The option ${name} must be ${say(wanted)}.`));
    }
  }
  const unknown = Object.keys(options).find((name) => isGiven(options[name]) && !Object.hasOwn(rules, name));
  if (unknown !== undefined) throw badInput(core, (say) => say(`There is no option ${unknown}.`));
  return options;
}

/** What becomes of what the site does not have or take, as the core has it. */
export function choices(options, core) {
  const { onMissingCategory, onUnverifiedSeo } = checked(options, core);
  const place = (words, word) => (word ? words.indexOf(word) : undefined);
  return {
    on_missing_category: place(missing, onMissingCategory),
    on_unverified_seo: place(unverified, onUnverifiedSeo),
  };
}

export const profileOf = (site) => (typeof site === 'string' ? site : site?.profile);
export const scopeOf = (scope) => scope?.join(',');
