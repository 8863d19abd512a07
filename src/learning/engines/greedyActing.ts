/** Acting on the joint argmax of every Q_n, in plain TypeScript, whatever engine trains. */
import { JointValues } from '../jointValues.ts';
import type { LocalNetworks } from '../network.ts';

export class GreedyActing {
  readonly #observationSize: number;
  readonly #joint: readonly JointValues[];
  /** The weights have changed since the joint values were refreshed. */
  readonly #stale: Uint8Array;

  /** @param networks views of the weights that are acted on */
  constructor(networks: LocalNetworks) {
    this.#observationSize = networks.observationSize;
    this.#joint = networks.agents.map((agent) => new JointValues(agent, networks));
    this.#stale = new Uint8Array(networks.agents.length);
  }

  /** Has to be called after the weights changed. */
  weightsChanged(): void {
    this.#stale.fill(1);
  }

  /** As `LearningEngine.greedyLevels`. */
  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    for (let agent = 0; agent < this.#joint.length; agent += 1) {
      if (wanted[agent] !== 1) continue;
      const joint = this.#joint[agent]!;
      if (this.#stale[agent] === 1) {
        joint.refresh();
        this.#stale[agent] = 0;
      }
      levels[agent] = joint.greedyLevel(observations, agent * this.#observationSize);
    }
  }
}
