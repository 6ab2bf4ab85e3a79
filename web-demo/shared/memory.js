/**
 * What the browser keeps for these pages. Where it keeps nothing, as with site data blocked or its
 * space full, a page remembers by itself, until it ends.
 */

class Memory {
  #name;
  #own = new Map();

  /** @param {'localStorage' | 'sessionStorage'} name */
  constructor(name) {
    this.#name = name;
  }

  /** @returns {string | null} */
  get(key) {
    return this.#own.get(key) ?? this.#ask((store) => store.getItem(key)) ?? null;
  }

  /**
   * @returns {boolean} whether `text` outlives the page: across a reload, and a visit elsewhere. Where
   * it does not, nothing under `key` does: what was kept before would come back in its place
   */
  set(key, text) {
    const kept = this.#ask((store) => {
      store.setItem(key, text);
      return true;
    }) ?? false;
    if (kept) {
      this.#own.delete(key);
    } else {
      this.delete(key);
      this.#own.set(key, text);
    }
    return kept;
  }

  delete(key) {
    this.#own.delete(key);
    this.#ask((store) => store.removeItem(key));
  }

  /** `undefined` where the browser refuses; already to look at the store may throw. */
  #ask(question) {
    try {
      return question(window[this.#name]);
    } catch {
      return undefined;
    }
  }
}

/** Ends with the tab. */
export const tabMemory = new Memory('sessionStorage');
/** Of all tabs, for good. */
export const browserMemory = new Memory('localStorage');
