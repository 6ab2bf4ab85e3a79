// The documents of tests/fixtures/documents in every setting that shows in their requests, for
// whoever plans requests: the command line, the Node package, the page. All three have to agree.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'tests/fixtures/documents');
const program = process.env.PRESSLINK ?? join(root, 'build/release/bin/presslink');

const everything = ['posts', 'seo', 'categories', 'tags', 'media'];
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();

/** The notations in which the same document is kept; each makes the same requests. */
export const notations = { 'tea.json': ['tea.md', 'tea.html'] };

/**
 * How documents are planned: the SEO plugins of the site, and what else `preview` may be given, in
 * the words of the JavaScript API.
 */
export const settings = [
  ...['none', 'yoast', 'yoast-legacy', 'rankmath', 'rankmath-legacy', 'aioseo', 'aioseo-legacy',
    'seopress', 'seopress-legacy', 'slimseo', 'slimseo-legacy', 'yoast,rankmath,aioseo',
    'yoast-legacy,aioseo-legacy,seopress,slimseo',
  ].map((plugins) => ({ assume: plugins === 'none' ? plugins : plugins.split(','), scope: everything })),
  { assume: ['yoast'], site: 'https://example.org/blog', scope: everything },
  { assume: 'none', site: 'https://bücher.example/', scope: everything },
  { assume: ['rankmath'], site: 'http://127.0.0.1:8080/wp/', scope: everything },
  { assume: 'none', scope: everything, onMissingCategory: 'skip' },
  { assume: ['yoast'], key: '6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f', scope: everything },
  // Some documents want more than this allows: they have to be refused alike.
  { assume: 'none' },
  { assume: ['yoast'], scope: ['posts'] },
];

function flags({ assume, site, scope, onMissingCategory, key }) {
  return [`--assume=${[assume].flat().join(',')}`, ...(site ? [`--site=${site}`] : []),
    ...(scope ? [`--scope=${scope.join(',')}`] : []),
    ...(onMissingCategory ? [`--on-missing-category=${onMissingCategory}`] : []),
    ...(key ? [`--key=${key}`] : [])];
}

/** What the command line says of `names` in `setting`, by name: {requests, stand_ins} or {error}. */
function previewOf(names, setting) {
  // Under one --key there is one document.
  const runs = setting.key ? names.map((name) => [name]) : [names];
  const answers = {};
  for (const run of runs) {
    let output;
    try {
      output = execFileSync(program, ['preview', '--json', ...flags(setting), ...run],
        { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
    } catch (failed) {
      output = failed.stdout;
    }
    for (const line of output.trim().split('\n')) {
      const { file, ...answer } = JSON.parse(line);
      answers[file] = answer;
    }
  }
  return answers;
}

/**
 * Each document in each setting: `document` and `options` are what `presslink.preview` is given,
 * `expected` is what the command line plans, `{requests, stand_ins, …}` or `{error}`.
 */
export function* cases() {
  for (const options of settings) {
    const answers = previewOf(files, options);
    for (const file of files) {
      yield { name: `${file} ${JSON.stringify(options)}`, file, options,
        document: JSON.parse(readFileSync(join(folder, file), 'utf8')), expected: answers[file] };
    }
  }
}

/** The command line's answers for the documents that stand there in several notations. */
export function* sameDocuments() {
  for (const options of settings) {
    for (const [file, others] of Object.entries(notations)) {
      const { [file]: expected, ...rest } = previewOf([file, ...others], options);
      for (const [other, answer] of Object.entries(rest)) yield { file, other, expected, answer };
    }
  }
}
