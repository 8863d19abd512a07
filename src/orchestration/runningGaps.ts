/** How far the running averages of all LSMs are from a reference decision, as Theorem 1 measures it. */
import type { LocalObjective } from './objective.ts';
import { RunningAverage } from './readOut.ts';

export class RunningGaps {
  readonly #objectives: readonly LocalObjective[];
  readonly #average: RunningAverage;
  readonly #reference: number;
  readonly #alphas: readonly Float64Array[];

  /**
   * @param first a'(1), N x N
   * @param reference a*, one level a server, whole or not
   */
  constructor(
    objectives: readonly LocalObjective[],
    first: Float64Array,
    reference: ArrayLike<number>,
  ) {
    this.#objectives = objectives;
    this.#average = new RunningAverage(first);
    this.#alphas = objectives.map(({ scope }) => new Float64Array(scope.length));
    this.#reference = this.#objective(reference, 0);
  }

  /** @param copies a'(tau), tau = 2, 3, ... */
  add(copies: Float64Array): void {
    this.#average.add(copies);
  }

  /**
   * The largest gap of all LSMs i, 1 / N sum_n [Q_n(a*) - Q_n(average of a'_i)], reward units, and
   * whose it is.
   */
  worst(): { readonly gap: number; readonly worst: number } {
    const count = this.#objectives.length;
    const averages = this.#average.mean();
    let gap = Number.NEGATIVE_INFINITY;
    let worst = 0;
    for (let i = 0; i < count; i++) {
      const own = (this.#reference - this.#objective(averages, i * count)) / count;
      if (own > gap) [gap, worst] = [own, i];
    }
    return { gap, worst };
  }

  /** The sum of all Q_n at the decision that stands at `start` of `levels`. */
  #objective(levels: ArrayLike<number>, start: number): number {
    let sum = 0;
    this.#objectives.forEach((objective, n) => {
      const alpha = this.#alphas[n]!;
      for (let i = 0; i < alpha.length; i++) alpha[i] = levels[start + objective.scope[i]!]!;
      sum += objective.value(alpha);
    });
    return sum;
  }
}
