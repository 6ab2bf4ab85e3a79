import { say } from './report.js';

/**
 * What an error says before it is put into a language: as the core wrote it, or for an error that was
 * made here a function that says it with `say`.
 */
export let wordsOf;

/** What the core says went wrong, as an exception. */
export class PresslinkError extends Error {
  #report;
  #words;

  /** @param failure `{error, attempts?, problems?, report?, words?}`, as the core writes it */
  constructor({ error, attempts = [], problems = [], report = null, words }, options) {
    super(error.message, options);
    this.#words = words;
    this.#report = { ...error, causes: error.causes ?? [] };
    this.name = error.code === 'cancelled' ? 'AbortError' : 'PresslinkError';
    this.code = error.code;
    this.phase = error.phase;
    this.httpStatus = error.http_status;
    this.wpCode = error.wp_code;
    this.remedy = error.remedy;
    this.retryAfter = error.retry_after_s === null ? null : error.retry_after_s * 1000;
    this.causes = this.#report.causes;
    this.attempts = attempts;
    this.problems = problems.map(({ key, message }) => ({ key, message }));
    this.report = report;
  }

  static {
    wordsOf = (error) => (#words in error ? error.#words : undefined);
  }

  toJSON() {
    return this.#report;
  }
}

/** An error that is made here, in the language of `core`. `words` gets what puts a sentence into one. */
function ownError(core, code, words, more, options) {
  return new PresslinkError(
    {
      error: {
        code,
        phase: 'input',
        http_status: null,
        wp_code: null,
        message: words((sentence) => (core ? say(core, sentence) : sentence)),
        remedy: null,
        retry_after_s: null,
      },
      words,
      ...more,
    },
    options,
  );
}

/** As the core refuses input; `problems` are those of a document. What was given is not repeated. */
export function badInput(core, words, problems) {
  return ownError(core, 'bad_input', words, { problems });
}

export function interrupted(core, cause) {
  return ownError(core, 'cancelled', (say) => say('Interrupted before anything was sent.'), {}, { cause });
}
