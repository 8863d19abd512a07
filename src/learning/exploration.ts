/** Which LSMs explore in a slot, and what they play. */
import { RandomStream } from '../random.ts';

export class Exploration {
  readonly #levels: readonly number[];
  readonly #streams: readonly RandomStream[];
  /** 1 for every LSM that does not explore in the slot drawn last. */
  readonly greedy: Uint8Array;

  /** @param ids of the servers, where these are not their places in the list */
  constructor(levels: readonly number[], seed: number, ids?: readonly number[]) {
    this.#levels = levels;
    this.#streams = levels.map(
      (_, server) => new RandomStream(seed, 'exploration', ids?.[server] ?? server),
    );
    this.greedy = new Uint8Array(levels.length);
  }

  /**
   * Draws for one slot: each LSM explores with probability `share`, and then plays a uniform level,
   * written to `decisions`. Both numbers are drawn every time, so that later draws do not depend
   * on who explored.
   */
  draw(share: number, decisions: Int32Array): void {
    this.#streams.forEach((stream, agent) => {
      const explores = stream.uniform() < share;
      const level = stream.integer(this.#levels[agent]!);
      this.greedy[agent] = explores ? 0 : 1;
      if (explores) decisions[agent] = level;
    });
  }

  save(): readonly (readonly number[])[] {
    return this.#streams.map((stream) => stream.save());
  }

  restore(states: readonly (readonly number[])[]): void {
    this.#streams.forEach((stream, agent) => {
      stream.restore(states[agent]!);
    });
  }
}
