/** Acting on the joint argmax of every Q_n, whatever engine trains; here in plain TypeScript. */
import { JointValues } from '../jointValues.ts';
import { networksFromWeights, type WeightLayout } from '../layout.ts';
import type { LocalNetworks } from '../network.ts';
import { finish, PLAIN_SLICE, type Slices, WorkMeter } from '../slices.ts';
import { searchInSlices } from './jointSearch.ts';

export interface Acting {
  /** Has to be called after the weights changed. */
  weightsChanged(): void;
  /** As `LearningEngine.greedyLevels`. */
  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void;
  /** As `LearningEngine.greedyInSlices`. */
  greedyInSlices(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices;
}

/** Makes what acts on weights that its engine writes into this array. */
export type ActingFactory = (layout: WeightLayout, weights: Float64Array) => Acting;

/** In double precision, for every activation. */
export const plainActing: ActingFactory = (layout, weights) =>
  new GreedyActing(networksFromWeights(layout, weights));

export class GreedyActing implements Acting {
  readonly #observationSize: number;
  readonly #joint: readonly JointValues[];
  /** The weights have changed since the joint values were refreshed. */
  readonly #stale: Uint8Array;
  readonly #meter: WorkMeter;

  /**
   * @param networks views of the weights that are acted on
   * @param meter of the engine that it belongs to
   */
  constructor(networks: LocalNetworks, meter = new WorkMeter(PLAIN_SLICE)) {
    this.#observationSize = networks.observationSize;
    this.#joint = networks.agents.map((agent) => new JointValues(agent, networks));
    this.#stale = new Uint8Array(networks.agents.length);
    this.#meter = meter;
  }

  weightsChanged(): void {
    this.#stale.fill(1);
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    finish(this.greedyInSlices(observations, wanted, levels));
  }

  *greedyInSlices(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices {
    for (let agent = 0; agent < this.#joint.length; agent += 1) {
      if (wanted[agent] !== 1) continue;
      const joint = this.#joint[agent]!;
      if (this.#stale[agent] === 1) {
        joint.refresh();
        this.#stale[agent] = 0;
      }
      yield* searchInSlices(joint, observations, agent * this.#observationSize, this.#meter);
      levels[agent] = joint.foundLevel;
    }
  }
}
