/** The part of the page that changes: one screen at a time, and what is being done. */

import { fill, h, icon } from '../shared/dom.js';
import { onLanguage, text } from '../shared/language.js';

/**
 * @typedef {object} Screen
 * @property {1 | 2 | 3 | 4} step of the list beside it
 * @property {1 | 2 | 3} [skipped] a step before it that was not done
 * @property {string} title
 * @property {unknown[]} body
 * @property {'good' | 'warn' | 'bad'} [mood]
 * @property {boolean} [calm] the reader has not acted yet: leave the focus where it is
 */

export class Stage {
  #screen = document.getElementById('screen');
  #status = document.getElementById('status');
  #detail = document.getElementById('detail');
  #busy = document.getElementById('busy');
  #complaint = document.getElementById('complaint');
  #steps = [...document.querySelectorAll('#steps li')];
  /** @type {() => Screen} */
  #draw;
  /** @type {AbortController | undefined} */
  #running;
  /** @type {HTMLButtonElement | undefined} what was pressed last */
  #pressed;
  /** What the lines beside the screen say, and how it is said again. */
  #lines = new Map();

  constructor() {
    document.getElementById('stop').addEventListener('click', () => this.#running?.abort());
    // Enter in a field presses the button of its form.
    this.#screen.addEventListener('click', ({ target }) => (this.#pressed = target.closest('button')), true);
    onLanguage(() => {
      this.#redraw();
      for (const write of this.#lines.values()) write();
    });
  }

  /** @param {() => Screen} draw called again when the language changes */
  show(draw) {
    const first = this.#draw === undefined;
    this.#draw = draw;
    this.complain();
    const { calm } = this.#put();
    if (first && calm) return;
    this.#screen.querySelector('h2').focus({ preventScroll: true });
    this.#screen.scrollIntoView({ block: 'nearest' });
    window.scrollTo({ top: 0 });
  }

  #put() {
    const screen = this.#draw();
    fill(
      this.#screen,
      h(
        'div.appear.stack',
        {},
        h(
          'div.screen-title',
          {},
          screen.mood && icon(screen.mood === 'good' ? 'check' : 'warn', screen.mood),
          h('h2', { tabindex: -1 }, screen.title),
        ),
        screen.body,
      ),
    );
    document.querySelector('.connect').toggleAttribute('data-begun', screen.step > 1 || screen.mood);
    document.title = `${screen.title} · presslink`;
    for (const [index, item] of this.#steps.entries()) {
      const number = index + 1;
      const isDone = number < screen.step && number !== screen.skipped;
      item.dataset.state = isDone ? 'done' : number === screen.step ? 'now' : 'next';
      if (number === screen.step) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    }
    return screen;
  }

  #redraw() {
    if (!this.#draw) return;
    const typed = new Map();
    for (const { name, type, value, checked } of this.#screen.querySelectorAll('[name]')) {
      if (type === 'radio') {
        if (checked) typed.set(name, value);
      } else {
        typed.set(name, value);
      }
    }
    const pressed = this.#buttons.indexOf(this.#pressed);
    this.#put();
    this.#pressed = this.#buttons[pressed];
    if (this.busy) this.#pressed?.setAttribute('aria-busy', 'true');
    for (const field of this.#screen.querySelectorAll('[name]')) {
      if (!typed.has(field.name)) continue;
      if (field.type === 'radio') field.checked = field.value === typed.get(field.name);
      else field.value = typed.get(field.name);
    }
  }

  get #buttons() {
    return [...this.#screen.querySelectorAll('button')];
  }

  /** Lets a line say `words()` now and in each language that is chosen; nothing without it. */
  #write(line, words = () => '') {
    const write = () => {
      line.textContent = words();
    };
    this.#lines.set(line, write);
    write();
  }

  /** What is being done, for eyes and for screen readers. @param {() => string} [words] */
  say(words) {
    this.#write(this.#status, words);
  }

  /** @param {() => string} [words] */
  complain(words) {
    this.#complaint.hidden = words === undefined;
    this.#write(this.#complaint, words);
  }

  get busy() {
    return this.#running !== undefined;
  }

  /**
   * Runs `work`, one at a time; a second call meanwhile does nothing. `work` gets what every piece of
   * work of the module takes.
   *
   * @param {() => string} words for what is being done
   * @param {(options: import('../../wasm/types/index.d.ts').RunOptions) => Promise<void>} work
   */
  async work(words, work) {
    if (this.#running) return;
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.complain();
    this.#busy.hidden = false;
    this.#screen.setAttribute('aria-busy', 'true');
    this.#pressed?.setAttribute('aria-busy', 'true');
    this.say(words);
    // What was pressed may be where that line stands now.
    if (this.#screen.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: 'nearest' });
    try {
      await work({ signal, onProgress: (progress) => this.#follow(progress) });
    } catch (error) {
      if (error.code !== 'cancelled') {
        this.complain(() => text('unexpected'));
        throw error;
      }
    } finally {
      this.#running = undefined;
      // Hidden with the button that stopped it, the focus would be nowhere.
      const stopped = this.#busy.contains(document.activeElement);
      this.#busy.hidden = true;
      if (stopped) (this.#screen.querySelector('input') ?? this.#screen.querySelector('h2')).focus();
      this.#screen.removeAttribute('aria-busy');
      this.#pressed?.removeAttribute('aria-busy');
      this.#pressed = undefined;
      this.#write(this.#detail);
      this.say();
    }
  }

  /** @param {import('../../wasm/types/index.d.ts').Progress} progress */
  #follow(progress) {
    if (progress.type === 'request') {
      this.#write(this.#detail, () => `${progress.method} ${progress.url}`);
    } else if (progress.type === 'wait') {
      const seconds = Math.ceil(progress.delay / 1000);
      this.#write(this.#detail, () => text('busy.wait', { seconds }));
    }
  }
}
