// A WordPress behind a `fetch`: the routes that presslink uses, with what WordPress does silently.
// What a running WordPress does differently is right; tests/wasm/wordpress.test.mjs asks one.

const rest = /^\/wp-json(\/.*)?$/;

function json(status, body, headers = {}) {
  return { status, body: JSON.stringify(body), headers: {
    'Content-Type': 'application/json; charset=UTF-8', ...headers } };
}

function html(status, body, headers = {}) {
  return { status, body, headers: { 'Content-Type': 'text/html; charset=UTF-8', ...headers } };
}

function error(status, code, data = {}) {
  return json(status, { code, message: `Sorry: ${code}`, data: { status, ...data } });
}

/** An error of `fetch` as Node words it. */
export function networkError(code, more) {
  const cause = Object.assign(new Error(code), { code, ...more });
  return new TypeError('fetch failed', { cause });
}

/** Never answers; ends when the caller aborts. */
export function hang(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

export const login = { username: 'editor', password: 'abcd EFGH 1234 ijkl MNOP 5678' };

export class FakeWordPress {
  origin = 'https://example.com';
  /** What was received, in order: {method, route, url, headers, body, init}. */
  log = [];
  posts = new Map();
  categories = new Map([[1, { name: 'Uncategorized', slug: 'uncategorized', parent: 0 }]]);
  capabilities = { edit_posts: true, publish_posts: true, edit_published_posts: true, manage_categories: true,
    upload_files: true, unfiltered_html: true };
  index = {};
  passwords = true;
  revoked = false;
  clock = '2026-05-01T12:00:00';
  #nextId = 10;

  /**
   * Between presslink and the site: `(request, answer)`, where `await answer()` lets the site act.
   * Gives what presslink gets, or throws.
   */
  network = (_request, answer) => answer();

  fetch = async (url, init) => {
    const request = this.#read(url, init);
    const answer = async () => {
      const { status, body, headers } = this.#handle(request);
      return new Response(status === 204 || status === 304 ? null : body, { status, headers });
    };
    if (init.signal?.aborted) throw init.signal.reason;
    const answered = await this.network(request, answer);
    if (init.signal?.aborted) throw init.signal.reason;
    return answered;
  };

  /** Posts by status, those in the trash left out. */
  get visible() {
    return [...this.posts.values()].filter((post) => post.status !== 'trash');
  }

  #read(url, init) {
    const address = new URL(url);
    const query = address.searchParams;
    let route = query.get('rest_route');
    if (route === null && address.origin === this.origin) {
      const found = rest.exec(address.pathname);
      if (found) route = found[1] ?? '/';
    }
    const method = query.get('_method') ?? init.method;
    const body = init.body && new TextDecoder().decode(init.body);
    const request = { method, route, url, query, headers: init.headers, body, init };
    this.log.push(request);
    return request;
  }

  #handle(request) {
    if (new URL(request.url).origin !== this.origin) return html(404, 'nobody here');
    if (request.route === null) return this.#page();
    const answer = this.#rest(request);
    if (!request.query.has('_envelope')) return answer;
    return json(200, { body: JSON.parse(answer.body), status: answer.status, headers: answer.headers });
  }

  #page() {
    return html(200, '<!doctype html><title>Tea</title>', {
      Link: `<${this.origin}/wp-json/>; rel="https://api.w.org/"` });
  }

  #isUser(request) {
    const wanted = `${login.username}:${login.password}`.replaceAll(' ', '');
    const given = request.headers.Authorization ?? request.headers.authorization ?? '';
    const [, encoded] = /^Basic (.*)$/.exec(given) ?? [];
    const pair = Buffer.from(encoded ?? '', 'base64').toString('utf8').replaceAll(' ', '');
    return !this.revoked && pair === wanted;
  }

  #rest(request) {
    const { method, route } = request;
    const body = request.body ? JSON.parse(request.body) : {};
    const user = this.#isUser(request);
    const id = Number(/\/(\d+)$/.exec(route)?.[1]);
    if (route === '/') return this.#index();
    if (route.startsWith('/wp/v2/users/me')) return this.#me(method, route, user);
    if (method !== 'GET' && !user) return error(401, 'rest_cannot_create');
    if (route === '/wp/v2/posts') return this.#postsRoute(method, request.query, body);
    if (/^\/wp\/v2\/posts\/\d+$/.test(route)) return this.#postRoute(method, id, body);
    if (route === '/wp/v2/categories') return this.#termsRoute(method, request.query, body);
    if (/^\/wp\/v2\/categories\/\d+$/.test(route)) return this.#termRoute(method, id);
    return error(404, 'rest_no_route');
  }

  #index() {
    const authorization = `${this.origin}/wp-admin/authorize-application.php`;
    return json(200, {
      name: 'Tea &amp; Biscuits', url: this.origin, home: this.origin, gmt_offset: '2',
      timezone_string: 'Europe/Berlin', namespaces: ['oembed/1.0', 'wp/v2'],
      authentication: this.passwords
        ? { 'application-passwords': { endpoints: { authorization } } } : [],
      site_icon_url: `${this.origin}/icon.png`, ...this.index });
  }

  #me(method, route, user) {
    if (!this.passwords && route.includes('application-passwords')) {
      return error(501, 'application_passwords_disabled');
    }
    if (!user) return error(401, 'rest_not_logged_in');
    const record = { uuid: '5f7e5a52-9a4c-4c1e-8f07-3f1a2b3c4d5e', name: 'presslink',
      created: '2026-04-30T10:00:00', last_used: null, last_ip: null };
    if (route === '/wp/v2/users/me') {
      return json(200, { id: 3, username: login.username, name: 'Ed', roles: ['editor'],
        capabilities: this.capabilities });
    }
    if (route.endsWith('/introspect')) return json(200, record);
    if (method === 'DELETE' && route.endsWith(record.uuid)) {
      this.revoked = true;
      return json(200, { deleted: true, previous: record });
    }
    return error(404, 'rest_application_password_not_found');
  }

  #postsRoute(method, query, body) {
    if (method === 'POST') {
      const id = this.#nextId++;
      this.posts.set(id, { title: '', content: '', excerpt: '', status: 'draft', slug: '',
        date_gmt: '', categories: [], author: 3 });
      return this.#save(id, body, 201);
    }
    const slugs = (query.get('slug') ?? '').split(',');
    const any = query.get('status') === 'any';
    return json(200, [...this.posts].filter(([, post]) => slugs.includes(post.slug) &&
      post.status !== 'trash' && (any || post.status === 'publish')).map(([id]) => this.#show(id)));
  }

  #postRoute(method, id, body) {
    if (!this.posts.has(id)) return error(404, 'rest_post_invalid_id');
    return method === 'GET' ? json(200, this.#show(id)) : this.#save(id, body, 200);
  }

  #save(id, body, status) {
    const post = { ...this.posts.get(id) };
    const wish = body.status ?? post.status;
    if (['publish', 'future', 'private'].includes(wish) && !this.capabilities.publish_posts) {
      return error(403, 'rest_cannot_publish');
    }
    for (const key of ['title', 'content', 'excerpt', 'date_gmt', 'slug', 'categories']) {
      if (body[key] !== undefined) post[key] = body[key];
    }
    post.status = wish;
    if (wish === 'publish' && post.date_gmt > this.clock) post.status = 'future';
    if (wish === 'future' && post.date_gmt <= this.clock) post.status = 'publish';
    post.date_gmt ||= this.clock;
    if (post.categories.length === 0 && body.categories === undefined) post.categories = [1];
    post.slug ||= post.status === 'draft' ? '' : post.title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    this.posts.set(id, post);
    return json(status, this.#show(id));
  }

  #show(id) {
    const post = this.posts.get(id);
    const link = `${this.origin}/${post.status === 'publish' ? `${post.slug}/` : `?p=${id}`}`;
    return { id, slug: post.slug, status: post.status, date_gmt: post.date_gmt, link,
      title: { raw: post.title }, content: { raw: post.content }, excerpt: { raw: post.excerpt },
      categories: post.categories, tags: [], author: post.author, featured_media: 0 };
  }

  #termsRoute(method, query, body) {
    const show = ([id, term]) => ({ id, ...term, name: term.name.replaceAll('&', '&amp;') });
    if (method === 'GET') {
      const parent = query.get('parent');
      return json(200, [...this.categories].filter(([, term]) =>
        parent === null || Number(parent) === term.parent).map(show), { 'X-WP-TotalPages': '1' });
    }
    if (!this.capabilities.manage_categories) return error(403, 'rest_cannot_create');
    const parent = body.parent ?? 0;
    for (const [id, term] of this.categories) {
      if (term.parent === parent && term.name.toLowerCase() === body.name.toLowerCase()) {
        return error(400, 'term_exists', { term_id: id });
      }
    }
    const id = this.#nextId++;
    const term = { name: body.name, slug: body.name.toLowerCase(), parent };
    this.categories.set(id, term);
    return json(201, show([id, term]));
  }

  #termRoute(method, id) {
    if (method !== 'DELETE' || !this.categories.delete(id)) return error(404, 'rest_term_invalid');
    return json(200, { deleted: true });
  }
}
