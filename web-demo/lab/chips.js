/** A list of short texts: type one, press Enter; remove any of them. */

import { fill, h, icon, quote } from '../shared/dom.js';
import { text } from '../shared/language.js';

export class Chips {
  #input;
  #list;
  #changed;
  #values = [];

  constructor(input, list, changed) {
    this.#input = input;
    this.#list = list;
    this.#changed = changed;
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('blur', () => this.#take());
    this.draw();
  }

  /** With what is being typed, so that nothing is lost that was not yet entered. */
  get values() {
    const typed = this.#input.value.trim();
    return typed === '' ? [...this.#values] : [...this.#values, typed];
  }

  set values(values) {
    this.#values = [...values];
    this.#input.value = '';
    this.draw();
  }

  draw() {
    this.#list.hidden = this.#values.length === 0;
    fill(
      this.#list,
      this.#values.map((value, index) =>
        h(
          'li.chip',
          {},
          quote(value),
          h(
            'button',
            {
              type: 'button',
              'aria-label': text('lab.remove', { value }),
              // The field would lose the focus, take what is typed, and draw this button anew under the click.
              onpointerdown: (event) => event.preventDefault(),
              onclick: () => this.#remove(index),
            },
            icon('cross'),
          ),
        ),
      ),
    );
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#take();
    } else if (event.key === 'Backspace' && this.#input.value === '' && this.#values.length > 0) {
      event.preventDefault();
      this.#input.value = this.#values.pop();
      this.draw();
      this.#changed();
    }
  }

  #take() {
    const { values } = this;
    if (values.length === this.#values.length) return;
    this.values = values;
    this.#changed();
  }

  #remove(index) {
    // With what is being typed: the field is left now.
    this.values = this.values.filter((_, at) => at !== index);
    this.#changed();
    // The button is gone; the focus goes to its neighbour.
    (this.#list.querySelectorAll('button')[Math.min(index, this.#values.length - 1)] ?? this.#input).focus();
  }
}
