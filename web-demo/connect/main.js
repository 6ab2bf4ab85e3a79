import { startLanguage } from '../shared/language.js';
import { App } from './app.js';
import { Stage } from './stage.js';

const callback = window.takeCallback?.();
await startLanguage(new URL('strings/', import.meta.url));
await new App(new Stage()).open(callback);
