import address from 'wasm-kernels?url';
import { expect, test } from 'vitest';
import { hasWasmSimd, startWasmKernels } from '../../../src/learning/engines/wasm/kernels.ts';
import { WASM_RUN_HASH, wasmRunHash } from './wasmRun.ts';

test('the WASM engine computes the same bits as in Node', async () => {
  expect(hasWasmSimd()).toBe(true);
  const response = await fetch(address);
  expect(response.headers.get('content-type')).toBe('application/wasm');
  const create = await startWasmKernels(new Uint8Array(await response.arrayBuffer()));
  expect(wasmRunHash(create)).toBe(WASM_RUN_HASH);
});
