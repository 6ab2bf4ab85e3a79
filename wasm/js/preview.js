import { plainDocument } from './document.js';
import { inPage } from './exchange.js';
import { checked, choices, profileOf, scopeOf } from './options.js';
import { tell } from './report.js';

const decoder = new TextDecoder();

/** Plans a publish; `this` is the module's `{core, …}`. */
export function preview(connection, document, options) {
  const { key, site, style, assume, sender, scope, terms } = checked(options, this.core);
  const asked = typeof site === 'string' ? site.startsWith('{') : Boolean(site);
  const planned = this.core
    .giveJob({
      document: plainDocument(document, this.core),
      ...choices(options, this.core),
      key,
      site: asked ? profileOf(site) : undefined,
      address: asked ? undefined : site,
      style,
      assume: Array.isArray(assume) ? assume.join(',') || 'none' : assume,
      scope: scopeOf(scope),
      terms,
      in_page: connection === 0 ? sender === 'page' : inPage,
    })
    .demand('preview', connection);
  addBodies(planned.requests, this.core.bytes('bodies'));
  return tell(this.core, planned);
}

/** Puts each body in the place of its size. A long one takes longer to decode than to make. */
function addBodies(requests, bytes) {
  let at = 0;
  for (const request of requests) {
    const { body: size } = request;
    if (size === null) continue;
    const body = new Uint8Array(bytes, at, size);
    at += size;
    let text;
    const get = () => (text ??= decoder.decode(body));
    Object.defineProperty(request, 'body', { get, enumerable: true });
  }
}
