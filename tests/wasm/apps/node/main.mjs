// What an application in Node does first; run in a folder that has nothing but the package.
import { load, postKey, PresslinkError } from 'presslink';

const presslink = await load();
const { requests } = presslink.preview({ title: 'Tea', content: '<p>From Node.</p>' },
  { key: postKey('6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f') });
const failure = await presslink.discover('ftp://example.com').catch((error) => error);
console.log(JSON.stringify({ version: presslink.version, requests,
  code: failure instanceof PresslinkError ? failure.code : `${failure}` }));
