/** Who decides: makes every policy that can run the city (policyKeys.ts). */
import { type ActorNetworks, actorDecisions } from '../learning/actors.ts';
import { checkActors } from '../learning/actorsFile.ts';
import { type CentralizedNetwork, centralizedDecision } from '../learning/centralizedNetwork.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import { exactOptimum } from '../orchestration/exactOptimum.ts';
import { greedyDecision } from '../orchestration/greedy.ts';
import { MAX_PLUS_ITERATIONS, maxPlusDecision } from '../orchestration/maxPlus.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { orchestratedDecision } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { sweep } from '../orchestration/readOut.ts';
import { leanDefaults, leanMaxPlusDecision } from '../orchestration/rivals/leanMaxPlus.ts';
import { LinkPost } from '../orchestration/rivals/post.ts';
import { messageLinks, type TopologyOptions } from '../orchestration/topologies.ts';
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import type { EdgeEnvironment } from '../world/environment.ts';
import { nashDecisions, optimisticDecisions, oracleDecisions } from '../world/references.ts';
import type { Scenario } from '../world/scenario.ts';
import { idsOf } from '../world/servers.ts';
import { cityGround } from './linkGround.ts';
import {
  fixedLevel,
  isLearned,
  type PolicyKey,
  policyRefusal,
  refusedPolicy,
} from './policyKeys.ts';

/** What policies decide by that is made apart from the Q-networks. */
export interface OtherPolicies {
  readonly vdn?: LocalNetworks;
  readonly centralized?: CentralizedNetwork;
  readonly distilled?: ActorNetworks;
}

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
  readonly others?: OtherPolicies;
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

/**
 * Makes a policy.
 *
 * @throws InputError where it cannot run on the scenario, or needs networks or actors and there are
 *   none, or those of other servers
 */
export function createPolicy(key: PolicyKey, setting: PolicySetting): Policy {
  // A network that is there fits: it need not be as wide as one that is trained by default.
  const isAtHand = key === 'centralized' && setting.others?.centralized !== undefined;
  const refusal = isAtHand ? null : policyRefusal(key, setting.scenario);
  if (refusal) throw refusedPolicy('policy', key, refusal);
  const chooser = chooserOf(key, setting);
  return { key, decide: (environment, slot = environment.slot) => chooser(environment, slot) };
}

function chooserOf(key: PolicyKey, setting: PolicySetting): Chooser {
  if (key === 'vdn') return vdnChooser(setting);
  if (key === 'centralized') return centralizedChooser(setting);
  if (key === 'distilled') return distilledChooser(setting);
  return isLearned(key) ? learnedChooser(key, setting) : referenceChooser(key, setting);
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

/**
 * P2 of the current slot: the Q-networks at its observations.
 *
 * @param options who exchanges messages; neighbours, where that does not matter
 */
export function problemAt(
  environment: EdgeEnvironment,
  networks: LocalNetworks,
  accelerator: NetworkAccelerator | null = null,
  options?: TopologyOptions,
): OrchestrationProblem {
  const { scenario, observations, topology } = environment;
  const ids = idsOf(scenario);
  const links = options ? messageLinks(options, cityGround(topology)) : topology.links;
  return networkProblem({ ids, links }, networks, observations, accelerator);
}

/** Every LSM by its own network alone: nobody tells anybody anything. */
function vdnChooser({ others, accelerator }: PolicySetting): Chooser {
  const networks = others?.vdn;
  if (!networks) throw refusedPolicy('policy', 'vdn', 'VDN has not been trained');
  return (environment) => {
    const { objectives } = problemAt(environment, networks, accelerator);
    return greedyDecision(new DecisionTables(objectives));
  };
}

/** The greatest output of the one network at the observations of all servers. */
function centralizedChooser({ others }: PolicySetting): Chooser {
  const network = others?.centralized;
  if (!network) {
    throw refusedPolicy('policy', 'centralized', 'centralised DQL has not been trained');
  }
  return ({ observations }) => centralizedDecision(network, observations);
}

function distilledChooser({ scenario, others }: PolicySetting): Chooser {
  const actors = others?.distilled;
  if (!actors) {
    const missing = 'there are no actors; stage Distil or `distil` makes them';
    throw refusedPolicy('policy', 'distilled', missing);
  }
  checkActors(actors, scenario);
  return ({ observations }) => actorDecisions(actors, observations);
}

function learnedChooser(key: PolicyKey, setting: PolicySetting): Chooser {
  const { networks, orchestration, accelerator } = setting;
  if (!networks) throw new InputError('policy', key, 'a policy without networks: there are none');
  if (key === 'n2o' || key === 'n2oSweep') {
    const readOut = key === 'n2oSweep' ? 'sweep' : orchestration.readOut;
    const options = { ...orchestration, readOut };
    return (environment, slot) =>
      orchestratedDecision(problemAt(environment, networks, accelerator, options), options, slot);
  }
  if (key === 'maxPlus' || key === 'maxPlusLean') {
    return (environment, slot) => {
      const problem = problemAt(environment, networks, accelerator, orchestration);
      const tables = new DecisionTables(problem.objectives);
      const post = new LinkPost({ problem, options: orchestration, slot });
      if (key === 'maxPlus') return maxPlusDecision(tables, MAX_PLUS_ITERATIONS, post);
      return leanMaxPlusDecision(tables, leanDefaults(tables), post);
    };
  }
  return (environment) => {
    const { ids, objectives } = problemAt(environment, networks, accelerator);
    const tables = new DecisionTables(objectives);
    if (key === 'exactP2') return exactDecision(tables);
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
