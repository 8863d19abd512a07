/**
 * Local Q-networks of a slot on the kernels: value, gradient in the levels, decision tables, and
 * whole iterations of N2O. Everything is in double precision and in the order of the TypeScript code,
 * so that N2O does not depend on what computes it.
 *
 * One memory serves slot after slot; the objectives of another slot take it over when something is
 * asked of them. Where it cannot be had, the objectives are plain TypeScript.
 */
import {
  type ArithmeticSetting,
  checkSize,
  type N2oArithmetic,
} from '../../../orchestration/arithmetic.ts';
import type { LocalObjective } from '../../../orchestration/objective.ts';
import type { LocalNetworks } from '../../network.ts';
import { NetworkObjective } from '../../networkObjective.ts';
import type { NetworkAccelerator, NetworkObjectives } from '../../networkProblem.ts';
import { hasKernels } from './kernelActivations.ts';
import { type CompiledKernels, compileKernels, type Kernels } from './kernels.ts';
import { NetworkMemory } from './networkMemory.ts';

export class NetworkKernels implements NetworkAccelerator {
  readonly #compiled: CompiledKernels;
  #kernels: Kernels | null = null;
  #memory: NetworkMemory | null = null;
  /** Networks that there was no memory for. */
  #tooLarge: LocalNetworks | null = null;
  /** Whose weights and observations stand in the memory, and whose run. */
  #slot: SlotObjectives | null = null;
  #run: KernelArithmetic | null = null;

  constructor(compiled: CompiledKernels) {
    this.#compiled = compiled;
  }

  objectives(networks: LocalNetworks, observations: ArrayLike<number>): NetworkObjectives | null {
    if (!hasKernels(networks.activation)) return null;
    return new SlotObjectives(this, networks, Float64Array.from(observations));
  }

