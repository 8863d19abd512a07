/**
 * What every policy earns in one held-out world, for each training seed: the comparison that all
 * ratios of the method rest on.
 */
import { CentralizedLearner } from '../learning/centralized.ts';
import { parseCentralized } from '../learning/centralizedConfiguration.ts';
import type { CentralizedNetwork } from '../learning/centralizedNetwork.ts';
import {
  type LearnerConfiguration,
  learnerDefaults,
  vdnLearner,
} from '../learning/configuration.ts';
import type { EngineFactory } from '../learning/engine.ts';
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import { MultiAgentLearner } from '../learning/multiAgent.ts';
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { runLater, runNow } from '../learning/steps.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import { type Earnings, type Evaluation, evaluatePolicy } from './evaluate.ts';
import { createPolicy, type OtherPolicies, type Policy } from './policies.ts';
import { isLearned, isOther, type PolicyKey } from './policyKeys.ts';

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
  readonly phase:
    | 'references'
    | 'training'
    | 'VDN training'
    | 'centralised training'
    | 'evaluation';
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

/** What has been trained already, by seed. */
export interface Trained {
  readonly networks?: ReadonlyMap<number, LocalNetworks>;
  readonly vdn?: ReadonlyMap<number, LocalNetworks>;
  readonly centralized?: ReadonlyMap<number, CentralizedNetwork>;
}

/** Whether a comparison takes the training of the LSMs. */
export function learnsLocally(key: PolicyKey): boolean {
  return isLearned(key);
}

/**
 * Trains once a seed, then runs every policy through the same held-out world. Yields its progress.
 *
 * @param trained networks that have been trained already (by `trainLater`)
 * @throws InputError where a policy cannot run on the scenario
 * @throws DivergenceError, CentralizedDivergence where training diverges
 */
export function* compare(
  request: ComparisonRequest,
  trained: Trained = {},
): Generator<ComparisonProgress, ComparisonRun[], void> {
  const { seeds, policies } = request;
  const learned = policies.filter(isLearned);
  const apart = policies.filter(isOther);
  const without = policies.filter((key) => !isLearned(key) && !isOther(key));
  const create = (
    keys: readonly PolicyKey[],
    networks: LocalNetworks | null,
    others: OtherPolicies = {},
  ) => keys.map((key) => createPolicy(key, { ...policySetting(request, networks), others }));
  const references = yield* evaluateAll(request, create(without, null), null);
  const runs: ComparisonRun[] = [];
  for (const seed of seeds) {
    const networks =
      learned.length > 0 ? (trained.networks?.get(seed) ?? (yield* train(request, seed))) : null;
    const others = {
      ...(policies.includes('vdn') && {
        vdn: trained.vdn?.get(seed) ?? (yield* train(vdnRequest(request), seed)),
      }),
      ...(policies.includes('centralized') && {
        centralized: trained.centralized?.get(seed) ?? (yield* trainCentralized(request, seed)),
      }),
    };
    const made = [...create(learned, networks), ...create(apart, null, others)];
    const found = yield* evaluateAll(request, made, seed);
    const earnings = new Map([...references, ...found]);
    const ordered = policies.map((key) => [key, earnings.get(key)!] as const);
    runs.push({ seed, policies: new Map(ordered), networks });
  }
  return runs;
}

/** The training of VDN in a comparison: the same plan, on the reward of all. */
export function vdnRequest(
  request: Pick<ComparisonRequest, 'scenario' | 'learner'>,
): Pick<ComparisonRequest, 'scenario' | 'learner'> {
  const { scenario, learner } = request;
  return { scenario, learner: vdnLearner(learner) };
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
    ...extraOf(scenario, learner),
    runs: runs.map(({ seed, policies }) => ({ seed, policies: Object.fromEntries(policies) })),
  };
}

