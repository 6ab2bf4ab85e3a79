/** In a page the browser decides what may be read; elsewhere everything may. Deno's workers look alike. */
export const inPage =
  typeof document !== 'undefined' ||
  (typeof WorkerGlobalScope !== 'undefined' && globalThis instanceof WorkerGlobalScope && !globalThis.Deno);

/** The kinds of fault in the order of the core's `Fault::Kind`. */
export const faultKinds = [
  'dns',
  'connect',
  'tls',
  'timed_out',
  'interrupted',
  'too_large',
  'address_refused',
  'cancelled',
  'preflight',
  'unreadable',
  'unseen',
  'other',
];

/** Node's names for what happens before a request has left. */
const unsentFaults = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connect',
  UND_ERR_CONNECT_TIMEOUT: 'connect',
};
/** These also end a connection over which the request has left. */
const connectFaults = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);
const certificateFault = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_)/;
const tlsFault = /^(ERR_SSL_|EPROTO)/;
const lateFault = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/;
const lostFault = /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** Deno has words and no codes. Those of a connection that did not come about, so that nothing left: */
const denoConnecting = /client error \(Connect\)|error trying to connect/;
const denoTls = /certificate|corrupt message|handshake|alert|tls/i;
/** What Node and Deno do not even try: forbidden ports, and in Deno what it was not permitted. */
const notTried = /^bad port$|^Fetch failed: Requests to port|^Requires net access/;
/** The words of Deno and of Cloudflare's Workers. */
const lostWords = /connection (closed|reset|lost)/i;

class Fault extends Error {
  constructor(kind, sent, detail = '') {
    super(detail);
    this.kind = kind;
    this.sent = sent;
  }
}

/**
 * Sends one request of the core and reads the whole answer: `{status, headers, chunks, size,
 * truncated}`, or `{fault, sent, detail, cause}`. Whoever aborts `controller` ends it.
 */
export async function exchange(request, { fetch, controller, timeout }) {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeout);
  let answer;
  try {
    answer = await send(request, fetch, controller.signal);
    return await read(answer, request, controller);
  } catch (error) {
    if (late) return { fault: 'timed_out', sent: true, detail: '' };
    const hide = hider(request);
    const { kind, sent, message } =
      error instanceof Fault
        ? error
        : (refusal(error) ??
          (inPage
            ? await explainInPage(answer, request, fetch, controller.signal)
            : explain(error, answer)));
    if (late) return { fault: 'timed_out', sent: true, detail: '' };
    const cause = error instanceof Fault ? undefined : plainError(error, hide);
    return { fault: kind, sent, detail: hide(message), cause };
  } finally {
    clearTimeout(timer);
  }
}

function init(request, signal) {
  const { method, headers, authorization, body } = request;
  const signed = authorization !== '';
  const fields = { ...headers };
  if (signed) fields.Authorization = authorization;
  return {
    method: isTunnelled(method) ? 'POST' : method,
    headers: fields,
    ...(body.byteLength === 0 ? {} : { body }),
    mode: 'cors',
    credentials: 'omit',
    // A page cannot read where a redirect leads. What holds no secret may follow it and tell.
    redirect: inPage && !signed && body.byteLength === 0 ? 'follow' : 'manual',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal,
  };
}

/**
 * WordPress takes `_method` for the method; not every host lets others through. A page asks with a
 * preflight first, and there WordPress would take it for the preflight's own method, and refuse it.
 */
function isTunnelled(method) {
  return !inPage && (method === 'PUT' || method === 'DELETE');
}

