/** What the texts to copy have to know of planned requests. */

/** The route in a URL of any REST style, without its query. */
export function routeOf(address) {
  const url = new URL(address);
  const inQuery = url.searchParams.get('rest_route');
  if (inQuery) return inQuery;
  const [, route] = /\/wp-json(\/.*)$/.exec(url.pathname) ?? [];
  return route ?? url.pathname;
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
