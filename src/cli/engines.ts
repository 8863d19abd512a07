/** The learning engines that Node can run. */
import type { EngineFactory } from '../learning/engine.ts';
import type { EngineChoice } from '../learning/engineChoice.ts';
import type { TensorFlowBackend } from '../learning/engines/tensorflow/backend.ts';
import { TypeScriptEngine } from '../learning/engines/typescript.ts';
import type { CompiledKernels } from '../learning/engines/wasm/kernels.ts';
import { InputError } from '../schema.ts';
import type { GivenOptions } from './options.ts';

/** What `--engine` takes; WebGPU needs a browser. */
export const NODE_ENGINES = [
  'typescript',
  'wasm',
  'tfjs-cpu',
  'tfjs-wasm',
  'auto',
] as const satisfies readonly EngineChoice[];

export type EngineOption = (typeof NODE_ENGINES)[number];
export type NodeEngine = Exclude<EngineOption, 'auto'>;

/** The choice that `--engine` stands for. @throws InputError for a word that is none */
export function readEngineChoice(given: GivenOptions): EngineOption | undefined {
  const word = given.get('engine');
  if (word === undefined) return undefined;
  const engine = NODE_ENGINES.find((each) => each === word);
  if (!engine) throw new InputError('--engine', word, NODE_ENGINES.join(' | '));
  return engine;
}

/**
 * Loads what an engine runs on and starts it.
 *
 * @throws Error where it cannot start
 */
export async function startNodeEngine(engine: NodeEngine): Promise<EngineFactory> {
  if (engine === 'typescript') return (layout, weights) => new TypeScriptEngine(layout, weights);
  if (engine === 'wasm') {
    const { WasmEngine } = await import('../learning/engines/wasm/wasmEngine.ts');
    const kernels = await compileNodeKernels();
    return (layout, weights) => new WasmEngine(kernels, layout, weights);
  }
  const { TensorFlowEngine } = await import('../learning/engines/tensorflow/tensorFlowEngine.ts');
  const backend = await startNodeBackend(engine);
  return (layout, weights) => new TensorFlowEngine(backend, layout, weights);
}

/** Our own kernels, made anew where their sources have changed. @throws Error where they are refused */
export async function compileNodeKernels(): Promise<CompiledKernels> {
  const { kernelBinary } = await import('../../build/assemblyScript.ts');
  const { compileKernels } = await import('../learning/engines/wasm/kernels.ts');
  return compileKernels(await kernelBinary());
}

/** TensorFlow.js on what Node has for it. @throws Error where it cannot start */
export async function startNodeBackend(
  engine: Exclude<NodeEngine, 'typescript' | 'wasm'>,
): Promise<TensorFlowBackend> {
  if (engine === 'tfjs-cpu') {
    const cpu = await import('../learning/engines/tensorflow/backends/cpu.ts');
    return cpu.startCpu();
  }
  const wasm = await import('../learning/engines/tensorflow/backends/wasm.ts');
  return wasm.startWasm(null);
}
