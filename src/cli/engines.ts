/** The learning engines that Node can run. */
import type { EngineFactory } from '../learning/engine.ts';
import type { EngineChoice } from '../learning/engineChoice.ts';
import { TypeScriptEngine } from '../learning/engines/typescript.ts';
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
  if (engine === 'wasm') return startKernels();
  const { TensorFlowEngine } = await import('../learning/engines/tensorflow/tensorFlowEngine.ts');
  const backend = await (engine === 'tfjs-cpu' ? startCpu() : startWasm());
  return (layout, weights) => new TensorFlowEngine(backend, layout, weights);
}

/** The kernels are compiled where their sources have changed. */
async function startKernels() {
  const { kernelBinary } = await import('../../build/assemblyScript.ts');
  const { startWasmKernels } = await import('../learning/engines/wasm/kernels.ts');
  return startWasmKernels(await kernelBinary());
}

async function startCpu() {
  const cpu = await import('../learning/engines/tensorflow/backends/cpu.ts');
  return cpu.startCpu();
}

async function startWasm() {
  const wasm = await import('../learning/engines/tensorflow/backends/wasm.ts');
  return wasm.startWasm(null);
}