function address({ method, url }) {
  if (!isTunnelled(method)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}_method=${method}`;
}

/** A fetch that ends with its signal, also where the host's own `fetch` does not heed it. */
function abortable(promise, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    promise
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

async function send(request, fetch, signal) {
  const mixed = inPage && location.protocol === 'https:' && isPlain(request.url);
  if (mixed) {
    throw new Fault('other', false, 'a page served over https may not reach a site over plain http');
  }
  return call(fetch, address(request), init(request, signal));
}

/** The host's own `fetch` may throw at once, and may give no promise. */
async function call(fetch, url, options) {
  return abortable(Promise.resolve(fetch(url, options)), options.signal);
}

function isPlain(url) {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname);
}

async function read(answer, request, controller) {
  const lines = [];
  answer.headers.forEach((value, name) => lines.push(`${name}: ${value}`));
  if (answer.type === 'opaqueredirect' || answer.redirected) {
    // The answer itself is of no use: the core follows redirects on its own, or not at all.
    const location = answer.redirected ? answer.url : '';
    return {
      status: 302,
      headers: location ? `location: ${location}` : '',
      chunks: [],
      size: 0,
      truncated: false,
    };
  }
  const { chunks, size, truncated } = await readBody(answer, request, controller);
  return { status: answer.status, headers: lines.join('\n'), chunks, size, truncated };
}

async function readBody(answer, { limit, truncate }, controller) {
  const chunks = [];
  let size = 0;
  for await (const chunk of parts(answer, controller.signal)) {
    const room = limit - size;
    if (chunk.length > room) {
      if (!truncate) throw new Fault('too_large', true);
      chunks.push(chunk.subarray(0, room));
      return { chunks, size: limit, truncated: true };
    }
    chunks.push(chunk);
    size += chunk.length;
  }
  return { chunks, size, truncated: false };
}

async function* parts(answer, signal) {
  if (typeof answer.body?.getReader !== 'function') {
    yield new Uint8Array(await abortable(Promise.resolve(answer.arrayBuffer()), signal));
    return;
  }
  const reader = answer.body.getReader();
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), signal);
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Takes the log-in out of a text: a `fetch` that was given may quote what it sent. */
function hider({ authorization }) {
  const secret = authorization.split(' ').at(-1);
  return (text) => (secret ? text.replaceAll(secret, '…') : text);
}

/** What an error of `fetch` says, without what hangs on it: that may be the request, with its log-in. */
function plainError(error, hide, depth = 0) {
  if (!isObject(error)) return hide(String(error));
  const { name, message, stack, code, cause } = error;
  const inner = isObject(cause) && depth < 3 ? { cause: plainError(cause, hide, depth + 1) } : undefined;
  const plain = new Error(hide(String(message)), inner);
  plain.name = String(name);
  plain.stack = hide(String(stack));
  if (typeof code === 'string') plain.code = hide(code);
  return plain;
}

const isObject = (value) => typeof value === 'object' && value !== null;

/** What an error of `fetch` tells of: what is behind it first. */
const layers = (error) => [error?.cause, error].filter(isObject);

/** A `fetch` that was given says so where it lets nobody reach an address. */
function refusal(error) {
  const said = layers(error).find(({ code }) => code === 'address_refused');
  return said && new Fault('address_refused', false, String(said.message));
}

/**
 * What an error of `fetch` means. A write may have arrived unless the contrary is certain, and what
 * nobody knows is told in its own words.
 */
function explain(error, answer) {
  const said = layers(error);
  const cause = said.find(({ code }) => typeof code === 'string' && code !== '');
  const code = cause?.code ?? '';
  const words = String(said.find(({ message }) => message)?.message ?? error);
  const unsent =
    unsentFaults[code] ||
    (certificateFault.test(code) && 'tls') ||
    (connectFaults.has(code) && wasConnecting(cause) && 'connect');
  if (unsent) return new Fault(unsent, false, code);
  if (tlsFault.test(code)) return new Fault('tls', true, code);
  if (lateFault.test(code)) return new Fault('timed_out', true, code);
  if (lostFault.test(code)) return new Fault('interrupted', true, code);
  // Behind the address, which may hold any word.
  const [, inDeno] = words.split(denoConnecting);
  if (inDeno !== undefined) return new Fault(denoKind(inDeno), false, words);
  if (notTried.test(words)) return new Fault('other', false, words);
  return new Fault(answer || lostWords.test(words) ? 'interrupted' : 'other', true, words);
}

const denoKind = (words) =>
  /dns error/.test(words) ? 'dns' : denoTls.test(words) ? 'tls' : 'connect';

/** Of several addresses that were tried, Node tells each. */
const wasConnecting = ({ syscall, errors }) =>
  Array.isArray(errors) ? errors.every(wasConnecting) : syscall === 'connect';

/**
 * A page is told no more than that a request failed. What it may find out: whether anything answers at
 * all, whether the same goes through now, and whether the site answers a question that the browser
 * sends without asking first.
 */
async function explainInPage(answer, request, fetch, signal) {
  // The browser keeps the head of an answer that the page may not read.
  if (answer) return new Fault('interrupted', true);
  const ask = (url, options) =>
    call(fetch, url, { ...init({ ...request, method: 'GET', body: new Uint8Array() }, signal), ...options }).then(
      (answered) => answered ?? null,
      () => null,
    );
  const unsigned = { headers: {}, redirect: 'follow' };
  const plain = request.plain || request.url;
  const readable = request.plain ? await ask(plain, unsigned) : null;
  const answers = readable ?? (await ask(plain, { ...unsigned, mode: 'no-cors' }));
  if (!answers) return new Fault('connect', true);
  // Nothing is written twice to find out: a question with the same headers has the same preflight.
  const again = request.method === 'GET' ? request.url : request.plain;
  // Broken off, or a page of an error or a firewall, without CORS headers: nothing tells them apart.
  if (again && (await ask(again))) return new Fault('unseen', true);
  return readable ? new Fault('preflight', true, elsewhere(readable)) : new Fault('unreadable', true);
}

/** What a redirect has to do with a preflight that failed. */
function elsewhere({ redirected, url }) {
  try {
    return redirected ? `it redirects to ${new URL(url).origin}` : '';
  } catch {
    return '';
  }
}
