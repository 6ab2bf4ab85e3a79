import { plainChanges, plainDocument } from './document.js';
import { badInput } from './error.js';
import { postId, postKey } from './ids.js';
import { checked, choices } from './options.js';
import { tell } from './report.js';
import { Work } from './work.js';

/** Overwrites the passwords of connections that nobody closed; not every host has what it takes. */
const forgotten =
  typeof FinalizationRegistry === 'function'
    ? new FinalizationRegistry(({ core, handle }) => core.run('close', handle))
    : null;

/** Site and key of each publish under way: neither of two at once would see the other's draft. */
const publishing = new Set();

export class Connection {
  #host;
  #handle;
  #works = new Set();
  root;
  username;
  scope;

  /**
   * @param host the module's `{core, fetch, …}`
   * @param opened what the core says of a new connection
   */
  constructor(host, opened) {
    this.#host = host;
    this.#handle = opened.connection;
    this.root = opened.root;
    this.username = opened.username;
    this.scope = Object.freeze(opened.scope === '' ? [] : opened.scope.split(','));
    forgotten?.register(this, { core: host.core, handle: this.#handle }, this);
  }

  get terms() {
    return this.#host.core.text('terms', this.#open());
  }

  async verify(options = {}) {
    return tell(this.#host.core, await this.#run({ do: 'verify' }, options));
  }

  async publish(document, options = {}) {
    const { core } = this.#host;
    const { checkpoint, key } = checked(options, core);
    const begun = checkpoint ?? { key: postKey(key ?? undefined), stage: 'fresh' };
    const post = `${this.root} ${String(begun.key).toLowerCase()}`;
    if (publishing.has(post)) {
      throw badInput(core, (say) => say('A publish under this key is under way.'));
    }
    publishing.add(post);
    try {
      return await this.#run(
        {
          do: 'publish',
          document: plainDocument(document, core),
          checkpoint: JSON.stringify(begun),
          look_first: !checkpoint && Boolean(key),
          ...choices(options, core),
        },
        options,
      );
    } finally {
      publishing.delete(post);
    }
  }

  async update(post, changes, options = {}) {
    const { core } = this.#host;
    return this.#run(
      {
        do: 'publish',
        post: postId(post),
        document: plainChanges(changes, post, core),
        ...choices(options, core),
      },
      options,
    );
  }

  async ensureCategories(paths, options = {}) {
    // A text is iterable too, and each of its letters would become a category.
    if (!Array.isArray(paths)) throw new TypeError('The paths of categories come as a list');
    return this.#run(
      { do: 'categories', paths: [...paths], ...choices(options, this.#host.core) },
      options,
    );
  }

  preview(document, options = {}) {
    return this.#host.preview(this.#open(), document, options);
  }

  async doctor(options = {}) {
    return this.#host.examine(await this.#run({ do: 'doctor' }, options), this.root);
  }

  async disconnect(options = {}) {
    const report = await this.#run({ do: 'disconnect' }, options);
    this.close();
    return report;
  }

  reveal() {
    return { username: this.username, password: this.#host.core.text('reveal', this.#open()) };
  }

  close() {
    if (this.#handle === 0) return;
    for (const work of this.#works) work.cancel(new Error('The connection was closed'));
    forgotten?.unregister(this);
    this.#host.core.run('close', this.#handle);
    this.#handle = 0;
  }

  async #run(job, options) {
    const work = new Work(this.#host, this.#open(), job, options);
    this.#works.add(work);
    try {
      return await work.run();
    } finally {
      this.#works.delete(work);
    }
  }

  #open() {
    if (this.#handle === 0) throw new TypeError('The connection is closed');
    return this.#handle;
  }
}

// Older browsers have no `using`; the method is there where the symbol is.
if (Symbol.dispose) Connection.prototype[Symbol.dispose] = Connection.prototype.close;
