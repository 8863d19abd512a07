/** The bench in Node. */
import { kernelBinary } from '../../build/assemblyScript.ts';
import { startWasm } from '../../src/learning/engines/tensorflow/backends/wasm.ts';
import { TensorFlowEngine } from '../../src/learning/engines/tensorflow/tensorFlowEngine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { compileKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { WasmEngine } from '../../src/learning/engines/wasm/wasmEngine.ts';
import { processorClock } from './clock.ts';
import type { Host } from './host.ts';
import type { PyTorch } from './pytorch.ts';

export async function nodeHost(
  pytorch: PyTorch | null,
  note: (line: string) => void,
): Promise<Host> {
  const kernels = await compileKernels(await kernelBinary());
  const backend = await startWasm(null);
  return {
    clock: processorClock,
    kernels,
    enterTensorFlow: () => backend.use(),
    engines: [
      { id: 'wasm', create: (layout, weights) => new WasmEngine(kernels, layout, weights) },
      { id: 'typescript', create: (layout, weights) => new TypeScriptEngine(layout, weights) },
      {
        id: backend.id,
        create: (layout, weights) => new TensorFlowEngine(backend, layout, weights),
        enter: () => backend.use(),
      },
    ],
    gpuEngines: [],
    pytorch,
    note,
  };
}
