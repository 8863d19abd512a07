/**
 * What a comparison can compare: the policies that run the city but those that it trains nothing for.
 * Of those with a training of their own it takes what it is asked for.
 */
import type { Scenario } from '../world/scenario.ts';
import { type PolicyKey, policyRefusal } from './policyKeys.ts';

/** Null where a policy can be compared on a scenario, else why not. */
export function comparedRefusal(key: PolicyKey, scenario: Scenario): string | null {
  if (key === 'distilled') return 'a comparison trains no actors: see `distil` and `evaluate`';
  return policyRefusal(key, scenario);
}
