/** Who decides: every policy that can run the city, by the keys of the comparison file. */
import type { LocalNetworks } from '../learning/network.ts';
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import { exactOptimum, exactRefusal } from '../orchestration/exactOptimum.ts';
import { greedyDecision } from '../orchestration/greedy.ts';
import { MAX_PLUS_ITERATIONS, maxPlusDecision } from '../orchestration/maxPlus.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { orchestratedDecision } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { sweep } from '../orchestration/readOut.ts';
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import type { EdgeEnvironment } from '../world/environment.ts';
import { nashDecisions, optimisticDecisions, oracleDecisions } from '../world/references.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { buildTopology } from '../world/topology.ts';

/** Policies that need no learning. `oracle`, `nash` and `optimistic` know the slot's draws. */
export const REFERENCE_KEYS = ['random', 'optimistic', 'nash', 'oracle'] as const;
/**
 * Policies on the local Q-networks and the slot's observations alone. `greedySweeps` is the greedy
 * decision with two sweeps after it, `maxPlus` takes MAX_PLUS_ITERATIONS iterations.
 */
export const LEARNED_KEYS = [
  'maDql',
  'n2o',
  'n2oSweep',
  'greedySweeps',
  'maxPlus',
  'exactP2',
] as const;
export const POLICY_KEYS = [...REFERENCE_KEYS, ...LEARNED_KEYS] as const;
/** `fixed2`: every server always rents 2 units. */
export type PolicyKey = (typeof POLICY_KEYS)[number] | `fixed${number}`;

/** What a policy is made from. */
export interface PolicySetting {
  readonly scenario: Scenario;
  /** The Q-networks, in the order of the servers' indices; null where there are none. */
  readonly networks: LocalNetworks | null;
  readonly orchestration: OrchestrationOptions;
  /** Of `random`. */
  readonly seed: number;
  /** For policies on networks; decisions are the same without. */
  readonly accelerator?: NetworkAccelerator | null;
}

/** Who decides. Policies keep no state, so that a run can go on from anywhere. */
export interface Policy {
  readonly key: PolicyKey;
  /**
   * Units that each server rents in the environment's current slot; the environment is not changed.
   *
   * @param slot slots decided so far in this run: keys the draws of `random` and of failing links
   */
  decide(environment: EdgeEnvironment, slot?: number): Int32Array;
}

/** The policies that apply to a scenario, in the order of a comparison. */
export function applicablePolicies(scenario: Scenario): PolicyKey[] {
  const levels = levelsOf(scenario);
  const fixed = Array.from({ length: Math.min(...levels) }, (_, level) => `fixed${level}` as const);
  return [...fixed, ...POLICY_KEYS.filter((key) => !policyRefusal(key, scenario))];
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

/**
 * Makes a policy.
 *
 * @throws InputError where it cannot run on the scenario, or needs networks and there are none
 */
export function createPolicy(key: PolicyKey, setting: PolicySetting): Policy {
  const refusal = policyRefusal(key, setting.scenario);
  if (refusal) throw refusedPolicy('policy', key, refusal);
  const chooser = isLearned(key) ? learnedChooser(key, setting) : referenceChooser(key, setting);
  return { key, decide: (environment, slot = environment.slot) => chooser(environment, slot) };
}

type Chooser = (environment: EdgeEnvironment, slot: number) => Int32Array;

function referenceChooser(key: PolicyKey, { seed }: PolicySetting): Chooser {
  if (key === 'optimistic') return optimisticDecisions;
  if (key === 'nash') return nashDecisions;
  if (key === 'oracle') return oracleDecisions;
  if (key === 'random') {
    return ({ levels }, slot) => {
      const stream = new RandomStream(seed, 'policy', slot);
      return Int32Array.from(levels, (each) => stream.integer(each));
    };
  }
  const level = fixedLevel(key)!;
  return ({ levels }) => new Int32Array(levels.length).fill(level);
}

/** P2 of the current slot: the Q-networks at its observations, on the links of the grid. */
export function problemAt(
  environment: EdgeEnvironment,
  networks: LocalNetworks,
  accelerator: NetworkAccelerator | null = null,
): OrchestrationProblem {
  const { possibleAgents: ids, observations, topology } = environment;
  return networkProblem({ ids, links: topology.links }, networks, observations, accelerator);
}

function learnedChooser(key: PolicyKey, setting: PolicySetting): Chooser {
  const { networks, orchestration, accelerator } = setting;
  if (!networks) throw new InputError('policy', key, 'a policy without networks: there are none');
  if (key === 'n2o' || key === 'n2oSweep') {
    const readOut = key === 'n2oSweep' ? 'sweep' : orchestration.readOut;
    const options = { ...orchestration, readOut };
    return (environment, slot) =>
      orchestratedDecision(problemAt(environment, networks, accelerator), options, slot);
  }
  return (environment) => {
    const { ids, objectives } = problemAt(environment, networks, accelerator);
    const tables = new DecisionTables(objectives);
    if (key === 'exactP2') return exactDecision(tables);
    if (key === 'maxPlus') return maxPlusDecision(tables, MAX_PLUS_ITERATIONS);
    const greedy = greedyDecision(tables);
    if (key === 'maDql') return greedy;
    return sweep(tables, ids, sweep(tables, ids, greedy));
  };
}

function exactDecision(tables: DecisionTables): Int32Array {
  const exact = exactOptimum(tables);
  if ('reason' in exact) throw new Error(`exactP2: ${exact.reason}`);
  return exact.decision;
}

function fixedLevel(key: PolicyKey): number | null {
  return key.startsWith('fixed') ? Number(key.slice('fixed'.length)) : null;
}
