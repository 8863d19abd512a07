/**
 * Acting on the kernels, for engines that train here or elsewhere: joint values in single precision,
 * four joint decisions at a time. Where the best two joint values are further apart than that rounds
 * (about 1e-6 of their size), the levels are those of `GreedyActing`; the lexicographically first of
 * equal ones.
 */
import type { WeightLayout } from '../../layout.ts';
import { finish, KERNEL_SLICE, type Slices, WorkMeter } from '../../slices.ts';
import { type Acting, type ActingFactory, plainActing } from '../greedyActing.ts';
import { Arena } from './arena.ts';
import { JointSweep } from './jointSweep.ts';
import { hasKernels } from './kernelActivations.ts';
import type { CompiledKernels, Kernels } from './kernels.ts';
import { reserveShapes, type Shape } from './shapes.ts';

/** Finds greedy levels on weights that stand in the kernels' memory. */
export class GreedySweep {
  readonly #kernels: Kernels;
  readonly #layout: WeightLayout;
  readonly #shapes: readonly Shape[];
  readonly #sweep: JointSweep;
  /** The packed network of the LSM in turn. */
  readonly #packed: number;

  /** @param shapes of the same arena, written by the caller */
  constructor(
    kernels: Kernels,
    layout: WeightLayout,
    shapes: readonly Shape[],
    { arena, meter }: { readonly arena: Arena; readonly meter: WorkMeter },
  ) {
    this.#kernels = kernels;
    this.#layout = layout;
    this.#shapes = shapes;
    this.#sweep = new JointSweep(kernels, layout, arena, meter);
    this.#packed = arena.reserve(Math.max(...shapes.map(({ packedSize }) => packedSize)));
  }

  /** Writes what was reserved. */
  write(buffer: ArrayBuffer): void {
    this.#sweep.write(buffer);
  }

  /**
   * As `LearningEngine.greedyInSlices`.
   *
   * @param flat place of the weights
   */
  *run(flat: number, observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices {
    const { agents, observationSize } = this.#layout;
    for (let agent = 0; agent < agents.length; agent += 1) {
      if (wanted[agent] !== 1) continue;
      const shape = this.#shapes[agent]!;
      this.#kernels.pack(shape.place, flat + 8 * agents[agent]!.offset, this.#packed);
      this.#sweep.observe(0, observations, agent * observationSize);
      yield* this.#sweep.run(shape, this.#packed, 0);
      levels[agent] = this.#sweep.ownLevel(shape, 0);
    }
  }
}

/** Acts for an engine that trains elsewhere, on a copy of its weights. */
class KernelActing implements Acting {
  readonly #weights: Float64Array;
  readonly #sweep: GreedySweep;
  /** The copy in the kernels' memory. */
  readonly #place: number;
  readonly #copy: Float64Array;
  #isStale = true;

  /** @throws RangeError where there is not enough memory */
  constructor(compiled: CompiledKernels, layout: WeightLayout, weights: Float64Array) {
    const kernels = compiled.instantiate();
    const arena = new Arena(kernels);
    this.#weights = weights;
    this.#place = arena.reserve(8 * layout.length);
    const shapes = reserveShapes(layout, arena);
    const meter = new WorkMeter(KERNEL_SLICE);
    this.#sweep = new GreedySweep(kernels, layout, shapes, { arena, meter });
    const buffer = arena.commit();
    for (const part of [...shapes, this.#sweep]) part.write(buffer);
    this.#copy = new Float64Array(buffer, this.#place, layout.length);
  }

  weightsChanged(): void {
    this.#isStale = true;
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    finish(this.greedyInSlices(observations, wanted, levels));
  }

  *greedyInSlices(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices {
    if (this.#isStale) this.#copy.set(this.#weights);
    this.#isStale = false;
    yield* this.#sweep.run(this.#place, observations, wanted, levels);
  }
}

/**
 * Acting on the kernels; in plain TypeScript where there are none, for activations that they do not
 * know, and where there is not enough memory.
 */
export function actingOn(compiled: CompiledKernels | null): ActingFactory {
  return (layout, weights) => {
    if (!compiled || !hasKernels(layout.activation)) return plainActing(layout, weights);
    try {
      return new KernelActing(compiled, layout, weights);
    } catch (error) {
      if (error instanceof RangeError) return plainActing(layout, weights);
      throw error;
    }
  };
}
