import { load, PresslinkError } from 'presslink';

const draft = { title: 'Tea', content: '<p>From a bundle.</p>' };

/** What the test looks at. */
async function inPage() {
  const seen = [];
  const presslink = await load({
    fetch: async (url) => {
      seen.push(url);
      return new Response('{"code":"rest_no_route","message":"No."}', {
        status: 404,
        headers: { 'Content-Type': 'application/json' },
      });
    },
  });
  const { requests } = presslink.preview(draft);
  await presslink.setLanguage('de');
  const german = presslink.say(requests[0].purpose);
  const failure = await presslink.discover('example.com').catch((error) => error);
  const known = failure instanceof PresslinkError;
  return { version: presslink.version, requests, german, seen, code: known ? failure.code : `${failure}` };
}

function inWorker() {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(draft);
  });
}

window.result = Promise.all([inPage(), inWorker()]).then(([page, worker]) => ({ page, worker }));
