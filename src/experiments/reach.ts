/**
 * How near policies with messages to neighbours come to the exact optimum of P2, in the sum of all
 * Q_n and in what the city earns, for how many bytes, over links that work and links that fail.
 */
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import { exactOptimum } from '../orchestration/exactOptimum.ts';
import { greedyDecision } from '../orchestration/greedy.ts';
import { certifiedBound } from '../orchestration/upperBound.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import { problemAt } from './policies.ts';
import { type LinkRegime, type ReachKey, reachOf } from './reachPolicies.ts';
import { halfInterval, mean } from './statistics.ts';

/** Networks of one training seed. */
export interface SeededNetworks {
  readonly seed: number;
  readonly networks: LocalNetworks;
}

export interface ReachRequest {
  readonly scenario: Scenario;
  readonly trained: readonly SeededNetworks[];
  readonly policies: readonly ReachKey[];
  readonly regimes: readonly LinkRegime[];
  /** Slots of the held-out world on which the sums of all Q_n are compared, and from one to the next. */
  readonly slots: number;
  readonly stride: number;
  /** Days of the held-out world that every policy plays; 0: none. */
  readonly days: number;
  /** Of the held-out world. */
  readonly seed: number;
  readonly accelerator: NetworkAccelerator | null;
}

export const REACH_DEFAULTS = { slots: 48, stride: 29, days: 0 } as const;

/** Where an experiment is. */
export interface ReachProgress {
  readonly phase: 'evaluation';
  /** Training seed. */
  readonly seed: number;
  /** Slots. */
  readonly done: number;
  readonly total: number;
}

/** A mean over training seeds. */
export interface SeedMean {
  readonly mean: number;
  /** Half the width of its 95 % Student-t interval; null of one seed. */
  readonly halfInterval: number | null;
  /** One a seed. */
  readonly values: readonly number[];
}

/** What one policy comes to over one kind of links. */
export interface ReachRow {
  readonly policy: ReachKey;
  readonly regime: LinkRegime;
  /** Sum of all Q_n as a share of the bound on P2: the sums of all slots, one over the other. */
  readonly objectiveShare: SeedMean;
  /** Of what lies between the greedy decision and the bound on P2. */
  readonly gapClosed: SeedMean;
  /** The lowest share of any one slot. */
  readonly leastShare: number;
  /** What the city earns as a share of what it earns with the policy `p2`; null where none is played. */
  readonly rewardShare: SeedMean | null;
  /** System reward a slot. */
  readonly reward: SeedMean | null;
  /** A server and slot, on average; and for the server that sends most. */
  readonly bytesPerServer: number;
  readonly busiestBytes: number;
}

export interface ReachResult {
  readonly rows: readonly ReachRow[];
  /** Slots whose optimum is known or proven; the others have a bound. */
  readonly proven: { readonly slots: number; readonly of: number };
  /** How far the bound is from the best decision found, at most: a share of it. */
  readonly largestGap: number;
  /** Of P2's reference policy, which all rewards are shares of. */
  readonly referenceReward: SeedMean | null;
}

/** Sums over the slots of one training seed. */
interface Sums {
  objective: number;
  least: number;
  bytes: number;
  busiest: number;
}

/**
 * Measures every policy on every kind of links, on slots of a world that `maxPlusLean` rules; then
 * each policy rules worlds of its own. Yields its progress.
 */
export function* measureReach(request: ReachRequest): Generator<ReachProgress, ReachResult, void> {
  const { trained, policies, regimes } = request;
  const perSeed: SeedReach[] = [];
  const played: SeedRewards[] = [];
  for (const each of trained) {
    perSeed.push(yield* objectivesOf(request, each));
    if (request.days > 0) played.push(yield* rewardsOf(request, each));
  }
  const count = trained[0]!.networks.agents.length;
  const slots = request.slots * trained.length;
  const rows = regimes.flatMap((regime, r) =>
    policies.map((policy, p): ReachRow => {
      const sums = perSeed.map(({ cells }) => cells[r]![p]!);
      const rewards = played.map(({ rewards }) => rewards[r]![p]!);
      const references = played.map(({ reference }) => reference);
      return {
        policy,
        regime,
        objectiveShare: seedMean(sums.map((sum, s) => sum.objective / perSeed[s]!.upper)),
        gapClosed: seedMean(
          sums.map((sum, s) => {
            const { upper, greedy } = perSeed[s]!;
            return (sum.objective - greedy) / (upper - greedy);
          }),
        ),
        leastShare: Math.min(...sums.map(({ least }) => least)),
        reward: played.length > 0 ? seedMean(rewards) : null,
        rewardShare:
          played.length > 0 ? seedMean(rewards.map((each, s) => each / references[s]!)) : null,
        bytesPerServer: sums.reduce((sum, { bytes }) => sum + bytes, 0) / slots / count,
        busiestBytes: sums.reduce((sum, { busiest }) => sum + busiest, 0) / slots,
      };
    }),
  );
  return {
    rows,
    proven: { slots: perSeed.reduce((sum, { proven }) => sum + proven, 0), of: slots },
    largestGap: Math.max(...perSeed.map(({ largestGap }) => largestGap)),
    referenceReward: played.length > 0 ? seedMean(played.map(({ reference }) => reference)) : null,
  };
}

