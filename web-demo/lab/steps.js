/** The requests of one try, a line each, as they happen. */

import { h } from '../shared/dom.js';
import { number, text } from '../shared/language.js';
import { badge } from '../shared/parts.js';
import { size } from './requests.js';

export class Steps {
  element = h('ol.list.stack.tight.steps', { 'aria-live': 'polite', 'aria-label': text('send.steps') });

  #root;

  /** @param {string} root of the REST API, left out of the lines */
  constructor(root) {
    this.#root = root;
  }

  /** @param {import('../../wasm/types/index.d.ts').Progress} progress */
  add(progress) {
    if (progress.type === 'request') {
      this.element.append(
        h(
          'li.busy',
          {},
          h(`span.method.${progress.method.toLowerCase()}`, {}, progress.method),
          h('span.step-url', { dir: 'ltr' }, this.#short(progress.url)),
          progress.attempt > 0 && badge('warn', text('send.again', { count: progress.attempt })),
        ),
      );
      return;
    }
    const line = this.element.lastElementChild;
    if (!line) return;
    if (progress.type === 'response') {
      line.classList.remove('busy');
      line.append(
        badge(progress.status < 400 ? 'good' : 'bad', String(progress.status)),
        h('span.step-time', {}, `${number(progress.duration)} ms · ${size(progress.bytes)}`),
      );
    } else if (progress.type === 'fault') {
      line.classList.remove('busy');
      line.append(badge('bad', progress.kind));
    } else if (progress.type === 'wait') {
      line.append(h('span.step-time', {}, text('send.waits', { number: number(progress.delay / 1000, 1) })));
    }
  }

  /** The route and its parameters; with plain permalinks the route is a parameter itself. */
  #short(url) {
    const route = url.replace(this.#root, '/');
    return this.#root.includes('?') ? route.replace('&', '?') : route;
  }

  /** Nothing is under way any more. */
  end() {
    this.element.querySelector('.busy')?.classList.remove('busy');
  }
}
