import { afterEach, expect, test } from 'vitest';
import { WorkerClient, WorkerGone } from '../../src/workers/client.ts';
import type { TinyApi } from './tiny.worker.ts';

let client: WorkerClient<TinyApi> | undefined;
afterEach(() => client?.stop());

function connect(crashed: (reason: Error) => void = () => {}) {
  client = new WorkerClient<TinyApi>(
    () => new Worker(new URL('./tiny.worker.ts', import.meta.url), { type: 'module' }),
    crashed,
  );
  return client;
}

test('calls are answered by one worker', async () => {
  const tiny = connect();
  expect(await tiny.call((api) => api.count())).toBe(1);
  expect(await tiny.call((api) => api.count())).toBe(2);
});

test('the message of a refused input crosses the bridge with its name', async () => {
  await expect(connect().call((api) => api.refuse())).rejects.toMatchObject({
    name: 'InputError',
    message: 'scenario.rows: 11 is not allowed; allowed: a whole number from 1 to 10',
  });
});

test('an aborted call rejects with the reason, and the worker goes on', async () => {
  const tiny = connect();
  const controller = new AbortController();
  const hanging = tiny.call((api) => api.hang(), controller.signal);
  controller.abort(new Error('no longer wanted'));
  await expect(hanging).rejects.toThrow('no longer wanted');
  expect(await tiny.call((api) => api.count())).toBe(1);
  const late = tiny.call((api) => api.count(), controller.signal);
  await expect(late).rejects.toThrow('no longer wanted');
  expect(await tiny.call((api) => api.count())).toBe(2);
});

test('a worker that dies rejects all that is pending, tells once, and is started again', async () => {
  const reasons: string[] = [];
  const tiny = connect((reason) => reasons.push(reason.message));
  expect(await tiny.call((api) => api.count())).toBe(1);
  const hanging = tiny.call((api) => api.hang());
  const dying = tiny.call((api) => api.die());
  await expect(hanging).rejects.toBeInstanceOf(WorkerGone);
  await expect(dying).rejects.toThrow('out of memory');
  expect(reasons).toHaveLength(1);
  expect(await tiny.call((api) => api.count())).toBe(1);
});

test('a worker that ends without a word is noticed too', async () => {
  const reasons: string[] = [];
  const tiny = connect((reason) => reasons.push(reason.message));
  await expect(tiny.call((api) => api.vanish())).rejects.toThrow('The worker ended.');
  expect(reasons).toEqual(['The worker ended.']);
  expect(await tiny.call((api) => api.count())).toBe(1);
});

test('a worker that ends before it took its lock is noticed as one that never came', async () => {
  const reasons: WorkerGone[] = [];
  const stillborn = new WorkerClient<TinyApi>(
    () => new Worker(new URL('./stillborn.worker.ts', import.meta.url), { type: 'module' }),
    (reason) => reasons.push(reason),
    10,
  );
  await expect(stillborn.call((api) => api.count())).rejects.toThrow('The worker never answered.');
  expect(reasons).toHaveLength(1);
  expect(reasons[0]!.neverCame).toBe(true);
});

test('a worker that cannot be loaded rejects the call and tells', async () => {
  const reasons: string[] = [];
  const broken = new WorkerClient<TinyApi>(
    () => new Worker(URL.createObjectURL(new Blob(['not a module'])), { type: 'module' }),
    (reason) => reasons.push(reason.message),
  );
  await expect(broken.call((api) => api.count())).rejects.toBeInstanceOf(WorkerGone);
  expect(reasons).toHaveLength(1);
});

test('stopping rejects what is pending without the word of a crash', async () => {
  const reasons: string[] = [];
  const tiny = connect((reason) => reasons.push(reason.message));
  const hanging = tiny.call((api) => api.hang());
  tiny.stop('another run');
  await expect(hanging).rejects.toThrow('another run');
  expect(reasons).toEqual([]);
});
