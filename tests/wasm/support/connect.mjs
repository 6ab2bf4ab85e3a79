// A module, a fake site, and a connection to it.
import { FakeWordPress, login } from './fake_wordpress.mjs';
import { load } from './package.mjs';

const realTimer = globalThis.setTimeout;

/**
 * Back-offs pass a hundred times as fast; what stands for "too long", over 20 s, keeps its length.
 * Gives the delays that were asked for.
 */
export function hurry(t) {
  const delays = [];
  globalThis.setTimeout = (work, delay, ...rest) => {
    delays.push(delay);
    return realTimer(work, delay > 20_000 ? delay : delay / 100, ...rest);
  };
  t.after(() => { globalThis.setTimeout = realTimer; });
  return delays;
}

export async function start(t, { site = new FakeWordPress(), scope, ...options } = {}) {
  const presslink = await load({ fetch: site.fetch, ...options });
  const found = await presslink.discover(site.origin, { homepage: false });
  const connection = presslink.connect(found, login, scope ? { scope } : {});
  t.after(() => connection.close());
  site.log.length = 0;
  return { presslink, site, found, connection };
}

export const draft = { title: 'Tea & biscuits', content: '<p>Warm the pot.</p>', slug: 'tea' };

/** What `work` was rejected with or threw. */
export async function thrown(work) {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
