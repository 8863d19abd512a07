/** max over all joint levels of the target network, each observation row computed once a copy. */
import { JointValues } from '../jointValues.ts';
import type { LocalNetworks } from '../network.ts';
import { RememberedRows } from './rememberedRows.ts';

export class TargetMaxima {
  readonly #joint: readonly JointValues[];
  readonly #remembered: readonly RememberedRows[];

  /** @param target networks as views of the target weights */
  constructor(target: LocalNetworks) {
    this.#joint = target.agents.map((agent) => new JointValues(agent, target));
    this.#remembered = target.agents.map(() => new RememberedRows());
  }

  /** Has to be called after the target weights changed. */
  refresh(): void {
    for (const joint of this.#joint) joint.refresh();
    for (const remembered of this.#remembered) remembered.clear();
  }

  /** The maximum for LSM `agent` at observations[offset ...], known as row `row`; network units. */
  at(agent: number, row: number, observations: Float64Array, offset: number): number {
    const remembered = this.#remembered[agent]!;
    if (!remembered.has(row)) {
      remembered.set(row, this.#joint[agent]!.maximum(observations, offset));
    }
    return remembered.get(row);
  }
}
