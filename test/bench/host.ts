/** What the bench finds where it runs: a clock, and ways to the engines. */
import type { EngineFactory } from '../../src/learning/engine.ts';
import type { CompiledKernels } from '../../src/learning/engines/wasm/kernels.ts';
import type { Clock } from './clock.ts';
import type { PyTorch } from './pytorch.ts';

export interface HostEngine {
  readonly id: string;
  readonly create: EngineFactory;
  /** Makes its backend the one in use: TensorFlow.js has one at a time. */
  enter?(): Promise<void>;
}

export interface GpuEngine extends HostEngine {
  /** Calls of dispatchWorkgroups on its device so far. */
  dispatches(): number;
}

export interface Host {
  readonly clock: Clock;
  readonly kernels: CompiledKernels;
  /** TensorFlow.js's WebAssembly backend, started and put to use. */
  enterTensorFlow(): Promise<void>;
  /** Engines on the processor that make single steps: `typescript`, `wasm`, `tfjs-wasm`. */
  readonly engines: readonly HostEngine[];
  /** Engines on a graphics adapter; none in Node. */
  readonly gpuEngines: readonly GpuEngine[];
  readonly pytorch: PyTorch | null;
  /** Tells whoever waits what is being measured. */
  note(line: string): void;
}

/** Multiply-adds in registers: GFLOP/s of this core at that moment. */
export const PEAK_ROUNDS = 1e5;
export const PEAK_OPERATIONS = 96;
