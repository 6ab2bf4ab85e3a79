// Calls as applications write them, and those that must not compile.
import {
  type Account,
  type Authorization,
  type CategoriesReport,
  type Connection,
  type DisconnectReport,
  type Fetch,
  load,
  type PlannedRequest,
  postId,
  type Presslink,
  PresslinkError,
  type Preview,
  type PublishReport,
  type Site,
} from 'presslink';

export async function application(signal: AbortSignal): Promise<string> {
  const presslink: Presslink = await load();
  const site: Site = await presslink.discover('example.com', { signal, homepage: false });
  const stored: Site = JSON.parse(JSON.stringify(site)) as Site;
  const authorization: Authorization = presslink.authorizeUrl(stored, {
    appName: 'Tea',
    successUrl: new URL('https://app.example/back#'),
    validFor: 60_000,
  });
  const approved: Connection = presslink.parseCallback(authorization, 'https://app.example/back#x');
  approved.close();

  using connection = presslink.connect(
    site.profile,
    { username: 'editor', password: 'abcd EFGH 1234 ijkl MNOP 5678' },
    { scope: ['posts', 'tags'] },
  );
  const account: Account = await connection.verify({ timeout: 5_000, retries: 0 });
  const report: PublishReport = await connection.publish(
    {
      title: 'Hello',
      content: '<p>Hello.</p>',
      status: 'future',
      date: new Date(),
      categories: ['Guides > WordPress'],
      seo: { title: 'Hello', noindex: null },
    },
    {
      signal,
      onMissingCategory: 'skip',
      save: async (checkpoint) => localStorage_.set('checkpoint', JSON.stringify(checkpoint)),
      onProgress: (event) => console.log(event.type, event.phase),
    },
  );
  const perhaps: { signal?: AbortSignal; excerpt?: string } = {};
  await connection.publish(
    { title: 'T', content: 'C', excerpt: perhaps.excerpt, seo: { title: undefined } },
    { signal: perhaps.signal, save: undefined, onMissingCategory: undefined },
  );
  const updated: PublishReport = await connection.update(report.id, { excerpt: 'Short.' });
  const categories: CategoriesReport = await connection.ensureCategories(['A', 'A > B']);
  const preview: Preview = connection.preview({ title: 'T', content: 'C' });
  presslink.preview({ title: 'T', content: 'C' }, { assume: ['seopress-legacy', 'slimseo-legacy'] });
  const first: PlannedRequest | undefined = preview.requests[0];
  const disconnected: DisconnectReport = await connection.disconnect();
  return [account.user.login, updated.outcome, categories.requests, first?.url,
    disconnected.revoked].join();
}

export function inAnotherLanguage(presslink: Presslink, error: PresslinkError, account: Account) {
  const { message, remedy } = presslink.retell(error);
  const left = error.report && presslink.retell(error.report);
  const { advice } = presslink.retell(account);
  return [message, remedy, left?.error.code, ...advice];
}

declare const localStorage_: { set(name: string, value: string): Promise<void> };

export const scripted: Fetch = async (url, init) => {
  void [url, init.method, init.headers['Authorization'], init.signal.aborted];
  return new Response('{}', { status: 200 });
};
export const ways = [
  load({ wasm: new URL('https://app.example/presslink.wasm') }),
  load({ wasm: new Uint8Array(), fetch: scripted }),
  load({ wasm: fetch('https://app.example/presslink.wasm') }),
  load({ messages: { de: { language: 'de' } }, language: 'de' }),
  // The global one is a Fetch, without a word.
  load({ fetch }),
];

// @ts-expect-error texts are no address of them
load({ messages: { de: 'https://app.example/de.json' } });

export async function mistakes(presslink: Presslink, connection: Connection, site: Site) {
  // @ts-expect-error loading takes time
  load().discover('example.com');
  // @ts-expect-error a post has a title
  await connection.publish({ content: 'C' });
  // @ts-expect-error a post has a content
  await connection.publish({ title: 'T' });
  // @ts-expect-error no such key
  await connection.publish({ title: 'T', content: 'C', titel: 'T' });
  // @ts-expect-error no such status
  await connection.publish({ title: 'T', content: 'C', status: 'published' });
  // @ts-expect-error no such SEO field
  await connection.publish({ title: 'T', content: 'C', seo: { keyword: 'tea' } });
  // @ts-expect-error a list, not a text
  await connection.publish({ title: 'T', content: 'C', categories: 'Guides' });
  // @ts-expect-error no such choice
  await connection.publish({ title: 'T', content: 'C' }, { onMissingCategory: 'ask' });
  // @ts-expect-error an update has no key
  await connection.update(postId(1), {}, { key: 'k' });
  // @ts-expect-error no such permission
  presslink.connect(site, { username: 'u', password: 'p' }, { scope: ['users'] });
  // @ts-expect-error a log-in has a password
  presslink.connect(site, { username: 'u' });
  // @ts-expect-error an address is not yet a site
  presslink.connect('https://example.com', { username: 'u', password: 'p' });
  // @ts-expect-error paths come as a list
  await connection.ensureCategories('Guides');
  // @ts-expect-error no such plugin
  presslink.preview({ title: 'T', content: 'C' }, { assume: 'yost' });
  // @ts-expect-error a number of milliseconds
  await connection.verify({ timeout: '5s' });
  // @ts-expect-error what is read does not change
  connection.username = 'other';
  // @ts-expect-error the errors are made by the package
  new PresslinkError();
  // @ts-expect-error there is no such method, on purpose
  connection.password;
}
