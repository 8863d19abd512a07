/** What a policy earns in a held-out world that no policy was trained in. */
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import type { Policy } from './policies.ts';
import { blockMeans, mean, standardError } from './statistics.ts';

/** The held-out world: the same for every policy and every training seed. */
export interface Evaluation {
  /** Consecutive slots, exploration off, networks frozen. */
  readonly slots: number;
  readonly seed: number;
}
export const DEFAULT_EVALUATION: Evaluation = { slots: 2880, seed: 900_001 };

export interface Earnings {
  /** System reward a slot. */
  readonly mean: number;
  /** Of the mean, over whole days of the world; null of fewer than two days. */
  readonly standardError: number | null;
}

/** Slots between two reports of progress. */
const REPORT_EVERY = 60;

/**
 * Runs a policy through the held-out world, day after day where the scenario's days end. Yields
 * the slots done so far, now and then.
 */
export function* evaluatePolicy(
  policy: Pick<Policy, 'decide'>,
  scenario: Scenario,
  evaluation: Evaluation,
): Generator<number, Earnings, void> {
  const rewards = yield* playPolicy(policy, scenario, evaluation);
  const days = blockMeans(rewards, scenario.slotsPerDay);
  return { mean: mean(rewards), standardError: standardError(days) };
}

/** `evaluatePolicy`, with the system reward of every slot. */
export function* playPolicy(
  policy: Pick<Policy, 'decide'>,
  scenario: Scenario,
  { slots, seed }: Evaluation,
): Generator<number, Float64Array, void> {
  const environment = new EdgeEnvironment(scenario);
  environment.reset(seed);
  const rewards = new Float64Array(slots);
  for (let slot = 0; slot < slots; slot++) {
    if (slot % REPORT_EVERY === 0) yield slot;
    const { infos, truncations } = environment.step(policy.decide(environment, slot));
    rewards[slot] = infos.systemReward;
    if (truncations[0] === 1) environment.reset();
  }
  return rewards;
}
