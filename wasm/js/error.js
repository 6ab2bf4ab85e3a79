/** What the core says went wrong, as an exception. */
export class PresslinkError extends Error {
  #report;

  /** @param failure `{error, attempts?, problems?, report?}`, as the core writes it */
  constructor({ error, attempts = [], problems = [], report = null }, options) {
    super(error.message, options);
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

  toJSON() {
    return this.#report;
  }
}
