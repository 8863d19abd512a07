/** The engines of centralised DQL that Node can run. */
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import { CentralizedTypeScriptEngine } from '../learning/engines/centralized/typescript.ts';
import { compileNodeKernels, type NodeEngine, startNodeBackend } from './engines.ts';

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
  if (engine === 'wasm') {
    const { CentralizedWasmEngine } = await import('../learning/engines/centralized/wasm.ts');
    const kernels = await compileNodeKernels();
    return (layout, weights) => new CentralizedWasmEngine(kernels, layout, weights);
  }
  const { CentralizedTensorFlowEngine } = await import(
    '../learning/engines/centralized/tensorFlow.ts'
  );
  const backend = await startNodeBackend(engine);
  return (layout, weights) => new CentralizedTensorFlowEngine(backend, layout, weights);
}
