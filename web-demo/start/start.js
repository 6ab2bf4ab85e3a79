import { startLanguage } from '../shared/language.js';

await startLanguage(new URL('strings/', import.meta.url));
