/** The payload lab reads front matter as the command line does. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';

import * as table from './front-matter-cases.js';
import { Visitor, inProject, launchChromium, servePages } from './pages.js';

const commandLine = process.env.PRESSLINK ?? inProject('build/release/bin/presslink');
const scope = ['posts', 'seo', 'categories', 'tags', 'media'];

let pages;
let browser;
let folder;
before(async () => {
  pages = await servePages();
  browser = await launchChromium();
  folder = await mkdtemp(`${tmpdir()}/presslink-front-matter-`);
});
after(async () => {
  await browser?.close();
  await pages?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** The answers of the command line, by file. */
async function preview(names) {
  const flags = ['--assume=yoast', `--scope=${scope.join(',')}`];
  const output = await new Promise((resolve) => {
    execFile(commandLine, ['preview', '--json', ...flags, ...names], { cwd: folder, maxBuffer: 1 << 26 },
      (_failed, stdout) => resolve(stdout));
  });
  return new Map(output.trim().split('\n').map((line) => JSON.parse(line)).map((one) => [one.file, one]));
}

/** What the command line plans for each text: its requests, or `null` where it refuses. */
async function planned(texts) {
  const names = texts.map((_, index) => `${index}.html`);
  await Promise.all(texts.map((text, index) => writeFile(`${folder}/${names[index]}`, text)));
  // Where one is refused no other one is planned, so these are asked about again.
  const first = await preview(names);
  const sound = names.filter((name) => !first.get(name).problems);
  const second = await preview(sound);
  return names.map((name) => second.get(name)?.requests ?? null);
}

/** The same of the lab. */
async function readInLab(texts) {
  const visitor = await Visitor.open(browser, { pages: pages.origin });
  const page = await visitor.page(`${pages.url}lab/`);
  const found = await page.evaluate(async ([all, permitted]) => {
    const { FrontMatterError, loadFrontMatter } = await import('./front-matter.js');
    const { loadPresslink } = await import('../shared/module.js');
    const [read, presslink] = await Promise.all([loadFrontMatter(), loadPresslink()]);
    return all.map((text) => {
      try {
        return presslink.preview(read(text), { assume: 'yoast', scope: permitted }).requests;
      } catch (error) {
        if (error instanceof FrontMatterError || error.name === 'PresslinkError') return null;
        throw error;
      }
    });
  }, [texts, scope]);
  await visitor.close();
  return found;
}

async function compare(texts) {
  const files = texts.map(table.fileOf);
  const [expected, found] = await Promise.all([planned(files), readInLab(files)]);
  return texts.map((text, index) => ({ text, expected: expected[index], found: found[index] }));
}

test('front matter is read as the command line reads it', async () => {
  const all = await compare(table.cases);
  const differing = all.filter(({ expected, found }) => JSON.stringify(expected) !== JSON.stringify(found));
  const show = (requests) => requests && requests.map(({ body }) => body).join(' ');
  assert.equal(
    differing.map(({ text, expected, found }) => `${text}\n  → ${show(expected)}\n  ≠ ${show(found)}`).join('\n'),
    '',
  );
  const read = all.filter(({ expected }) => expected).length;
  assert.ok(read > 100 && all.length - read > 60, `${read} read, ${all.length - read} refused`);
});

test('the differences that are known are all there', async () => {
  const all = await compare(Object.values(table.differences).flat());
  const alike = all.filter(({ expected, found }) => JSON.stringify(expected) === JSON.stringify(found));
  assert.deepEqual(alike.map(({ text }) => text), []);
});
