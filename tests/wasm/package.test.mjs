// The tarball: nothing missing, nothing too much, and it works where it is installed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync }
  from 'node:fs';
import { createServer } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { build as esbuild } from 'esbuild';
import { chromium } from 'playwright-core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build as vite, createServer as viteServer } from 'vite';
import webpack from 'webpack';

import { consumer, entry, here, installed, manifest, root, work } from './support/package.mjs';

const run = promisify(execFile);
const filesIn = (folder) => readdirSync(folder, { recursive: true })
  .filter((name) => statSync(join(folder, name)).isFile()).map((name) => name.replaceAll('\\', '/'));

test('the tarball holds the module, its types, its texts and its papers', () => {
  const files = filesIn(installed);
  for (const wanted of ['package.json', 'README.md', 'LICENSE']) assert.ok(files.includes(wanted));
  assert.equal(files.filter((file) => file.endsWith('.wasm')).length, 1);
  const known = new RegExp('^(package\\.json|README\\.md|LICENSE|js/presslink\\.wasm|js/[a-z]+\\.m?js|' +
    'types/index\\.d\\.ts|js/messages/(de|es)\\.json)$');
  assert.deepEqual(files.filter((file) => !known.test(file)), []);
  const modules = files.filter((file) => /\.m?js$/.test(file));
  const text = modules.map((file) => readFileSync(join(installed, file), 'utf8')).join('\n');
  for (const file of modules) {
    const name = file.split('/').at(-1);
    assert.ok(join(installed, file) === entry() || text.includes(name), `${file} is used by nobody`);
  }
});

test('no path and no name of the machine that built it', () => {
  const [, top] = root.split('/');
  const names = [root, `/${top}/`, work, homedir(), tmpdir(), '/build/', '/home/', '/root/', '/usr/',
    '/opt/', '/var/', '/tmp/', 'localhost:'].filter((name) => name.length > 4);
  for (const file of filesIn(installed)) {
    const bytes = readFileSync(join(installed, file));
    const found = names.filter((name) => bytes.includes(name) && !(name === '/build/' &&
      file === 'README.md'));
    assert.deepEqual(found, [], file);
  }
});

test('package.json says what npm and bundlers need', () => {
  assert.equal(manifest.name, 'presslink');
  assert.match(readFileSync(join(root, 'CMakeLists.txt'), 'utf8'),
    new RegExp(`VERSION ${manifest.version.replaceAll('.', '\\.')}\\b`), 'the version of the project');
  assert.equal(manifest.type, 'module');
  assert.equal(manifest.license, 'MIT');
  assert.equal(manifest.sideEffects, false);
  assert.match(manifest.engines.node, />=\s*20/);
  for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'scripts', 'private']) {
    assert.equal(manifest[kind], undefined, kind);
  }
  assert.equal(Object.keys(manifest.exports['.'])[0], 'types', 'types come first');
  assert.ok(existsSync(entry('.', 'types')));
  assert.ok(existsSync(entry('./presslink.wasm')), 'the module can be asked for by name');
  assert.ok(manifest.files.length > 0);
  assert.ok(manifest.description && manifest.keywords?.length);
});

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true });
  assert.deepEqual(messages.filter(({ code }) => code !== 'USE_TYPE' && code !== 'USE_LICENSE')
    .map((message) => formatMessage(message, pkg)), []);
});

