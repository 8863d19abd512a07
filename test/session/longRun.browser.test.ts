import { expect, test } from 'vitest';
import { WorkerClient } from '../../src/workers/client.ts';
import { LONG_RUN_HASH, LONG_RUN_SLOTS } from './longRun.ts';
import type { LongRunApi } from './longRun.worker.ts';

test('10,000 slots with training give the same numbers as in Node', async () => {
  const client = new WorkerClient<LongRunApi>(
    () => new Worker(new URL('./longRun.worker.ts', import.meta.url), { type: 'module' }),
    () => {},
  );
  expect(await client.call((api) => api.longRunHash(LONG_RUN_SLOTS))).toBe(LONG_RUN_HASH);
  client.stop();
});
