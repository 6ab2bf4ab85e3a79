import create from './glue.mjs';
import { refused } from './error.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The compiled core: puts texts into its memory, and takes them out. */
export class Core {
  /** Whether it speaks the language that its sentences were written in. */
  english = true;

  #core;

  /** @param {WebAssembly.Module} module */
  static async instantiate(module) {
    const core = new Core();
    core.#core = await new Promise((resolve, reject) => {
      create({
        instantiateWasm(imports, receive) {
          // What it throws would be lost, and nothing settled.
          WebAssembly.instantiate(module, imports).then(receive).catch(reject);
          return {};
        },
      }).then(resolve, reject);
    }).catch((cause) => {
      throw new TypeError('presslink.wasm cannot be started; it is not of this version', { cause });
    });
    return core;
  }

  /** The plain text that a function answers with. */
  text(name, ...numbers) {
    return decoder.decode(this.#answer(name, numbers));
  }

  /** The same as UTF-8. A long text is decoded slower than it was made. */
  bytes(name, ...numbers) {
    return this.#answer(name, numbers).slice().buffer;
  }

  /** The JSON that a function answers with. */
  ask(name, ...numbers) {
    return JSON.parse(this.text(name, ...numbers));
  }

  /** The same, for a function that refuses with an error. */
  demand(name, ...numbers) {
    const answer = this.ask(name, ...numbers);
    if (answer.error) throw refused(this, answer);
    return answer;
  }

  run(name, ...numbers) {
    this.#core[name](...numbers);
  }

  /** Writes what the next call takes. */
  give(value) {
    this.#write(encoder.encode(typeof value === 'string' ? value : JSON.stringify(value)), 'input');
    return this;
  }

  /** The same for a job with a document, whose content goes beside: it is most of it, if not blank. */
  giveJob(job) {
    const content = job.document?.content;
    const beside = typeof content === 'string' && content.trim() !== '';
    this.#writeContent(beside ? content : '');
    return this.give(beside ? { ...job, document: { ...job.document, content: '-' } } : job);
  }

  /** The same for a secret, of which no copy stays here. */
  giveSecret(text) {
    if (text === '') return this;
    const bytes = encoder.encode(text);
    this.#write(bytes, 'secretInput');
    bytes.fill(0);
    return this;
  }

  /** Writes the body of the answer to the request of `work`. */
  giveBody(work, chunks, size) {
    let at = this.#core.answerBody(work, size);
    for (const chunk of chunks) {
      this.#core.HEAPU8.set(chunk, at);
      at += chunk.length;
    }
  }

  /** Straight into the module's memory; most texts are as long in bytes as in characters. */
  #writeContent(text) {
    let room = text.length;
    let at = this.#core.contentInput(room);
    let { read, written } = encoder.encodeInto(text, this.#core.HEAPU8.subarray(at, at + room));
    if (read === text.length) return;
    room = written + 3 * (text.length - read);
    at = this.#core.contentInput(room) + written;
    const rest = this.#core.HEAPU8.subarray(at, at + room - written);
    written += encoder.encodeInto(text.slice(read), rest).written;
    this.#core.contentInput(written);
  }

  #answer(name, numbers) {
    const size = this.#core[name](...numbers);
    const at = this.#core.output();
    return this.#core.HEAPU8.subarray(at, at + size);
  }

  #write(bytes, name) {
    const at = this.#core[name](bytes.length);
    this.#core.HEAPU8.set(bytes, at);
  }
}
