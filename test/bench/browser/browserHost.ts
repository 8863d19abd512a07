/** The bench in a browser's worker: the engines as the learner's worker starts them. */

import { parseLearner } from '../../../src/learning/configuration.ts';
import { compileKernels } from '../../../src/learning/engines/wasm/kernels.ts';
import { findEngines, startEngine } from '../../../src/workers/engineStart.ts';
import { wallClock } from '../clock.ts';
import type { GpuEngine, Host } from '../host.ts';
import { countDispatches } from './dispatches.ts';

export async function browserHost(
  note: (line: string) => void,
): Promise<{ readonly host: Host; readonly adapter: string | null }> {
  const { kernelAddress } = await import('../../../src/workers/kernelAddress.ts');
  const response = await fetch(kernelAddress);
  const kernels = await compileKernels(new Uint8Array(await response.arrayBuffer()));
  const dispatches = countDispatches();
  const gpuEngines: GpuEngine[] = [];
  let adapter: string | null = null;
  for (const { id, obstacle } of await findEngines(parseLearner({}))) {
    if (!id.endsWith('webgpu') || obstacle) continue;
    const { create, resume, adapter: found } = await startEngine(id);
    if (found) adapter = found.software ? `${found.name} (software)` : found.name;
    gpuEngines.push({ id, create, enter: resume, dispatches });
  }
  const wasm = await startEngine('wasm');
  const typescript = await startEngine('typescript');
  const tensorFlow = await startEngine('tfjs-wasm');
  const host: Host = {
    clock: wallClock,
    kernels,
    enterTensorFlow: () => tensorFlow.resume(),
    engines: [
      { id: wasm.id, create: wasm.create },
      { id: typescript.id, create: typescript.create },
      { id: tensorFlow.id, create: tensorFlow.create, enter: () => tensorFlow.resume() },
    ],
    gpuEngines,
    pytorch: null,
    note,
  };
  return { host, adapter };
}
