import { PresslinkError, interrupted } from './error.js';
import { exchange, faultKinds, inPage } from './exchange.js';
import { checked } from './options.js';
import { tell } from './report.js';

const resumed = { woke: 0, saved: 1, not_saved: 2, cancelled: 3 };

/** What ends when a signal aborts: one listener for all works, for Node warns of more than ten. */
const listeners = new WeakMap();

/** Calls `stop` when `signal` aborts; gives what takes that back. */
function onAbort(signal, stop) {
  let listener = listeners.get(signal);
  if (!listener) {
    const stops = new Set();
    listener = { stops, call: () => [...stops].forEach((each) => each()) };
    listeners.set(signal, listener);
    signal.addEventListener('abort', listener.call);
  }
  const { stops, call } = listener;
  stops.add(stop);
  return () => {
    stops.delete(stop);
    if (stops.size > 0) return;
    signal.removeEventListener('abort', call);
    listeners.delete(signal);
  };
}

/** One piece of work: gives the core what happens, and does what it asks for. */
export class Work {
  #core;
  #work;
  #options;
  #fetch;
  #number = 0;
  #settle;
  #cause;
  /** The error of `fetch`, where the last request came to nothing. */
  #fault;
  /** Ends what is awaited just now. */
  #stop = () => {};
  #ended = false;
  /** What the host's listener threw. */
  #mistakes = [];
  #done = new Promise((resolve, reject) => {
    this.#settle = { resolve, reject };
  });

  /** @param secret of the job's log-in, where it has one; the core takes it in the same breath */
  constructor({ core, fetch }, connection, job, options, secret = '') {
    this.#core = core;
    this.#fetch = fetch;
    this.#options = options;
    const { signal, retries } = checked(options, core);
    if (signal?.aborted) throw interrupted(core, signal.reason);
    const begun = core
      .giveJob({ ...job, retries, seed: Math.floor(Math.random() * 2 ** 53), in_page: inPage })
      .giveSecret(secret)
      .demand('begin', connection, Date.now());
    this.#work = begun.work;
    if (signal) this.#forgetSignal = onAbort(signal, () => this.cancel(signal.reason));
    this.#first = begun.step;
  }

  #first;
  #forgetSignal = () => {};

  /** Goes on to the end. The host's functions are called at once, and may cancel the work. */
  run() {
    this.#drive(this.#first);
    return this.#done;
  }

  /** Ends the work now. What is uncertain is the core's to say. */
  cancel(reason) {
    if (this.#ended) return;
    this.#cause = reason;
    let step;
    do {
      step = this.#core.ask('resume', this.#work, resumed.cancelled, Date.now());
    } while (!('done' in step));
    this.#end(step.done);
    this.#stop();
  }

  async #drive(first) {
    let step = first;
    try {
      while (!('done' in step)) {
        const answered = await this.#answer(step);
        if (this.#ended) return;
        step = answered();
      }
      this.#end(step.done);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Does what a step asks for; gives what tells the core, for when the work still goes on. */
  #answer(step) {
    if (step.send) return this.#send(step.send);
    if (step.save) return this.#save(step.save);
    return this.#wait(step.wait);
  }

  async #send(request) {
    const number = ++this.#number;
    const { phase, method, shown: url, attempt } = request;
    const about = { phase, method, url, number, attempt };
    this.#report({ type: 'request', ...about });
    if (this.#ended) return undefined;
    const begin = performance.now();
    const controller = new AbortController();
    this.#stop = () => controller.abort();
    const result = await exchange(
      {
        ...request,
        authorization: this.#core.text('authorization', this.#work),
        body: this.#core.bytes('wireBody', this.#work),
      },
      {
        fetch: this.#fetch,
        controller,
        timeout: this.#options.timeout ?? 30_000,
      },
    );
    if (this.#ended) return undefined;
    const duration = performance.now() - begin;
    const core = this.#core;
    this.#fault = result.cause;
    if (result.fault) {
      this.#report({ type: 'fault', ...about, kind: result.fault, duration });
      const kind = faultKinds.indexOf(result.fault);
      return () =>
        core
          .give(result.detail)
          .ask('fault', this.#work, kind, result.sent ? 1 : 0, Date.now());
    }
    const { status, headers, chunks, size, truncated } = result;
    this.#report({ type: 'response', ...about, status, bytes: size, duration });
    return () => {
      core.giveBody(this.#work, chunks, size);
      return core
        .give(headers)
        .ask('respond', this.#work, status, truncated ? 1 : 0, Date.now());
    };
  }

  async #wait(delay) {
    const { phase } = this;
    this.#report({ type: 'wait', phase, delay });
    if (this.#ended) return undefined;
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#stop = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return () => this.#core.ask('resume', this.#work, resumed.woke, Date.now());
  }

  async #save(checkpoint) {
    let stored = true;
    try {
      stored = (await this.#options.save?.(checkpoint)) !== false;
    } catch (error) {
      stored = false;
      this.#cause = error;
    }
    if (stored && !this.#ended) this.#report({ type: 'saved', phase: 'publish', checkpoint });
    const how = stored ? resumed.saved : resumed.not_saved;
    return () => this.#core.ask('resume', this.#work, how, Date.now());
  }

  #report(progress) {
    if (progress.phase) this.phase = progress.phase;
    try {
      this.#options.onProgress?.(progress);
    } catch (error) {
      this.#mistakes.push(error);
    }
  }

  #release() {
    this.#ended = true;
    // A listener's mistake is the host's to hear of. In Node it may end the process: not halfway.
    for (const mistake of this.#mistakes) {
      queueMicrotask(() => {
        throw mistake;
      });
    }
    this.#core.run('end', this.#work);
    this.#forgetSignal();
  }

  #end(answer) {
    this.#release();
    const failure = answer.error ? answer : answer.failure;
    // The report has the error in English.
    if (answer.failure) answer.report.error = failure.error;
    const report = answer.report ? tell(this.#core, answer.report) : null;
    if (!failure) {
      this.#settle.resolve(report ?? answer);
      return;
    }
    const cause = this.#cause ?? (failure.error.http_status === null ? this.#fault : undefined);
    const options = cause === undefined ? undefined : { cause };
    this.#settle.reject(new PresslinkError({ ...failure, report }, options));
  }

  #fail(error) {
    if (!this.#ended) this.#release();
    this.#settle.reject(error);
  }
}
