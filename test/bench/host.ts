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

/** Of the kernel that does nothing but multiply-adds in registers, and how often it is to do it. */
export const PEAK_OPERATIONS = 384;
export const PEAK_ROUNDS = 25_000;
