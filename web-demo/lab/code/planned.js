/** What the texts to copy have to know of planned requests. */

/** The route in a URL of any REST style, without its query. */
export function routeOf(address) {
  const url = new URL(address);
  const inQuery = url.searchParams.get('rest_route');
  if (inQuery) return inQuery;
  const [, route] = /\/wp-json(\/.*)$/.exec(url.pathname) ?? [];
  return route ?? url.pathname;
}

/** What numbers in a body are of, by their key or element; the others are the post's, where they are ids. */
const kinds = {
  parent: 'category',
  categories: 'category',
  tags: 'tag',
  author: 'user',
  featured_media: 'image',
  string: 'text',
};

/**
 * Finds the stand-ins in requests by the place where they stand: somebody's text, or the number of a
 * user or an image, may look like one.
 */
export class StandIns {
  #all;
  #post;

  /** @param {import('../../../wasm/types/index.d.ts').Preview['stand_ins']} all */
  constructor(all) {
    this.#all = new Map(all.map((one) => [String(one.id), one]));
    this.#post = all.find(({ meaning }) => meaning === 'the new post');
  }

  /** The one that a piece of a body is. @param {import('../highlight.js').Piece} piece */
  inBody({ kind, text, field }) {
    if (kind !== 'number') return undefined;
    const wanted = kinds[field] ?? 'the';
    const found = this.#all.get(text);
    return found?.meaning.split(' ')[0] === wanted ? found : undefined;
  }

  /** An address around the post's, `[before, stand-in, behind]`, or `[address]`. */
  inAddress(address) {
    if (!this.#post) return [address];
    const place = new RegExp(`^(.*(?:/posts/|[?&](?!search=)[^=&]+=))${this.#post.id}(?=[/?&]|$)(.*)$`, 's');
    const [, before, behind] = place.exec(address) ?? [];
    return before === undefined ? [address] : [before, this.#post, behind];
  }
}

/** The path of a category or tag in `category Guides > WordPress`. */
export function termNames(meaning) {
  return meaning.replace(/^(category|tag) /, '').split(' > ');
}

/**
 * Which stand-in each request's answer gives: the site invents the ids in the order in which it is
 * asked for them.
 *
 * @returns {(StandIn | null)[]} one for each request
 */
export function givers(preview) {
  const waiting = [...preview.stand_ins];
  return preview.requests.map((request) => {
    const creates = request.method === 'POST' && /^\/wp\/v2\/(categories|tags|posts)$/.test(routeOf(request.url));
    return creates ? (waiting.shift() ?? null) : null;
  });
}
