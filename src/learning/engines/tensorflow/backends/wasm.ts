/** TensorFlow.js in WebAssembly with SIMD, one thread: a static page has no shared memory. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env } from '@tensorflow/tfjs-core';
import type { TensorFlowBackend } from '../backend.ts';
import { enterBackend } from './enterBackend.ts';

/**
 * @param binary address of tfjs-backend-wasm-simd.wasm; null in Node, which finds it by itself
 * @throws Error where it cannot be loaded or compiled
 */
export async function startWasm(binary: string | null): Promise<TensorFlowBackend> {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (binary !== null) {
    // Every browser that this site is built for has SIMD: one binary serves all three names.
    const names = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
    setWasmPaths(Object.fromEntries(names.map((name) => [name, binary])));
  }
  await enterBackend('wasm');
  return {
    id: 'tfjs-wasm',
    blockSize: 1 << 17,
    use: () => enterBackend('wasm'),
    guard: (work) => work(),
    end() {},
  };
}
