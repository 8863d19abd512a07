/** Policies that were made before, in the same held-out worlds: what each earns, and the differences. */
import type { ActorNetworks } from '../learning/actors.ts';
import type { CentralizedNetwork } from '../learning/centralizedNetwork.ts';
import type { LocalNetworks } from '../learning/network.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { Scenario } from '../world/scenario.ts';
import { type Earnings, playPolicy } from './evaluate.ts';
import type { Policy } from './policies.ts';
import { blockMeans, halfInterval, mean, standardError } from './statistics.ts';

/** A policy and its name in files. */
export type EvaluatedPolicy = Pick<Policy, 'decide'> & { readonly key: string };

export interface EvaluationRequest {
  readonly scenario: Scenario;
  readonly policies: readonly EvaluatedPolicy[];
  /** Seeds of the held-out worlds. */
  readonly worlds: readonly number[];
  /** Consecutive slots of each. */
  readonly slots: number;
}

export interface EvaluationProgress {
  readonly key: string;
  /** Seed of the world. */
  readonly world: number;
  readonly done: number;
}

/** One policy in all worlds. */
export interface EvaluationResult {
  readonly key: string;
  /** Over all slots of all worlds; the error over all whole days. */
  readonly earnings: Earnings;
  readonly worlds: readonly (Earnings & { readonly seed: number })[];
  /** Less the first policy's, day by day; null for the first itself and where no day is whole. */
  readonly difference: {
    readonly than: string;
    readonly mean: number;
    /** Half the width of the 95 % interval over days; null of fewer than two. */
    readonly halfInterval: number | null;
    readonly days: number;
  } | null;
}

/** Plays every policy in every world; the draws of a world are the same for all. */
export function* evaluateAll({
  scenario,
  policies,
  worlds,
  slots,
}: EvaluationRequest): Generator<EvaluationProgress, EvaluationResult[], void> {
  const results: EvaluationResult[] = [];
  let first: number[] = [];
  for (const policy of policies) {
    const { key } = policy;
    const found: (Earnings & { readonly seed: number })[] = [];
    const days: number[] = [];
    for (const seed of worlds) {
      const run = playPolicy(policy, scenario, { slots, seed });
      let step = run.next();
      for (; !step.done; step = run.next()) yield { key, world: seed, done: step.value };
      const inWorld = blockMeans(step.value, scenario.slotsPerDay);
      found.push({ seed, mean: mean(step.value), standardError: standardError(inWorld) });
      days.push(...inWorld);
    }
    if (results.length === 0) first = days;
    const earnings = {
      mean: mean(found.map((each) => each.mean)),
      standardError: standardError(days),
    };
    const than = results[0]?.key;
    results.push({ key, earnings, worlds: found, difference: differenceFrom(than, first, days) });
  }
  return results;
}

function differenceFrom(
  than: string | undefined,
  first: readonly number[],
  days: readonly number[],
): EvaluationResult['difference'] {
  if (than === undefined || days.length === 0) return null;
  const paired = days.map((day, i) => day - first[i]!);
  return { than, mean: mean(paired), halfInterval: halfInterval(paired), days: days.length };
}

/** Where the policies came from. */
export interface EvaluationSources {
  readonly networks: LocalNetworks | null;
  readonly vdn: LocalNetworks | null;
  readonly centralized: CentralizedNetwork | null;
  readonly actors: ActorNetworks | null;
  readonly orchestration: OrchestrationOptions;
}

/** As JSON data (`n2o-evaluation`, version 1). */
export function evaluationFile(
  { scenario, worlds, slots }: Pick<EvaluationRequest, 'scenario' | 'worlds' | 'slots'>,
  { networks, vdn, centralized, actors, orchestration }: EvaluationSources,
  results: readonly EvaluationResult[],
) {
  return {
    format: 'n2o-evaluation' as const,
    version: 1 as const,
    scenario,
    evaluation: { slots, seeds: worlds },
    orchestration,
    files: {
      networks: networks !== null,
      vdn: vdn !== null,
      centralized: centralized !== null,
      actors: actors !== null,
    },
    policies: results.map(({ key, earnings, worlds: found, difference }) => {
      return { key, ...earnings, worlds: found, difference };
    }),
  };
}
