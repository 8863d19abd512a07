/** Joint maxima on the kernels, cut into slices: the counterpart of assembly/jointMaximum.ts. */
import type { WeightLayout } from '../../layout.ts';
import { KERNEL_SLICE, type Slices, type WorkMeter } from '../../slices.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { type Shape, whole } from './shapes.ts';

const SWEEP_BYTES = 64;

/** Runs one joint maximum after the other. The caller goes on with each slice when it likes. */
export class JointSweep {
  readonly #kernels: Kernels;
  readonly #observationSize: number;
  readonly #place: number;
  readonly #vectors: readonly number[];
  readonly #rowsPlace: number;
  #values: Float64Array = new Float64Array(0);
  #indices: Int32Array = new Int32Array(0);
  #rows: Float64Array = new Float64Array(0);
  readonly #meter: WorkMeter;

  constructor(kernels: Kernels, layout: WeightLayout, arena: Arena, meter: WorkMeter) {
    this.#kernels = kernels;
    this.#meter = meter;
    this.#observationSize = layout.observationSize;
    const widths = layout.agents[0]!.layers.map(({ outputs }) => whole(outputs));
    const vector = 4 * widths[0]!;
    const block = 32 * Math.max(...widths);
    this.#place = arena.reserve(SWEEP_BYTES);
    this.#vectors = [vector, vector, vector, vector, block, block, 64].map((bytes) =>
      arena.reserve(bytes),
    );
    this.#rowsPlace = arena.reserve(16 * layout.observationSize);
  }

  write(buffer: ArrayBuffer): void {
    this.#values = new Float64Array(buffer, this.#place, 2);
    this.#indices = new Int32Array(buffer, this.#place + 16, 2);
    new Int32Array(buffer, this.#place + 24, this.#vectors.length).set(this.#vectors);
    this.#rows = new Float64Array(buffer, this.#rowsPlace, 2 * this.#observationSize);
  }

  /** Sets one of two observations: `observations` from `offset` on. */
  observe(row: 0 | 1, observations: Float64Array, offset: number): void {
    const size = this.#observationSize;
    for (let i = 0; i < size; i += 1) this.#rows[row * size + i] = observations[offset + i]!;
  }

  /** Finds the joint maximum at one observation or at both; yields between two slices. */
  *run(shape: Shape, packed: number, pair: 0 | 1): Slices {
    const headWork = shape.headWork * (1 + pair);
    const step = Math.max(1, Math.floor(KERNEL_SLICE / headWork));
    for (let head = 0; head < shape.heads; head += step) {
      const end = Math.min(shape.heads, head + step);
      if (this.#meter.announce((end - head) * headWork)) yield;
      this.#kernels.sweep(shape.place, packed, this.#place, this.#rowsPlace, pair, head, end);
    }
  }

  /** The largest Q (network units) at an observation. */
  value(row: 0 | 1): number {
    const value = this.#values[row]!;
    // Every comparison with NaN is false: a network of NaN must not look like minus infinity.
    return value === Number.NEGATIVE_INFINITY ? Number.NaN : value;
  }

  /** Own level in the joint argmax, the lexicographically first of equal ones. */
  ownLevel(shape: Shape, row: 0 | 1): number {
    return Math.floor(this.#indices[row]! / shape.ownStride);
  }
}
