/** max over all joint levels of the target network, each observation row computed once a copy. */
import { JointValues } from '../jointValues.ts';
import type { LocalNetworks } from '../network.ts';

/** Rows remembered for each LSM. A row that meets another in its place is computed again. */
const PLACES = 8_192;
const EMPTY = -1;

/**
 * The target networks stand still between two copies, and a minibatch often draws a row again: a
 * quarter of the work over 3,000 episodes, more before the replay memory has filled.
 */
export class TargetMaxima {
  readonly #joint: readonly JointValues[];
  readonly #rows: readonly Float64Array[];
  readonly #maxima: readonly Float64Array[];

  /** @param target networks as views of the target weights */
  constructor(target: LocalNetworks) {
    this.#joint = target.agents.map((agent) => new JointValues(agent, target));
    this.#rows = target.agents.map(() => new Float64Array(PLACES).fill(EMPTY));
    this.#maxima = target.agents.map(() => new Float64Array(PLACES));
  }

  /** Has to be called after the target weights changed. */
  refresh(): void {
    for (const joint of this.#joint) joint.refresh();
    for (const rows of this.#rows) rows.fill(EMPTY);
  }

  /** The maximum for LSM `agent` at observations[offset ...], known as row `row`; network units. */
  at(agent: number, row: number, observations: Float64Array, offset: number): number {
    const rows = this.#rows[agent]!;
    const maxima = this.#maxima[agent]!;
    const place = row % PLACES;
    if (rows[place] !== row) {
      maxima[place] = this.#joint[agent]!.maximum(observations, offset);
      rows[place] = row;
    }
    return maxima[place]!;
  }
}
