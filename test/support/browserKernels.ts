/** Our own kernels in a browser's test. */
import address from 'wasm-kernels?url';
import { startWasmKernels } from '../../src/learning/engines/wasm/kernels.ts';

export async function startBrowserKernels() {
  const response = await fetch(address);
  return startWasmKernels(new Uint8Array(await response.arrayBuffer()));
}
