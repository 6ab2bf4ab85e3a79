import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { load } from 'presslink';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.once('message', (requests) => console.log(JSON.stringify({ requests })));
} else {
  const presslink = await load();
  parentPort.postMessage(presslink.preview({ title: 'Tea', content: '<p>From Node.</p>' }).requests);
}
