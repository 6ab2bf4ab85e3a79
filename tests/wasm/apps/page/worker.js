import { load } from 'presslink';

onmessage = async ({ data }) => {
  const presslink = await load();
  postMessage(presslink.preview(data).requests);
};
