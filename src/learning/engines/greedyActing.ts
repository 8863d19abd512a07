/** Acting on the joint argmax of every Q_n, in plain TypeScript, whatever engine trains. */
import { JointValues } from '../jointValues.ts';
import type { LocalNetworks } from '../network.ts';
import { finish, PLAIN_SLICE, type Slices, WorkMeter } from '../slices.ts';
import { searchInSlices } from './jointSearch.ts';

export class GreedyActing {
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

  /** Has to be called after the weights changed. */
  weightsChanged(): void {
    this.#stale.fill(1);
  }

  /** As `LearningEngine.greedyLevels`. */
  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    finish(this.greedyInSlices(observations, wanted, levels));
  }

  /** As `LearningEngine.greedyInSlices`. */
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
