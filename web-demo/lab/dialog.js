/**
 * The dialog in which a document is sent. Closing it stops nothing, Stop does: a line beside the
 * button that opens it says what goes on, and what came of it.
 */

import { fill, h, icon } from '../shared/dom.js';
import { button } from '../shared/fields.js';
import { text } from '../shared/language.js';
import { notice } from '../shared/parts.js';

/**
 * @typedef {object} Screen
 * @property {string} heading
 * @property {unknown[]} body
 * @property {string} [news] in place of the heading, where nobody sees the dialog
 * @property {'good' | 'bad' | 'info'} [mood] of the news
 */

export class SendDialog {
  #element = document.getElementById('dialog');
  #line = document.getElementById('send-notice');
  #opener = document.getElementById('send');
  /** What the dialog shows, or will show: it may be closed meanwhile. @type {(() => Screen) | undefined} */
  #screen;
  /** @type {AbortController | undefined} */
  #running;

  constructor() {
    this.#element.addEventListener('close', () => {
      if (this.#running) this.#tell();
      else this.#screen = undefined;
      // The button that opened it may be gone with its line.
      const { activeElement: focused } = document;
      if (focused === document.body || this.#element.contains(focused)) this.#opener.focus();
    });
  }

  /** Whether something is being done. */
  get busy() {
    return this.#running !== undefined;
  }

  /** Opens it where it was left off, or with what `begin` shows. */
  open(begin) {
    fill(this.#line);
    if (!this.#element.open) this.#element.showModal();
    if (this.#screen) this.#put();
    else begin();
  }

  /** Opens it with what `show` shows. */
  openWith(show) {
    if (!this.#running) this.#screen = undefined;
    this.open(show);
  }

  close() {
    this.#element.close();
  }

  /** @param {() => Screen} screen drawn again in another language */
  show(screen) {
    this.#screen = screen;
    if (this.#element.open) this.#put();
    else this.#tell();
  }

  /** A line beside the button that opens the dialog. */
  announce(mood, line, ...actions) {
    fill(this.#line, notice(mood, line, h('p.actions', {}, actions)));
  }

  dismiss() {
    fill(this.#line);
    this.#opener.focus();
  }

  /** @param {() => void} otherwise draws a line that is none of a screen */
  translate(otherwise) {
    if (this.#line.childElementCount === 0) return;
    if (this.#screen) this.#tell();
    else otherwise();
  }

  /**
   * Runs `work`, which gives how to show what came of it, and lets the reader stop it. One at a time:
   * a second call meanwhile shows the first.
   *
   * @param {string} key of the words for what is being done
   * @param {(options: { signal: AbortSignal }) => Promise<() => void>} work
   * @param {...Node} body in place of a line that asks to wait
   */
  async work(key, work, ...body) {
    if (this.#running) {
      this.#put();
      return;
    }
    this.#running = new AbortController();
    const { signal } = this.#running;
    // The second of two quick clicks is meant for the button that was there before.
    const stop = (event) => event.detail < 2 && this.#running?.abort();
    this.show(() => ({
      heading: text(key),
      body: [body.length > 0 ? body : h('p.busy', {}, text('send.wait')), h('p', {}, button(text('send.stop'), stop, '.second'))],
    }));
    let show;
    try {
      show = await work({ signal });
    } finally {
      this.#running = undefined;
    }
    show();
  }

  #put() {
    const { heading, body } = this.#screen();
    fill(
      this.#element,
      h(
        'div.dialog-head',
        {},
        h('h2', { id: 'dialog-heading', tabindex: -1 }, heading),
        h('button.close', { type: 'button', 'aria-label': text('send.close'), onclick: () => this.close() }, icon('cross')),
      ),
      h('div.stack', {}, body),
    );
    (this.#element.querySelector('[autofocus]') ?? this.#element.querySelector('h2')).focus();
  }

  #tell() {
    const { heading, news = heading, mood = 'info' } = this.#screen();
    this.announce(mood, h('p', {}, news), button(text('send.show'), () => this.open(), '.second.small'));
  }
}
