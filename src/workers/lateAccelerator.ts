/** Our own kernels for a worker's Q-networks: asked for with the first slot, there some slots later. */
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator, NetworkObjectives } from '../learning/networkProblem.ts';

/**
 * Stands for an accelerator that has yet to come, or never does: until then, plain TypeScript comes
 * to the same numbers.
 */
export class LateAccelerator implements NetworkAccelerator {
  readonly #load: () => Promise<NetworkAccelerator>;
  #isAskedFor = false;
  #accelerator: NetworkAccelerator | null = null;

  constructor(load: () => Promise<NetworkAccelerator> = loadKernels) {
    this.#load = load;
  }

  objectives(networks: LocalNetworks, observations: ArrayLike<number>): NetworkObjectives | null {
    if (!this.#isAskedFor) {
      this.#isAskedFor = true;
      // Without SIMD or without the file nothing is lost but time.
      this.#load().then(
        (accelerator) => {
          this.#accelerator = accelerator;
        },
        () => {},
      );
    }
    return this.#accelerator?.objectives(networks, observations) ?? null;
  }
}

/** @throws Error where the kernels do not come or do not compile */
async function loadKernels(): Promise<NetworkAccelerator> {
  const [{ kernelAddress }, { startNetworkKernels }] = await Promise.all([
    import('./kernelAddress.ts'),
    import('../learning/engines/wasm/networkKernels.ts'),
  ]);
  const response = await fetch(kernelAddress);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return startNetworkKernels(new Uint8Array(await response.arrayBuffer()));
}
