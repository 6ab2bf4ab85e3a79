/** A browser, the pages and one WordPress for all tests of a file about the payload lab, and how somebody uses it. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { after, before } from 'node:test';
import { promisify } from 'node:util';

import { Visitor, inProject, launchChromium, servePages } from './pages.js';
import { WordPress } from './wordpress.js';

export const run = promisify(execFile);
export const commandLine = process.env.PRESSLINK ?? inProject('build/release/bin/presslink');
export const plugins = ['yoast', 'rankmath', 'aioseo', 'seopress', 'slimseo'];

export let pages;
export let browser;
export let wordpress;
export let folder;
before(async () => {
  [pages, browser, wordpress, folder] = await Promise.all([
    servePages(),
    launchChromium(),
    WordPress.up('--set', 'stand_in_yoast=28.1'),
    mkdtemp(`${tmpdir()}/presslink-lab-`),
  ]);
});
after(async () => {
  await Promise.all([browser?.close(), pages?.close(), wordpress?.down()]);
  if (folder) await rm(folder, { recursive: true });
});

/** Opens the lab for `work`. Nothing but the page's own origin may be asked, unless `origins` says so. */
export async function inLab(work, { origins = [], fragment = '', browser: its = browser, ...options } = {}) {
  const visitor = await Visitor.open(its, {
    pages: pages.origin,
    origins,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await visitor.page(`${pages.url}lab/${fragment}`);
  await page.locator('.request').first().waitFor();
  await work(page, visitor);
  await visitor.close();
}

/** What the panel shows, as the command line says it. */
export function shownRequests(page) {
  return page.locator('.request').evaluateAll((cards) =>
    cards.map((card) => {
      const part = (name) => card.querySelector(`[data-part="${name}"]`);
      const lower = (text) => text[0].toLowerCase() + text.slice(1);
      const when = card.querySelector('.request-why .badge');
      const headers = [...part('headers').querySelectorAll('li:not([data-hidden])')].map((line) => {
        const [name, ...value] = line.textContent.split(': ');
        return [name, value.join(': ')];
      });
      return {
        purpose: lower(card.querySelector('h3').textContent),
        when: when && lower(when.textContent),
        method: card.querySelector('.method').textContent,
        url: part('url').textContent,
        headers: Object.fromEntries(headers),
        login: part('headers').querySelector('[data-hidden]') ? 'header' : null,
        body: part('body') && part('body').textContent,
      };
    }),
  );
}

/** `presslink preview` of a file. */
export async function planned(file, ...options) {
  const answer = await run(commandLine, ['preview', '--json', ...options, file]).catch((error) => error);
  return JSON.parse(answer.stdout);
}

/** The requests as the page can show them: it does not draw that a log-in is in the body. */
export function drawn(requests) {
  return requests.map((request) => ({ ...request, login: request.login === 'header' ? 'header' : null }));
}

/** Waits until the page has drawn what was typed. */
export async function settle(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.locator('#panel:not([aria-busy])').waitFor();
}

export async function importFile(page, path) {
  await page.locator('#import-file').setInputFiles(path);
  await page.locator('#form-notice').getByText(basename(path)).first().waitFor();
}

export async function choosePlugins(page, names) {
  for (const plugin of plugins) {
    const wanted = names.find((name) => name.replace('-legacy', '') === plugin) ?? '';
    await page.locator(`#plugin-${plugin}`).selectOption(wanted);
  }
}

/** Stores what `save` downloads and gives its path. */
export async function download(page, save) {
  const [file] = await Promise.all([page.waitForEvent('download'), save()]);
  const path = `${folder}/${Date.now()}-${file.suggestedFilename()}`;
  await file.saveAs(path);
  return path;
}

export async function copied(page, tab) {
  await page.getByRole('tab', { name: tab, exact: true }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: 'Copied' }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens the dialog and enters a password that is there already. */
export async function enter(page, user, password, words = ['Address of the site', 'Find the site', 'I have an Application Password', 'User name', 'Application Password', 'Connect']) {
  const [address, find, known, name, secret, go] = words;
  await page.locator('#send').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(address).fill(wordpress.url);
  await dialog.getByRole('button', { name: find }).click();
  await dialog.getByText(known).click();
  await dialog.getByLabel(name).fill(user);
  await dialog.getByLabel(secret, { exact: true }).fill(password);
  await dialog.getByRole('button', { name: go, exact: true }).click();
  return dialog;
}
