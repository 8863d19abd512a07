/**
 * What every policy earns in one held-out world, for each training seed: the comparison that all
 * ratios of the method rest on.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineFactory } from '../learning/engine.ts';
import { MultiAgentLearner } from '../learning/multiAgent.ts';
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import { type Earnings, type Evaluation, evaluatePolicy } from './evaluate.ts';
import { createPolicy, isLearned, type PolicyKey } from './policies.ts';

export interface ComparisonRequest {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
  /** Training seeds, one run each. */
  readonly seeds: readonly number[];
  readonly policies: readonly PolicyKey[];
  readonly evaluation: Evaluation;
  /** For the policies on networks; what they earn is the same without. */
  readonly accelerator?: NetworkAccelerator | null;
}

/** Where a comparison is: slots done of a phase, and the phase's place among all. */
export interface ComparisonProgress {
  readonly phase: 'references' | 'training' | 'evaluation';
  /** Training seed; null for the references, which need none. */
  readonly seed: number | null;
  /** Slots. */
  readonly done: number;
  readonly total: number;
}

export interface ComparisonRun {
  readonly seed: number;
  readonly policies: ReadonlyMap<PolicyKey, Earnings>;
  /** As trained; null where no policy needed any. */
  readonly networks: LocalNetworks | null;
}

/** Training slots between two reports of progress. */
const REPORT_EVERY = 60;

/**
 * Trains once a seed, then runs every policy through the same held-out world. Yields its progress.
 *
 * @param trained networks by seed that have been trained already (by `trainLater`)
 * @throws InputError where a policy cannot run on the scenario
 * @throws DivergenceError where training diverges
 */
export function* compare(
  request: ComparisonRequest,
  trained?: ReadonlyMap<number, LocalNetworks>,
): Generator<ComparisonProgress, ComparisonRun[], void> {
  const { seeds, policies } = request;
  const learned = policies.filter(isLearned);
  const others = policies.filter((key) => !isLearned(key));
  const references = yield* evaluateAll(request, others, null, null);
  const runs: ComparisonRun[] = [];
  for (const seed of seeds) {
    const known = trained?.get(seed);
    const networks = learned.length > 0 ? (known ?? (yield* train(request, seed))) : null;
    const found = yield* evaluateAll(request, learned, networks, seed);
    const earnings = new Map([...references, ...found]);
    const ordered = policies.map((key) => [key, earnings.get(key)!] as const);
    runs.push({ seed, policies: new Map(ordered), networks });
  }
  return runs;
}

/** A finished comparison as the JSON data of its file (`n2o-comparison`, version 1). */
export function comparisonFile(
  { scenario, learner, evaluation }: ComparisonRequest,
  engine: string,
  runs: readonly ComparisonRun[],
) {
  return {
    format: 'n2o-comparison' as const,
    version: 1 as const,
    scenario,
    training: { episodes: learner.episodes },
    evaluation,
    engine,
    runs: runs.map(({ seed, policies }) => ({ seed, policies: Object.fromEntries(policies) })),
  };
}

/** The observations of the held-out world's first slot, N x 5. */
export function firstObservations(scenario: Scenario, { seed }: Evaluation): Float64Array {
  return new EdgeEnvironment(scenario).reset(seed).observations;
}

/**
 * The training of a comparison on an engine that may answer later.
 *
 * @throws DivergenceError where training diverges
 */
export async function trainLater(
  { scenario, learner }: ComparisonRequest,
  seed: number,
  createEngine: EngineFactory,
  report: (progress: ComparisonProgress) => void,
): Promise<LocalNetworks> {
  const trainee = new MultiAgentLearner({ scenario, learner, seed }, createEngine);
  for (const progress of chunks(trainee)) {
    if (progress) report(progress);
    await trainee.advanceLater();
  }
  const networks = trainee.networks();
  trainee.dispose();
  return networks;
}

function* train(
  { scenario, learner }: ComparisonRequest,
  seed: number,
): Generator<ComparisonProgress, LocalNetworks, void> {
  const trainee = new MultiAgentLearner({ scenario, learner, seed });
  for (const progress of chunks(trainee)) {
    if (progress) yield progress;
    trainee.advance();
  }
  return trainee.networks();
}

/** Before every chunk of the plan: its progress, where that is worth a word. */
function* chunks(trainee: MultiAgentLearner): Generator<ComparisonProgress | null, void, void> {
  const { episodes, slotsPerEpisode } = trainee.configuration;
  const total = episodes * slotsPerEpisode;
  let reported = Number.NEGATIVE_INFINITY;
  while (trainee.slots < total) {
    const isDue = trainee.slots - reported >= REPORT_EVERY;
    if (isDue) reported = trainee.slots;
    yield isDue ? { phase: 'training', seed: trainee.seed, done: reported, total } : null;
  }
}

function* evaluateAll(
  request: ComparisonRequest,
  keys: readonly PolicyKey[],
  networks: LocalNetworks | null,
  seed: number | null,
): Generator<ComparisonProgress, Map<PolicyKey, Earnings>, void> {
  const { scenario, orchestration, evaluation, accelerator = null } = request;
  const setting = { scenario, networks, orchestration, seed: evaluation.seed, accelerator };
  const phase = networks ? 'evaluation' : 'references';
  const policies = keys.map((key) => createPolicy(key, setting));
  const total = keys.length * evaluation.slots;
  const earnings = new Map<PolicyKey, Earnings>();
  for (const policy of policies) {
    const run = evaluatePolicy(policy, scenario, evaluation);
    let step = run.next();
    while (!step.done) {
      yield { phase, seed, done: earnings.size * evaluation.slots + step.value, total };
      step = run.next();
    }
    earnings.set(policy.key, step.value);
  }
  return earnings;
}
