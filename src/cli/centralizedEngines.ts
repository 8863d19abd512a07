/** The engines of centralised DQL that Node can run. */
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import { CentralizedTypeScriptEngine } from '../learning/engines/centralized/typescript.ts';
import type { NodeEngine } from './engines.ts';

/**
 * Loads what an engine runs on and starts it.
 *
 * @throws Error where it cannot start
 */
export async function startCentralizedEngine(
  engine: NodeEngine,
): Promise<CentralizedEngineFactory> {
  if (engine === 'typescript') {
    return (layout, weights) => new CentralizedTypeScriptEngine(layout, weights);
  }
  if (engine === 'wasm') return startKernels();
  const { CentralizedTensorFlowEngine } = await import(
    '../learning/engines/centralized/tensorFlow.ts'
  );
  const backend = await (engine === 'tfjs-cpu' ? startCpu() : startWasm());
  return (layout, weights) => new CentralizedTensorFlowEngine(backend, layout, weights);
}

/** The kernels are compiled where their sources have changed. */
async function startKernels(): Promise<CentralizedEngineFactory> {
  const { kernelBinary } = await import('../../build/assemblyScript.ts');
  const { compileKernels } = await import('../learning/engines/wasm/kernels.ts');
  const { CentralizedWasmEngine } = await import('../learning/engines/centralized/wasm.ts');
  const kernels = await compileKernels(await kernelBinary());
  return (layout, weights) => new CentralizedWasmEngine(kernels, layout, weights);
}

async function startCpu() {
  const cpu = await import('../learning/engines/tensorflow/backends/cpu.ts');
  return cpu.startCpu();
}

async function startWasm() {
  const wasm = await import('../learning/engines/tensorflow/backends/wasm.ts');
  return wasm.startWasm(null);
}
