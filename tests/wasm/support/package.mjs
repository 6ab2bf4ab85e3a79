// The package under test as an application has it: packed, and installed from the tarball into an
// empty folder. `tests/wasm/run` does both.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const here = fileURLToPath(new URL('..', import.meta.url));
export const root = resolve(here, '../..');
/** Where the tarball and the folders of its users are made. */
export const work = process.env.PRESSLINK_PACKAGE_WORK ?? join(root, 'build/wasm-package');
/** The folder of an application that has nothing but the package. */
export const consumer = join(work, 'consumer');
export const installed = join(consumer, 'node_modules/presslink');

export const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

/** The file that `condition` of an entry in `exports` names. */
export function entry(path = '.', condition = 'default') {
  const target = manifest.exports[path];
  return join(installed, typeof target === 'string' ? target : target[condition] ?? target.import);
}

const module = await import(pathToFileURL(entry()));
export const { load, postId, postKey, PresslinkError, termId } = module;
export { module };
