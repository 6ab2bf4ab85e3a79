import { readText } from './wasm.js';

/** English is in the module. */
const languages = ['de', 'es'];

/** `de` for `de-AT`; English for what there is not. */
export function languageOf(tag) {
  const language = String(tag).toLowerCase().split('-')[0];
  return languages.includes(language) ? language : 'en';
}

/** The texts of a language, as the core reads them. */
export async function messagesOf(language) {
  if (language === 'en') return '';
  try {
    // Vite knows this form, and takes all files of the folder along.
    return await readText(new URL(`./messages/${language}.json`, import.meta.url));
  } catch (error) {
    throw new TypeError(`The texts in "${language}" cannot be had`, { cause: error });
  }
}
