import address from 'wasm-kernels?url';
import { expect, test } from 'vitest';
import { CentralizedWasmEngine } from '../../../src/learning/engines/centralized/wasm.ts';
import { compileKernels } from '../../../src/learning/engines/wasm/kernels.ts';
import { CENTRALIZED_RUN_HASH, centralizedRunHash } from './centralizedRun.ts';

test('centralised DQL on the WASM engine computes the same bits as in Node', async () => {
  const response = await fetch(address);
  const kernels = await compileKernels(new Uint8Array(await response.arrayBuffer()));
  const run = centralizedRunHash(
    (layout, weights) => new CentralizedWasmEngine(kernels, layout, weights),
  );
  expect(run).toBe(CENTRALIZED_RUN_HASH);
});
