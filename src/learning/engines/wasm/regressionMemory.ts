/** Room for one minibatch's regression: the counterpart of `Minibatch` in assembly/regression.ts. */
import type { Minibatch } from '../../engine.ts';
import type { WeightLayout } from '../../layout.ts';
import type { Arena } from './arena.ts';

const NORM = 32;
const BYTES = 40;

export class RegressionMemory {
  readonly place: number;
  readonly #parts: readonly { readonly place: number; readonly length: number }[];
  #observations = new Float64Array(0);
  #decisions = new Float64Array(0);
  #norm = new Float64Array(0);
  /** Of the LSM in turn, in network units. */
  targets = new Float64Array(0);

  constructor(layout: WeightLayout, arena: Arena, largestBatch: number) {
    const { observationSize, agents } = layout;
    const members = Math.max(...agents.map(({ scope }) => scope.length));
    const units = agents[0]!.layers.reduce((sum, { outputs }) => sum + outputs, 0);
    this.place = arena.reserve(BYTES);
    this.#parts = [observationSize, members, 1, observationSize + members, units, units, units].map(
      (rows) => {
        const length = rows * largestBatch;
        return { place: arena.reserve(8 * length), length };
      },
    );
  }

  write(buffer: ArrayBuffer): void {
    const places = this.#parts.map(({ place }) => place);
    new Int32Array(buffer, this.place, places.length).set(places);
    const view = (part: number) => {
      const { place, length } = this.#parts[part]!;
      return new Float64Array(buffer, place, length);
    };
    this.#observations = view(0);
    this.#decisions = view(1);
    this.targets = view(2);
    this.#norm = new Float64Array(buffer, this.place + NORM, 1);
  }

  /** Copies what one LSM's regression reads besides its targets. */
  load({ observations, decisions }: Minibatch): void {
    this.#observations.set(observations);
    this.#decisions.set(decisions);
  }

  /** Norm of the gradient that was written last. */
  get norm(): number {
    return this.#norm[0]!;
  }
}
