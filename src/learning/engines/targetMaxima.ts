/** max over all joint levels of the target network, each observation row computed once a copy. */
import { JointValues } from '../jointValues.ts';
import type { LocalNetworks } from '../network.ts';
import type { Slices, WorkMeter } from '../slices.ts';
import { searchInSlices } from './jointSearch.ts';
import { RememberedRows } from './rememberedRows.ts';

export class TargetMaxima {
  readonly #joint: readonly JointValues[];
  readonly #remembered: readonly RememberedRows[];
  readonly #meter: WorkMeter;

  /**
   * @param target networks as views of the target weights
   * @param meter of the engine that it belongs to
   */
  constructor(target: LocalNetworks, meter: WorkMeter) {
    this.#joint = target.agents.map((agent) => new JointValues(agent, target));
    this.#remembered = target.agents.map(() => new RememberedRows());
    this.#meter = meter;
  }

  /** Has to be called after the target weights changed. */
  refresh(): void {
    for (const joint of this.#joint) joint.refresh();
    for (const remembered of this.#remembered) remembered.clear();
  }

  /** The maximum for LSM `agent` at observations[offset ...], known as row `row`; network units. */
  *at(agent: number, row: number, observations: Float64Array, offset: number): Slices<number> {
    const remembered = this.#remembered[agent]!;
    if (!remembered.has(row)) {
      const joint = this.#joint[agent]!;
      yield* searchInSlices(joint, observations, offset, this.#meter);
      remembered.set(row, joint.found);
    }
    return remembered.get(row);
  }
}
