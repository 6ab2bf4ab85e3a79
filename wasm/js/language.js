import { readText } from './wasm.js';

/** English is in the module. Bundlers know this form, and put the files where they put the others. */
const files = {
  de: () => new URL('./messages/de.json', import.meta.url),
  es: () => new URL('./messages/es.json', import.meta.url),
};

/** `de` for `de-AT`; English for what there is not. */
export function languageOf(tag) {
  const language = String(tag).toLowerCase().split('-')[0];
  return Object.hasOwn(files, language) ? language : 'en';
}

/** The texts of a language, as the core reads them; `given` has those that are at hand. */
export async function messagesOf(language, given) {
  if (language === 'en') return '';
  if (given?.[language]) return JSON.stringify(given[language]);
  try {
    return await readText(files[language]());
  } catch (error) {
    throw new TypeError(`The texts in "${language}" cannot be had`, { cause: error });
  }
}
