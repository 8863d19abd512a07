/** What the page says where nothing can be saved, and why. */
import { expect, test } from 'vitest';
import { Notices } from '../../../src/app/controller/notices.ts';
import { Files, type Trained } from '../../../src/app/files/files.ts';
import { LiveCurves } from '../../../src/app/live.ts';
import { appStore } from '../../../src/app/store.ts';
import { MultiAgentLearner } from '../../../src/learning/multiAgent.ts';
import { WorkerGone } from '../../../src/workers/client.ts';
import { smallSetup } from '../../workers/support.ts';

/** A worker that ends as soon as it is asked for something. */
function dyingWorker(): Worker {
  const worker = Object.assign(new EventTarget(), {
    postMessage() {
      const message = 'out of memory';
      queueMicrotask(() => {
        worker.dispatchEvent(Object.assign(new Event('error'), { message }));
      });
    },
    terminate() {},
  });
  return worker as unknown as Worker;
}

async function noticeOf(trained: Trained): Promise<string | undefined> {
  const store = appStore;
  const files = new Files(
    store,
    trained,
    new LiveCurves(),
    { proposeRun() {}, takeNetworks() {} },
    new Notices(store),
    dyingWorker,
  );
  await files.save('checkpoint');
  expect(store.getState().files.busy).toBeNull();
  return store.getState().notices.at(-1)?.text;
}

test('where nothing has been trained, that is the reason', async () => {
  const checkpoint = () => Promise.reject(new WorkerGone('The worker was stopped.'));
  expect(await noticeOf({ checkpoint })).toBe('Nothing was saved: nothing has been trained yet.');
});

test('where the packing breaks, that is the reason', async () => {
  const checkpoint = new MultiAgentLearner(smallSetup()).checkpoint();
  const text = await noticeOf({ checkpoint: async () => ({ checkpoint }) });
  expect(text).toBe('Nothing was saved: out of memory');
});
