/** The compiled kernels (assembly/): what they export, and how they are started. */
import type { WeightLayout } from '../../layout.ts';
import type { CentralizedKernels } from '../centralized/kernels.ts';
import { WasmEngine } from './wasmEngine.ts';

/** Exports of assembly/index.ts. Places are bytes in `memory`. */
export interface Kernels extends CentralizedKernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  /** Writes the packed part of one LSM from its flat part. */
  pack(shape: number, flat: number, packed: number): void;
  /** One slice of a joint maximum: the heads from ... to - 1, at one observation or two. */
  sweep(
    shape: number,
    packed: number,
    sweep: number,
    observations: number,
    pair: 0 | 1,
    from: number,
    to: number,
  ): void;
  /** Writes one LSM's gradient; returns its loss. */
  differentiate(shape: number, batch: number, size: number, flat: number, gradient: number): number;
  adam(
    parameters: number,
    gradient: number,
    firstMoments: number,
    secondMoments: number,
    length: number,
    rate: number,
    scale: number,
  ): void;
  /** Writes what new weights or a new observation change in one LSM's network (networkMemory.ts). */
  prepareNetwork(network: number): void;
  /** Writes Q_n at all joint decisions, in reward units, and up to three numbers beyond them. */
  decisionTable(network: number, target: number): void;
  /** Q_n at the network's alpha, in reward units; `levelGradient` writes its gradient too. */
  levelValue(network: number): number;
  levelGradient(network: number): number;
  /** One iteration of N2O; -1, or the number of the first LSM whose Q or gradient is too large. */
  iterate(run: number, previous: number, duals: number, step: number): number;
  /** Multiply-adds in registers: 384 operations a round. For measurements. */
  peak(rounds: number): number;
}

/** Compiled kernels, from which every engine takes an instance with a memory of its own. */
export interface CompiledKernels {
  instantiate(): Kernels;
}

/** The part of WebAssembly that is used here; the core's libraries do not declare it. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** A function that returns a SIMD constant: valid where SIMD is known. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0],
  ...[65, 0, 253, 15, 253, 98, 11],
);

function host(): WebAssemblyHost | undefined {
  return (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
}

/** Whether WebAssembly with SIMD is there. */
export function hasWasmSimd(): boolean {
  return host()?.validate(SIMD_PROBE) ?? false;
}

/**
 * Compiles the kernels.
 *
 * @param binary what the build made of assembly/
 * @throws Error where WebAssembly is missing or refuses the binary
 */
export async function compileKernels(binary: Uint8Array): Promise<CompiledKernels> {
  const wasm = host();
  if (!wasm) throw new Error('There is no WebAssembly here.');
  const module = await wasm.compile(binary);
  return { instantiate: () => new wasm.Instance(module).exports as Kernels };
}

/**
 * Makes WASM engines once the kernels are compiled.
 *
 * @throws Error as `compileKernels`
 */
export async function startWasmKernels(
  binary: Uint8Array,
): Promise<(layout: WeightLayout, weights: Float64Array) => WasmEngine> {
  const kernels = await compileKernels(binary);
  return (layout, weights) => new WasmEngine(kernels, layout, weights);
}