test('no code is made from text, and nothing asks for more than a strict policy gives', () => {
  for (const file of filesIn(installed).filter((name) => /\.m?js$/.test(name))) {
    const text = readFileSync(join(installed, file), 'utf8');
    assert.doesNotMatch(text, /\beval\s*\(|new Function\b|importScripts|document\.write|innerHTML/, file);
  }
});

/** Copies `application` into a folder of its own with nothing but the package. */
function application(name) {
  const folder = join(consumer, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(here, 'apps', name), folder, { recursive: true });
  return folder;
}

test('an application in Node', async () => {
  const folder = application('node');
  const { stdout, stderr } = await run(process.execPath, ['main.mjs'], { cwd: folder });
  assert.equal(stderr, '', 'not even a warning');
  const said = JSON.parse(stdout);
  assert.equal(said.version, manifest.version);
  assert.equal(said.code, 'bad_input');
  assert.deepEqual(said.requests.map(({ method }) => method), ['POST', 'POST']);
  assert.match(said.requests[0].body, /6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f/);
});

test('a folder of any name, in a host that does not tell of collected objects', async () => {
  const folder = application('node');
  const odd = join(folder, 'a#b %20?');
  mkdirSync(odd);
  cpSync(entry('./presslink.wasm'), join(odd, 'module.wasm'));
  // Node's own `fetch` cannot do without it.
  const script = `
    import { FakeWordPress, login } from ${JSON.stringify(new URL('support/fake_wordpress.mjs', import.meta.url))};
    const { FinalizationRegistry } = globalThis;
    delete globalThis.FinalizationRegistry;
    const { load } = await import(${JSON.stringify(pathToFileURL(entry()))});
    Object.assign(globalThis, { FinalizationRegistry });
    const site = new FakeWordPress();
    const presslink = await load({ wasm: 'module.wasm', fetch: site.fetch });
    const connection = presslink.connect(await presslink.discover(site.origin), login);
    connection.close();
    console.log(presslink.version);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: odd });
  assert.equal(stdout.trim(), manifest.version);
});

test('a worker thread in Node', async () => {
  const folder = application('node');
  const { stdout, stderr } = await run(process.execPath, ['worker.mjs'], { cwd: folder });
  assert.equal(stderr, '');
  assert.equal(JSON.parse(stdout).requests.length, 2);
});

test('the module may lie elsewhere', async () => {
  const { load } = await import(entry());
  const file = entry('./presslink.wasm');
  const bytes = readFileSync(file);
  const answer = new Response(bytes, { headers: { 'Content-Type': 'application/wasm' } });
  for (const wasm of [file, relative(process.cwd(), file), pathToFileURL(file), String(pathToFileURL(file)),
    bytes, answer, WebAssembly.compile(bytes)]) {
    assert.equal((await load({ wasm })).version, manifest.version);
  }
  assert.equal((await load({ wasm: null })).version, manifest.version, 'null is left out');
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const demanding = new Uint8Array([...empty, 1, 4, 1, 0x60, 0, 0, 2, 7, 1, 1, 0x61, 1, 0x62, 0, 0]);
  for (const wasm of [empty, demanding]) {
    await assert.rejects(load({ wasm }),
      (error) => error instanceof TypeError && /not of this version/.test(error.message) && error.cause !== undefined);
  }
  await assert.rejects(load({ wasm: './nowhere.wasm' }),
    (error) => error.code === 'ENOENT' && error.path === join(process.cwd(), 'nowhere.wasm'));
});

test('a CommonJS bundle that reads nothing beside it, with its texts', async () => {
  const folder = application('node');
  const output = join(folder, 'apart', 'main.cjs');
  const { errors } = await esbuild({ bundle: true, format: 'cjs', platform: 'node', target: 'node20', outfile: output,
    loader: { '.wasm': 'binary' }, logLevel: 'silent', stdin: { resolveDir: folder, contents: `
      import { load } from 'presslink';
      import de from 'presslink/messages/de.json';
      import es from 'presslink/messages/es.json';
      import wasm from 'presslink/presslink.wasm';
      load({ wasm, messages: { de, es }, language: 'de-AT' }).then(async (presslink) => {
        const said = () => [presslink.language, presslink.say('change the post')];
        const all = [said()];
        for (const tag of ['es', 'en']) {
          await presslink.setLanguage(tag);
          all.push(said());
        }
        console.log(JSON.stringify(all));
      });` } });
  assert.deepEqual(errors, []);
  const { stdout, stderr } = await run(process.execPath, [output], { cwd: folder });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout),
    [['de', 'den Beitrag ändern'], ['es', 'cambiar la entrada'], ['en', 'change the post']]);
});

test('texts that are given need no file, and the others are read', async () => {
  const { load } = await import(entry());
  const de = JSON.parse(readFileSync(entry('./messages/*.json').replace('*', 'de'), 'utf8'));
  const presslink = await load({ messages: { de: { ...de, 'change the post': 'X' } }, language: 'de' });
  assert.equal(presslink.say('change the post'), 'X');
  await presslink.setLanguage('es');
  assert.equal(presslink.say('change the post'), 'cambiar la entrada');
  await assert.rejects(load({ messages: { de: {} }, language: 'de' }), { code: 'bad_input' });
});

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm',
  '.css': 'text/css', '.json': 'application/json' };
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
  "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/** Serves `folder` under that policy. */
async function serve(t, folder) {
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    asked.push(pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' });
    response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked };
}

/** Opens the address of apps/page in Chromium. */
async function open(t, url) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless',
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  const elsewhere = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
      elsewhere.push(request.url());
    }
  });
  await page.goto(url);
  return { page, said, elsewhere };
}

/** Runs a bundle of apps/page under that policy. */
async function runBundle(t, output) {
  const { url, asked } = await serve(t, output);
  const { page, said, elsewhere } = await open(t, url);
  const { page: inPage, worker } = await page.evaluate(() => window.result);
  assert.deepEqual(said, []);
  assert.deepEqual(elsewhere, []);
  assert.equal(inPage.version, manifest.version);
  assert.deepEqual(inPage.requests.map(({ method }) => method), ['POST', 'POST']);
  assert.equal(inPage.german, 'den Beitrag als Entwurf anlegen');
  assert.deepEqual(worker, inPage.requests, 'the worker plans the same');
  assert.ok(['not_wordpress', 'rest_closed'].includes(inPage.code), inPage.code);
  // A page cannot read the homepage of another origin, so it is not asked.
  assert.ok(inPage.seen.every((address) => /\/wp-json\/|rest_route=/.test(address)), `${inPage.seen}`);
  return asked;
}

/** The one module of a bundle, under a hashed name. */
function moduleIn(output) {
  const modules = filesIn(output).filter((file) => file.endsWith('.wasm'));
  assert.equal(modules.length, 1, 'page and worker share one file');
  assert.match(modules[0], /[\w-]{8}\.wasm$/, 'under a hashed name');
  assert.ok(readFileSync(join(output, modules[0])).equals(readFileSync(entry('./presslink.wasm'))));
  return modules[0];
}

test('a Vite build, run in Chromium under a strict policy', async (t) => {
  const folder = application('page');
  const output = join(folder, 'dist');
  const warnings = [];
  const log = (message) => warnings.push(message);
  await vite({ root: folder, configFile: false, logLevel: 'warn', base: './',
    build: { outDir: output, modulePreload: { polyfill: false }, rollupOptions: {
      onwarn: (warning) => log(warning.message) } },
    customLogger: { info() {}, warn: log, warnOnce: log, error: log, clearScreen() {},
      hasErrorLogged: () => false, hasWarned: false } });
  assert.deepEqual(warnings, []);
  const module = moduleIn(output);
  const asked = await runBundle(t, output);
  assert.ok(asked.includes(`/${module}`), 'the hashed address was asked for');
});

for (const known of [true, false]) {
  test(`Vite's development server${known ? '' : ' that was not told of the files'}`, async (t) => {
    const folder = application('page');
    const server = await viteServer({ root: folder, configFile: false, logLevel: 'silent',
      cacheDir: join(folder, 'cache'), optimizeDeps: { exclude: known ? ['presslink'] : [] } });
    t.after(() => server.close());
    await server.listen();
    const { page } = await open(t, server.resolvedUrls.local[0]);
    // The server may load the page anew when it has looked at what the page needs.
    const result = await page.waitForFunction(() => window.result?.then(
      ({ page: { german } }) => german, ({ message }) => message));
    const told = await result.jsonValue();
    if (known) assert.equal(told, 'den Beitrag als Entwurf anlegen');
    else assert.match(told, /presslink\.wasm is a page\..*optimizeDeps: \{ exclude: \['presslink'\] \}/);
  });
}