/** One training seed: sums of the bound and of greedy, and of every policy by regime. */
interface SeedReach {
  upper: number;
  greedy: number;
  proven: number;
  largestGap: number;
  readonly cells: readonly (readonly Sums[])[];
}

function* objectivesOf(
  { scenario, policies, regimes, slots, stride, seed: world, accelerator }: ReachRequest,
  { seed, networks }: SeededNetworks,
): Generator<ReachProgress, SeedReach, void> {
  const environment = new EdgeEnvironment(scenario);
  environment.reset(world);
  const cells = regimes.map(() =>
    policies.map(
      (): Sums => ({ objective: 0, least: Number.POSITIVE_INFINITY, bytes: 0, busiest: 0 }),
    ),
  );
  const found: SeedReach = { upper: 0, greedy: 0, proven: 0, largestGap: 0, cells };
  for (let slot = 0; slot < slots * stride; slot += 1) {
    const problem = problemAt(environment, networks, accelerator);
    const tables = new DecisionTables(problem.objectives);
    const { decision } = reachOf('maxPlusLean', problem, tables, regimes[0]!, slot);
    if (slot % stride === 0) {
      yield { phase: 'evaluation', seed, done: slot, total: slots * stride };
      const results = regimes.map((regime) =>
        policies.map((policy) => reachOf(policy, problem, tables, regime, slot)),
      );
      const { upper, isProven, best } = boundOf(tables, decision, results.flat());
      found.upper += upper;
      found.greedy += tables.objective(greedyDecision(tables));
      found.proven += isProven ? 1 : 0;
      found.largestGap = Math.max(found.largestGap, upper / best - 1);
      results.forEach((row, r) => {
        row.forEach(({ bytes, busiestBytes, ...reached }, p) => {
          const sums = cells[r]![p]!;
          const objective = tables.objective(reached.decision);
          sums.objective += objective;
          sums.least = Math.min(sums.least, objective / upper);
          sums.bytes += bytes;
          sums.busiest += busiestBytes;
        });
      });
    }
    const { truncations } = environment.step(decision);
    if (truncations[0] === 1) environment.reset();
  }
  return found;
}

/** The optimum, or a bound from the best decision that anybody found. */
function boundOf(
  tables: DecisionTables,
  first: Int32Array,
  others: readonly { readonly decision: Int32Array }[],
) {
  const exact = exactOptimum(tables);
  if ('decision' in exact) return { upper: exact.objective, isProven: true, best: exact.objective };
  const start = others.reduce((best, { decision }) => {
    return tables.objective(decision) > tables.objective(best) ? decision : best;
  }, first);
  const { upper, lower, isOptimal } = certifiedBound(tables, start);
  return { upper, isProven: isOptimal, best: lower };
}

/** One training seed: what every policy earns by regime, and what `p2` earns. */
interface SeedRewards {
  readonly reference: number;
  readonly rewards: readonly (readonly number[])[];
}

function* rewardsOf(
  request: ReachRequest,
  { seed, networks }: SeededNetworks,
): Generator<ReachProgress, SeedRewards, void> {
  const { policies, regimes, days, scenario } = request;
  const total = (1 + policies.length * regimes.length) * days * scenario.slotsPerDay;
  let done = 0;
  const play = function* (policy: ReachKey, regime: LinkRegime) {
    const environment = new EdgeEnvironment(scenario);
    environment.reset(request.seed);
    let sum = 0;
    for (let slot = 0; slot < days * scenario.slotsPerDay; slot += 1, done += 1) {
      if (slot % 48 === 0) yield { phase: 'evaluation', seed, done, total } as const;
      const problem = problemAt(environment, networks, request.accelerator);
      const tables = new DecisionTables(problem.objectives);
      const { decision } = reachOf(policy, problem, tables, regime, slot);
      const { infos, truncations } = environment.step(decision);
      sum += infos.systemReward;
      if (truncations[0] === 1) environment.reset();
    }
    return sum / (days * scenario.slotsPerDay);
  };
  const reference = yield* play('p2', regimes[0]!);
  const rewards: number[][] = [];
  for (const regime of regimes) {
    const row: number[] = [];
    for (const policy of policies) row.push(yield* play(policy, regime));
    rewards.push(row);
  }
  return { reference, rewards };
}

function seedMean(values: readonly number[]): SeedMean {
  return { mean: mean(values), halfInterval: halfInterval(values), values };
}