/** The whole learner, where more than its episodes is not as it begins. */
function extraOf({ kind }: Scenario, learner: LearnerConfiguration) {
  const usual = { ...learnerDefaults(kind), episodes: learner.episodes };
  return JSON.stringify(learner) === JSON.stringify(usual) ? {} : { extra: { learner } };
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
  { scenario, learner }: Pick<ComparisonRequest, 'scenario' | 'learner'>,
  seed: number,
  createEngine: EngineFactory,
  report: (progress: ComparisonProgress) => void,
): Promise<LocalNetworks> {
  const trainee = new MultiAgentLearner({ scenario, learner, seed }, createEngine);
  await toEndLater(trainee, report);
  const networks = trainee.networks();
  trainee.dispose();
  return networks;
}

/**
 * The training of centralised DQL on an engine that may answer later.
 *
 * @throws CentralizedDivergence where training diverges
 */
export async function trainCentralizedLater(
  { scenario, learner }: ComparisonRequest,
  seed: number,
  createEngine: CentralizedEngineFactory,
  report: (progress: ComparisonProgress) => void,
): Promise<CentralizedNetwork> {
  const setup = { scenario, learner, centralized: parseCentralized({}), seed };
  const trainee = new CentralizedLearner(setup, createEngine);
  await toEndLater(trainee, report);
  const network = await runLater(trainee.network());
  trainee.dispose();
  return network;
}

function* train(
  { scenario, learner }: Pick<ComparisonRequest, 'scenario' | 'learner'>,
  seed: number,
): Generator<ComparisonProgress, LocalNetworks, void> {
  const trainee = new MultiAgentLearner({ scenario, learner, seed });
  yield* toEnd(trainee);
  return trainee.networks();
}

function* trainCentralized(
  { scenario, learner }: ComparisonRequest,
  seed: number,
): Generator<ComparisonProgress, CentralizedNetwork, void> {
  const setup = { scenario, learner, centralized: parseCentralized({}), seed };
  const trainee = new CentralizedLearner(setup);
  yield* toEnd(trainee);
  return runNow(trainee.network());
}

type Trainee = MultiAgentLearner | CentralizedLearner;

async function toEndLater(
  trainee: Trainee,
  report: (progress: ComparisonProgress) => void,
): Promise<void> {
  for (const progress of chunks(trainee)) {
    if (progress) report(progress);
    await trainee.advanceLater();
  }
}

function* toEnd(trainee: Trainee): Generator<ComparisonProgress, void, void> {
  for (const progress of chunks(trainee)) {
    if (progress) yield progress;
    trainee.advance();
  }
}

function phaseOf(trainee: Trainee): ComparisonProgress['phase'] {
  if (trainee instanceof CentralizedLearner) return 'centralised training';
  return trainee.configuration.method === 'vdn' ? 'VDN training' : 'training';
}

/** Before every chunk of the plan: its progress, where that is worth a word. */
function* chunks(trainee: Trainee): Generator<ComparisonProgress | null, void, void> {
  const { episodes, slotsPerEpisode } = trainee.configuration;
  const phase = phaseOf(trainee);
  const total = episodes * slotsPerEpisode;
  let reported = Number.NEGATIVE_INFINITY;
  while (trainee.slots < total) {
    const isDue = trainee.slots - reported >= REPORT_EVERY;
    if (isDue) reported = trainee.slots;
    yield isDue ? { phase, seed: trainee.seed, done: reported, total } : null;
  }
}

function policySetting(request: ComparisonRequest, networks: LocalNetworks | null) {
  const { scenario, orchestration, evaluation, accelerator = null } = request;
  return { scenario, networks, orchestration, seed: evaluation.seed, accelerator };
}

/** @param seed of the training; null for the references, which need none */
function* evaluateAll(
  { scenario, evaluation }: ComparisonRequest,
  policies: readonly Policy[],
  seed: number | null,
): Generator<ComparisonProgress, Map<PolicyKey, Earnings>, void> {
  const phase = seed === null ? 'references' : 'evaluation';
  const total = policies.length * evaluation.slots;
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
