/** The keys of policies, as in files and links, and where each can run. Makes none: see policies.ts. */
import { parseCentralized } from '../learning/centralizedConfiguration.ts';
import { centralizedRefusal } from '../learning/centralizedLayout.ts';
import { exactRefusal } from '../orchestration/exactOptimum.ts';
import { InputError } from '../schema.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { buildTopology } from '../world/topology.ts';

/** Policies that need no learning. `oracle`, `nash` and `optimistic` know the slot's draws. */
export const REFERENCE_KEYS = ['random', 'optimistic', 'nash', 'oracle'] as const;
/**
 * Policies on the local Q-networks and the slot's observations alone. `greedySweeps` is the greedy
 * decision with two sweeps after it, `maxPlus` takes MAX_PLUS_ITERATIONS iterations,
 * `maxPlusLean` as many as a kilobyte a server pays for, over links that may fail.
 */
export const LEARNED_KEYS = [
  'maDql',
  'n2o',
  'n2oSweep',
  'greedySweeps',
  'maxPlus',
  'maxPlusLean',
  'exactP2',
] as const;
/**
 * Policies that decide by something else, which is made apart: `PolicySetting.others`. `vdn` and
 * `centralized` have a training of their own.
 */
export const OTHER_KEYS = ['vdn', 'centralized', 'distilled'] as const;
export type OtherKey = (typeof OTHER_KEYS)[number];
export const POLICY_KEYS = [...REFERENCE_KEYS, ...LEARNED_KEYS, ...OTHER_KEYS] as const;
/** `fixed2`: every server always rents 2 units. */
export type PolicyKey = (typeof POLICY_KEYS)[number] | `fixed${number}`;

/**
 * The policies that apply to a scenario with no more than its Q-networks, in the order of a
 * comparison.
 */
export function applicablePolicies(scenario: Scenario): PolicyKey[] {
  const levels = levelsOf(scenario);
  const fixed = Array.from({ length: Math.min(...levels) }, (_, level) => `fixed${level}` as const);
  const keys = [...REFERENCE_KEYS, ...LEARNED_KEYS];
  return [...fixed, ...keys.filter((key) => !policyRefusal(key, scenario))];
}

/** Null where a policy can run on a scenario, else why not. */
export function policyRefusal(key: PolicyKey, scenario: Scenario): string | null {
  const levels = levelsOf(scenario);
  const level = fixedLevel(key);
  if (level !== null && level >= Math.min(...levels)) return 'a server has no such level';
  if (key === 'exactP2') {
    const scopes = buildTopology(scenario).neighbours.map((others, n) => [n, ...others]);
    return exactRefusal(levels, scopes)?.reason ?? null;
  }
  if (key === 'centralized') return centralizedRefusal(levels, parseCentralized({}).hidden);
  return null;
}

/** The error for a policy that `policyRefusal` refuses. */
export function refusedPolicy(field: string, key: string, refusal: string): InputError {
  const allowed = `a policy that can run here (${refusal})`;
  return new InputError(field, key, allowed, `"${key}" is not allowed here: ${refusal}`);
}

/** The policy that a word names. @throws InputError for a word that names none */
export function parsePolicy(word: string, field: string): PolicyKey {
  const known = POLICY_KEYS.find((key) => key === word);
  if (known) return known;
  if (/^fixed\d$/.test(word)) return word as `fixed${number}`;
  throw new InputError(field, word, `fixed0, fixed1, ... | ${POLICY_KEYS.join(' | ')}`);
}

/** Whether a policy decides by the Q-networks. */
export function isLearned(key: PolicyKey): boolean {
  return LEARNED_KEYS.some((learned) => learned === key);
}

/** Whether a policy decides by something that is made apart. */
export function isOther(key: string): key is OtherKey {
  return OTHER_KEYS.some((other) => other === key);
}

/** The level of `fixed2`; null for every other key. */
export function fixedLevel(key: PolicyKey): number | null {
  return key.startsWith('fixed') ? Number(key.slice('fixed'.length)) : null;
}
