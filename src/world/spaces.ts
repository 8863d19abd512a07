/** What agents can observe and decide, and the check of a joint decision. */
import { InputError } from '../schema.ts';
import { pricesOfServer } from './pricing.ts';
import type { Scenario } from './scenario.ts';
import { OBSERVATION_SCALES, OBSERVATION_SIZE, priceInput } from './slot.ts';

/** A box of real numbers: bounds of each entry, inclusive. */
export interface ObservationSpace {
  readonly shape: readonly [typeof OBSERVATION_SIZE];
  readonly low: readonly number[];
  readonly high: readonly number[];
}
/** Whole numbers 0..n - 1. */
export interface ActionSpace {
  readonly n: number;
}

/** Bounds of one server's observation; none above where a distribution has none. */
export function observationSpaceOf(scenario: Scenario, server: number): ObservationSpace {
  const { minimum: lowest, maximum: highest } = pricesOfServer(scenario, server);
  const { spectrumMinimum } = scenario;
  const infinity = Number.POSITIVE_INFINITY;
  return {
    shape: [OBSERVATION_SIZE],
    low: [0, 0, spectrumMinimum / OBSERVATION_SCALES.spectrum, 0, priceInput(lowest)],
    high: [1, infinity, infinity, infinity, priceInput(highest)],
  };
}

/**
 * Checks a joint decision.
 *
 * @throws InputError naming the server whose decision is no whole number from 0 to K_n - 1
 */
export function checkDecisions(levels: readonly number[], decisions: ArrayLike<number>): void {
  if (decisions.length !== levels.length) {
    throw new InputError('decisions', decisions.length, `a list of ${levels.length}`);
  }
  for (let server = 0; server < levels.length; server++) {
    const decision = decisions[server]!;
    if (!Number.isInteger(decision) || decision < 0 || decision >= levels[server]!) {
      const allowed = `a whole number from 0 to ${levels[server]! - 1}`;
      throw new InputError(`decisions[${server}]`, decision, allowed);
    }
  }
}
