import { say, tell } from './report.js';

/**
 * What an error says before it is put into a language: as the core wrote it, or for an error that is
 * worded here a function that gives its message and remedy, said with `say`.
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
    this.problems = problems;
    this.report = report;
  }

  static {
    wordsOf = (error) => (#words in error ? error.#words : undefined);
  }

  toJSON() {
    const { attempts, problems, report } = this;
    return { ...this.#report, attempts, problems, report };
  }
}

const speech = (core) => (sentence) => (core ? say(core, sentence) : sentence);

/** What the core refused, in the language of `core`: what is wrong with a document is put into one here. */
export function refused(core, failure) {
  if (!failure.problems) return new PresslinkError(failure);
  const { error } = failure;
  const problems = failure.problems.map(({ key, message }) => ({ key, message }));
  const words = (speak) => ({ message: listed(problems, speak), remedy: speak(error.remedy) });
  return new PresslinkError({
    error: { ...error, ...words(speech(core)) },
    problems: tell(core, problems),
    words,
  });
}

/** A line for each problem. */
function listed(problems, speak) {
  const line = ({ key, message }) => (key === null ? '' : `${key}: `) + speak(message);
  return problems.map(line).join('\n');
}

/** An error that is made here, in the language of `core`. `wording` gets what puts a sentence into one. */
function ownError(core, code, wording, more, options) {
  const words = (speak) => ({ message: wording(speak), remedy: null });
  return new PresslinkError(
    {
      error: {
        code,
        phase: 'input',
        http_status: null,
        wp_code: null,
        ...words(speech(core)),
        retry_after_s: null,
      },
      words,
      ...more,
    },
    options,
  );
}

/** As the core refuses input; `problems` are those of a document. What was given is not repeated. */
export function badInput(core, wording, problems = []) {
  return ownError(core, 'bad_input', wording, { problems: core ? tell(core, problems) : problems });
}

export function interrupted(core, cause) {
  return ownError(core, 'cancelled', (speak) => speak('Interrupted before anything was sent.'), {}, { cause });
}