test('a webpack build, run in Chromium under a strict policy', async (t) => {
  const folder = application('page');
  const output = join(folder, 'dist');
  const compiler = webpack({ mode: 'production', context: folder, entry: './main.js',
    output: { path: output, filename: 'main.js' }, performance: false });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats.toJson({ errors: true, warnings: true });
  assert.deepEqual([...errors, ...warnings].map(({ message }) => message), []);
  cpSync(join(folder, 'index.html'), join(output, 'index.html'));
  const module = moduleIn(output);
  const asked = await runBundle(t, output);
  assert.ok(asked.includes(`/${module}`), 'the hashed address was asked for');
});

// It leaves addresses as they are, so the files are put where the bundle looks for them.
test('an esbuild bundle beside the files of the package', async (t) => {
  const folder = application('page');
  const output = join(folder, 'dist');
  const { errors, warnings } = await esbuild({ absWorkingDir: folder, bundle: true, format: 'esm',
    entryPoints: ['main.js', 'worker.js'], outdir: output, logLevel: 'silent' });
  assert.deepEqual([...errors, ...warnings].map(({ text }) => text), []);
  cpSync(join(folder, 'index.html'), join(output, 'index.html'));
  cpSync(entry('./presslink.wasm'), join(output, 'presslink.wasm'));
  cpSync(join(installed, 'js/messages'), join(output, 'messages'), { recursive: true });
  const asked = await runBundle(t, output);
  assert.ok(asked.includes('/presslink.wasm'));
});