  /**
   * The memory with the networks of a slot in it; null where there is too little.
   *
   * @param entries of W that there has to be room for
   */
  memoryOf(slot: SlotObjectives, entries = 0): NetworkMemory | null {
    const current = this.#memory;
    const { networks, observations } = slot;
    if (networks === this.#tooLarge) return null;
    const fits = current?.networks === networks && current.entryRoom >= entries;
    if (fits && this.#slot === slot) return current;
    this.#run = null;
    this.#slot = null;
    try {
      this.#kernels ??= this.#compiled.instantiate();
      const memory = fits ? current : new NetworkMemory(this.#kernels, networks, entries);
      this.#memory = memory;
      memory.load(observations);
      this.#slot = slot;
      return memory;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#memory = null;
      this.#tooLarge = networks;
      return null;
    }
  }

  /** Starts a run; the one before it is over. */
  start(slot: SlotObjectives, setting: ArithmeticSetting): N2oArithmetic | null {
    const memory = this.memoryOf(slot, setting.mixing.row.length);
    if (!memory) return null;
    const kernels = this.#kernels!;
    const run = new KernelArithmetic(kernels, memory, setting, () => this.#run === run);
    this.#run = run;
    return run;
  }
}

/**
 * Compiles the kernels.
 *
 * @param binary what the build made of assembly/
 * @throws Error where WebAssembly is missing or refuses the binary
 */
export async function startNetworkKernels(binary: Uint8Array): Promise<NetworkKernels> {
  return new NetworkKernels(await compileKernels(binary));
}

/** All objectives of one slot. */
class SlotObjectives implements NetworkObjectives {
  readonly objectives: readonly LocalObjective[];
  readonly networks: LocalNetworks;
  readonly observations: Float64Array;
  readonly startArithmetic: (setting: ArithmeticSetting) => N2oArithmetic | null;

  constructor(kernels: NetworkKernels, networks: LocalNetworks, observations: Float64Array) {
    this.networks = networks;
    this.observations = observations;
    this.objectives = networks.agents.map((_, n) => new KernelObjective(kernels, this, n));
    this.startArithmetic = (setting) => kernels.start(this, setting);
  }
}

class KernelObjective implements LocalObjective {
  readonly scope: readonly number[];
  readonly levels: readonly number[];
  readonly #kernels: NetworkKernels;
  readonly #slot: SlotObjectives;
  readonly #n: number;
  #plain: NetworkObjective | null = null;

  constructor(kernels: NetworkKernels, slot: SlotObjectives, n: number) {
    const { scope, levels } = slot.networks.agents[n]!;
    this.scope = scope;
    this.levels = levels;
    this.#kernels = kernels;
    this.#slot = slot;
    this.#n = n;
  }

  value(alpha: ArrayLike<number>): number {
    const memory = this.#at(alpha);
    return memory ? memory.value(this.#n) : this.#fallback().value(alpha);
  }

  gradient(alpha: ArrayLike<number>, gradient: Float64Array): number {
    const memory = this.#at(alpha);
    if (!memory) return this.#fallback().gradient(alpha, gradient);
    const value = memory.differentiate(this.#n);
    for (let i = 0; i < this.scope.length; i += 1) gradient[i] = memory.gradient[i]!;
    return value;
  }

  table(): Float64Array {
    return this.#kernels.memoryOf(this.#slot)?.table(this.#n) ?? this.#fallback().table();
  }

  /** The memory with these levels in it. */
  #at(alpha: ArrayLike<number>): NetworkMemory | null {
    const memory = this.#kernels.memoryOf(this.#slot);
    if (memory) for (let i = 0; i < this.scope.length; i += 1) memory.alpha[i] = alpha[i]!;
    return memory;
  }

  #fallback(): NetworkObjective {
    if (this.#plain) return this.#plain;
    const { networks, observations } = this.#slot;
    const first = this.#n * networks.observationSize;
    const observation = observations.slice(first, first + networks.observationSize);
    this.#plain = new NetworkObjective(networks.agents[this.#n]!, networks, observation);
    return this.#plain;
  }
}

/** An N2O run in the kernels' memory: its matrices are views of it. */
class KernelArithmetic implements N2oArithmetic {
  readonly gradients: Float64Array;
  readonly copies: Float64Array;
  readonly #kernels: Kernels;
  readonly #memory: NetworkMemory;
  readonly #isCurrent: () => boolean;
  /** Which matrix of duals is the newest. */
  #newest: 0 | 1 = 0;

  constructor(
    kernels: Kernels,
    memory: NetworkMemory,
    { mixing, gradientScale, anchor }: ArithmeticSetting,
    isCurrent: () => boolean,
  ) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#isCurrent = isCurrent;
    // Off an LSM's scope nothing is ever written: there they are zero.
    this.gradients = memory.gradients;
    this.copies = memory.copies;
    this.copies.set(anchor);
    memory.anchors.set(anchor);
    memory.duals[0].fill(0);
    memory.columnStart.set(mixing.columnStart);
    memory.row.set(mixing.row);
    memory.gradientScale = gradientScale;
  }

  get duals(): Float64Array {
    return this.#memory.duals[this.#newest];
  }

  /** @throws Error where another run or slot has taken the memory over */
  update(weight: Float64Array, step: number): void {
    if (!this.#isCurrent()) throw new Error('another slot or run has taken the memory over');
    const memory = this.#memory;
    memory.weight.set(weight);
    const previous = this.#newest;
    const next = previous === 0 ? 1 : 0;
    const [from, to] = [memory.dualPlaces[previous], memory.dualPlaces[next]];
    const refused = this.#kernels.iterate(memory.run, from, to, step);
    if (refused >= 0) this.#refuse(refused);
    this.#newest = next;
  }

  #refuse(n: number): never {
    const { networks, alpha, gradient } = this.#memory;
    const { length } = networks.agents[n]!.scope;
    const value = this.#memory.value(n);
    checkSize(n, value, gradient.subarray(0, length));
    throw new Error(`LSM ${n} at ${alpha} was refused without a reason`);
  }
}
