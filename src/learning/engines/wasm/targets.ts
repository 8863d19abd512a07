/** y = r / valueScale + discount * max of the target network, with the maxima on the kernels. */
import type { Minibatch } from '../../engine.ts';
import type { WeightLayout } from '../../layout.ts';
import type { Slices } from '../../slices.ts';
import { RememberedRows } from '../rememberedRows.ts';
import type { Arena } from './arena.ts';
import type { JointSweep } from './jointSweep.ts';
import type { Kernels } from './kernels.ts';
import type { Shape } from './shapes.ts';

export class Targets {
  readonly #kernels: Kernels;
  readonly #layout: WeightLayout;
  readonly #shapes: readonly Shape[];
  readonly #sweep: JointSweep;
  /** Packed target networks. */
  readonly #packed: readonly number[];
  readonly #remembered: readonly RememberedRows[];
  /** Samples whose maximum is not known yet, in turn of one LSM. */
  readonly #missing: Int32Array;
  readonly #maxima: Float64Array;

  constructor(
    kernels: Kernels,
    layout: WeightLayout,
    shapes: readonly Shape[],
    { sweep, arena, largestBatch }: { sweep: JointSweep; arena: Arena; largestBatch: number },
  ) {
    this.#kernels = kernels;
    this.#layout = layout;
    this.#shapes = shapes;
    this.#sweep = sweep;
    this.#packed = shapes.map(({ packedSize }) => arena.reserve(packedSize));
    this.#remembered = shapes.map(() => new RememberedRows());
    this.#missing = new Int32Array(largestBatch);
    this.#maxima = new Float64Array(largestBatch);
  }

  /** @param flat place of the target weights, which changed */
  refresh(flat: number): void {
    this.#layout.agents.forEach(({ offset }, agent) => {
      this.#kernels.pack(this.#shapes[agent]!.place, flat + 8 * offset, this.#packed[agent]!);
      this.#remembered[agent]!.clear();
    });
  }

  /** Writes the targets of one LSM's minibatch; yields between two slices of the joint maxima. */
  *write(agent: number, batch: Minibatch, discount: number, targets: Float64Array): Slices {
    const { size, rewards, nextObservations, nextRows, discounts } = batch;
    if (batch.targets) {
      targets.set(batch.targets);
      return;
    }
    const { observationSize, valueScale } = this.#layout;
    const remembered = this.#remembered[agent]!;
    const shape = this.#shapes[agent]!;
    const maxima = this.#maxima;
    let missing = 0;
    for (let sample = 0; sample < size; sample += 1) {
      const row = nextRows[sample]!;
      if (remembered.has(row)) {
        maxima[sample] = remembered.get(row);
      } else {
        this.#missing[missing] = sample;
        missing += 1;
      }
    }
    for (let i = 0; i < missing; i += 2) {
      const pair = i + 1 < missing ? 1 : 0;
      const samples = [this.#missing[i]!, this.#missing[i + pair]!] as const;
      this.#sweep.observe(0, nextObservations, samples[0] * observationSize);
      if (pair) this.#sweep.observe(1, nextObservations, samples[1] * observationSize);
      yield* this.#sweep.run(shape, this.#packed[agent]!, pair);
      for (const row of pair ? ([0, 1] as const) : ([0] as const)) {
        const maximum = this.#sweep.value(row);
        maxima[samples[row]] = maximum;
        remembered.set(nextRows[samples[row]]!, maximum);
      }
    }
    for (let sample = 0; sample < size; sample += 1) {
      const counts = discounts?.[sample] ?? discount;
      targets[sample] = rewards[sample]! / valueScale + counts * maxima[sample]!;
    }
  }
}
