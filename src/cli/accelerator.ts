/** Our own kernels for N2O and the other policies on Q-networks, in Node. */
import type { NetworkAccelerator } from '../learning/networkProblem.ts';

/** Null where they cannot be had: results are the same without them. */
export async function startNodeAccelerator(): Promise<NetworkAccelerator | null> {
  try {
    const { kernelBinary } = await import('../../build/assemblyScript.ts');
    const { startNetworkKernels } = await import('../learning/engines/wasm/networkKernels.ts');
    return await startNetworkKernels(await kernelBinary());
  } catch {
    return null;
  }
}
