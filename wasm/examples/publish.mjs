// Publishes one document from Node, and finishes it if an earlier run was cut off.
//
//   PRESSLINK_USER=editor PRESSLINK_APP_PASSWORD=… node publish.mjs https://example.com post.json
//
// post.json is a document as of the command line: { "title": …, "content": …, "categories": […] }.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';

import { load, PresslinkError } from 'presslink';

const [address, file] = process.argv.slice(2);
const checkpointFile = `${file}.checkpoint`;

async function lastCheckpoint() {
  const text = await readFile(checkpointFile, 'utf8').catch(() => null);
  return text ? { checkpoint: JSON.parse(text) } : {};
}

async function save(checkpoint) {
  // In one move, so that a crash leaves the old one or the new one.
  await writeFile(`${checkpointFile}.new`, JSON.stringify(checkpoint), { flush: true });
  await rename(`${checkpointFile}.new`, checkpointFile);
}

const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

const presslink = await load();
try {
  const site = await presslink.discover(address, { signal: interrupted.signal });
  const connection = presslink.connect(site, {
    username: process.env.PRESSLINK_USER,
    password: process.env.PRESSLINK_APP_PASSWORD,
  });
  const report = await connection.publish(JSON.parse(await readFile(file, 'utf8')), {
    ...(await lastCheckpoint()),
    save,
    signal: interrupted.signal,
  });
  await rm(checkpointFile, { force: true });
  connection.close();
  console.log(`${report.outcome} ${report.link}`);
  for (const { field, why } of report.changed_by_site) console.log(`${field}: ${why}`);
} catch (error) {
  if (!(error instanceof PresslinkError)) throw error;
  console.error(`${error.code}: ${error.message} ${error.remedy ?? ''}`);
  for (const { key, message } of error.problems) console.error(`  ${key ?? 'document'}: ${message}`);
  process.exitCode = 1;
}
