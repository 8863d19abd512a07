/**
 * What a comparison can compare: the policies that run the city, and those that have a training of
 * their own. Of these a comparison takes what it is asked for: `centralized` trains for minutes.
 */
import { parseCentralized } from '../learning/centralizedConfiguration.ts';
import { centralizedRefusal } from '../learning/centralizedLayout.ts';
import { type CentralizedNetwork, centralizedDecision } from '../learning/centralizedNetwork.ts';
import { InputError } from '../schema.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import type { Policy } from './policies.ts';
import {
  LEARNED_KEYS,
  type PolicyKey,
  parsePolicy,
  policyRefusal,
  REFERENCE_KEYS,
} from './policyKeys.ts';

export type ComparedKey = PolicyKey | 'centralized';

/** A policy of a comparison: as the city's. */
export type ComparedPolicy = Pick<Policy, 'decide'> & { readonly key: ComparedKey };

/** The policy that a word names. @throws InputError for a word that names none */
export function parseCompared(word: string, field: string): ComparedKey {
  if (word === 'centralized') return word;
  try {
    return parsePolicy(word, field);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const keys = [...REFERENCE_KEYS, ...LEARNED_KEYS, 'centralized'].join(' | ');
    throw new InputError(field, word, `fixed0, fixed1, ... | ${keys}`);
  }
}

/** Null where a policy can run on a scenario, else why not. */
export function comparedRefusal(key: ComparedKey, scenario: Scenario): string | null {
  if (key === 'distilled') return 'a comparison trains no actors: see `distil` and `evaluate`';
  if (key !== 'centralized') return policyRefusal(key, scenario);
  return centralizedRefusal(levelsOf(scenario), parseCentralized({}).hidden);
}

/** Centralised DQL's policy: the greatest output at the observations of all servers. */
export function centralizedPolicy(network: CentralizedNetwork): ComparedPolicy {
  return {
    key: 'centralized',
    decide: ({ observations }) => centralizedDecision(network, observations),
  };
}
