import { startLanguage } from '../shared/language.js';
import { App } from './app.js';
import { Stage } from './stage.js';

await startLanguage(new URL('strings/', import.meta.url));
const app = new App(new Stage());
window.addEventListener('callback', () => app.receive(window.takeCallback()));
window.addEventListener('pageshow', ({ persisted }) => persisted && app.comeBack());
await app.open(window.takeCallback());
