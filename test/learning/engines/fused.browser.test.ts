/** The fused WebGPU engine against the oracle; the adapter of the tests is software. */
import { afterEach, expect, test } from 'vitest';
import { WorkerClient } from '../../../src/workers/client.ts';
import type { FusedApi, FusedCase } from './fused.worker.ts';

let client: WorkerClient<FusedApi> | undefined;
afterEach(() => client?.stop());

function connect(): WorkerClient<FusedApi> {
  client = new WorkerClient<FusedApi>(
    () => new Worker(new URL('./fused.worker.ts', import.meta.url), { type: 'module' }),
    () => {},
  );
  return client;
}

/** Degrees 2 to 8 beside one another, levels 2 to 6. */
const degrees: FusedCase['scopes'] = [
  [6, 5, 4],
  [2, 6, 3, 2],
  [3, 3, 3, 3, 3],
  [4, 2, 3, 2, 2, 3],
  [2, 2, 3, 2, 2, 2, 3],
  [2, 3, 2, 2, 2, 2, 2, 2],
  [3, 2, 2, 2, 2, 2, 2, 2, 2],
];

test('smoke', { timeout: 600_000 }, async () => {
  const worker = connect();
  const ran = await worker.call((api) =>
    api.compare({ scopes: degrees, chunk: 4, checked: [1, 8, 20], copies: [10] }),
  );
  console.log(JSON.stringify(ran));
  expect(ran.engine).toBe('webgpu');
});
