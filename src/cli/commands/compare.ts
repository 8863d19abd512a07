/** `compare`: trains, then runs every policy through one held-out world. */
import {
  type ComparisonProgress,
  type ComparisonRequest,
  type ComparisonRun,
  compare,
  comparisonFile,
  firstObservations,
  learnsLocally,
  type Trained,
  trainCentralizedLater,
  trainLater,
  vdnRequest,
} from '../../experiments/compare.ts';
import { comparedRefusal } from '../../experiments/comparedPolicies.ts';
import { DEFAULT_EVALUATION } from '../../experiments/evaluate.ts';
import {
  applicablePolicies,
  type PolicyKey,
  parsePolicy,
  policyRefusal,
  refusedPolicy,
} from '../../experiments/policyKeys.ts';
import { mean } from '../../experiments/statistics.ts';
import type { CentralizedNetwork } from '../../learning/centralizedNetwork.ts';
import { learnerDefaults, parseLearner } from '../../learning/configuration.ts';
import { hasWasmSimd } from '../../learning/engines/wasm/kernels.ts';
import { buildLayout } from '../../learning/layout.ts';
import type { LocalNetworks } from '../../learning/network.ts';
import { neighbourLinks, networksFile } from '../../learning/networksFile.ts';
import { observationsFile } from '../../learning/observationsFile.ts';
import { parseOrchestration } from '../../orchestration/options.ts';
import { InputError } from '../../schema.ts';
import type { Scenario } from '../../world/scenario.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import { startCentralizedEngine } from '../centralizedEngines.ts';
import type { Command, CommandResult, Note } from '../command.ts';
import { NODE_ENGINES, type NodeEngine, readEngineChoice, startNodeEngine } from '../engines.ts';
import { checkWritable, writeJson } from '../files.ts';
import { type GivenOptions, naming, numberOrText, wholeNumber } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { readScenario, readSeeds, SCENARIO_OPTIONS, SEED_OPTIONS } from '../scenarioOptions.ts';
import { table } from '../table.ts';
import { LEARNER_OPTION, learnerFile } from '../trainingOptions.ts';

const DEFAULT_EPISODES = 3000;

export const compareCommand: Command = {
  name: 'compare',
  summary: 'trains the LSMs, then compares all policies on one held-out world',
  options: [
    ...SCENARIO_OPTIONS,
    { name: 'episodes', value: 'NUMBER', help: `planned training episodes (${DEFAULT_EPISODES})` },
    LEARNER_OPTION,
    ...SEED_OPTIONS,
    {
      name: 'policies',
      value: 'a,b,...',
      help: 'only these (all that apply but optimistic, maxPlusLean, vdn and centralized)',
    },
    {
      name: 'engine',
      value: NODE_ENGINES.join(' | '),
      help: 'what trains (auto: typescript, with centralized wasm)',
    },
    {
      name: 'evaluation-slots',
      value: 'NUMBER',
      help: `slots of the held-out world (${DEFAULT_EVALUATION.slots})`,
    },
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
    { name: 'networks-out', value: 'FILE', help: 'writes the trained networks (of one seed)' },
    {
      name: 'observations-out',
      value: 'FILE',
      help: "writes the observations of the held-out world's first slot",
    },
  ],
  async run(given, note) {
    const asked = readRequest(given, note);
    const engine = readEngine(given, asked.policies);
    checkOutputs(given, asked);
    const accelerator = asked.policies.some(learnsLocally) ? await startNodeAccelerator() : null;
    const request = { ...asked, accelerator };
    const trained = engine === 'typescript' ? {} : await trainOn(engine, request, note);
    return writeResults(given, request, engine, runToEnd(request, note, trained));
  },
};

function writeResults(
  given: GivenOptions,
  request: ComparisonRequest,
  engine: NodeEngine,
  runs: readonly ComparisonRun[],
): CommandResult {
  const data = comparisonFile(request, engine, runs);
  const out = given.get('out');
  if (out !== undefined) writeJson('--out', out, data);
  writeNetworks(given, request, engine, runs);
  const observations = given.get('observations-out');
  if (observations !== undefined) {
    const first = firstObservations(request.scenario, request.evaluation);
    writeJson('--observations-out', observations, observationsFile(first, 5));
  }
  return { data, text: () => comparisonTable(request, runs) };
}

/** Trains every seed on an engine that answers later. */
async function trainOn(engine: NodeEngine, request: ComparisonRequest, note: Note) {
  const { policies, seeds } = request;
  const progress = new ProgressReport(() => performance.now(), note);
  const report = (step: ComparisonProgress) => progress.update(step);
  const networks = new Map<number, LocalNetworks>();
  const vdn = new Map<number, LocalNetworks>();
  const centralized = new Map<number, CentralizedNetwork>();
  if (policies.some(learnsLocally)) {
    const create = await startNodeEngine(engine);
    for (const seed of seeds) networks.set(seed, await trainLater(request, seed, create, report));
  }
  if (policies.includes('vdn')) {
    const create = await startNodeEngine(engine);
    const asked = vdnRequest(request);
    for (const seed of seeds) vdn.set(seed, await trainLater(asked, seed, create, report));
  }
  if (policies.includes('centralized')) {
    const create = await startCentralizedEngine(engine);
    for (const seed of seeds) {
      centralized.set(seed, await trainCentralizedLater(request, seed, create, report));
    }
  }
  return { networks, vdn, centralized };
}

function readRequest(given: GivenOptions, note: Note): ComparisonRequest {
  const scenario = readScenario(given);
  const file = { episodes: DEFAULT_EPISODES, ...learnerFile(given) };
  const asked = given.get('episodes');
  const episodes = asked === undefined ? file.episodes : numberOrText(asked);
  const learner = naming('learner', given, () =>
    parseLearner({ ...learnerDefaults(scenario.kind), ...file, episodes }),
  );
  const policies = readPolicies(given, scenario, note);
  // A scope with too many joint decisions is refused now, not when training begins.
  if (policies.some(learnsLocally)) naming('scenario', given, () => buildLayout(scenario, learner));
  const slots = wholeNumber(given, 'evaluation-slots', [1, 1_000_000]) ?? DEFAULT_EVALUATION.slots;
  return {
    scenario,
    learner,
    orchestration: parseOrchestration({}),
    seeds: readSeeds(given),
    policies,
    evaluation: { ...DEFAULT_EVALUATION, slots },
  };
}

/** Policies that have no place in the file unless asked for: its readers do not know their names. */
const UNASKED: readonly PolicyKey[] = ['optimistic', 'maxPlusLean'];

/** All that apply but those, or those asked for. */
function readPolicies(given: GivenOptions, scenario: Scenario, note: Note): PolicyKey[] {
  const words = given.get('policies');
  if (words === undefined) {
    const refused = policyRefusal('exactP2', scenario);
    if (refused) note(`exactP2 is left out: ${refused}`);
    return applicablePolicies(scenario).filter((key) => !UNASKED.includes(key));
  }
  const keys = new Set(words.split(',').map((word) => parsePolicy(word, '--policies')));
  for (const key of keys) {
    const refused = comparedRefusal(key, scenario);
    if (refused) throw refusedPolicy('--policies', key, refused);
  }
  return [...keys];
}

function readEngine(given: GivenOptions, policies: readonly PolicyKey[]): NodeEngine {
  const engine = readEngineChoice(given) ?? 'auto';
  if (engine !== 'auto') return engine;
  // For a network that large, TypeScript would take an hour where WebAssembly takes minutes.
  return policies.includes('centralized') && hasWasmSimd() ? 'wasm' : 'typescript';
}

/** Refuses what could not be written in the end, before anything is trained. */
function checkOutputs(given: GivenOptions, { policies, seeds }: ComparisonRequest): void {
  for (const name of ['out', 'networks-out', 'observations-out']) {
    const path = given.get(name);
    if (path !== undefined) checkWritable(`--${name}`, path);
  }
  const networks = given.get('networks-out');
  if (networks === undefined) return;
  if (seeds.length > 1) throw new InputError('--networks-out', networks, 'one --seed, not --seeds');
  if (!policies.some(learnsLocally)) {
    throw new InputError('--networks-out', networks, 'with a policy that learns');
  }
}

function runToEnd(request: ComparisonRequest, note: Note, trained: Trained): ComparisonRun[] {
  const report = new ProgressReport(() => performance.now(), note);
  const run = compare(request, trained);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    report.update(step.value);
  }
}

function writeNetworks(
  given: GivenOptions,
  { scenario, learner }: ComparisonRequest,
  engine: string,
  runs: readonly ComparisonRun[],
): void {
  const path = given.get('networks-out');
  if (path === undefined) return;
  const { networks, seed } = runs[0]!;
  if (!networks) throw new Error('there are no networks to write');
  const links = neighbourLinks(networks.agents);
  const extra = { scenario, training: learner, engine, seed };
  writeJson('--networks-out', path, networksFile({ networks, links, extra }));
}

/** One line a policy: mean over the training seeds, then every seed. */
function comparisonTable(request: ComparisonRequest, runs: readonly ComparisonRun[]): string {
  const { scenario, learner, evaluation, policies } = request;
  const head = ['policy', 'mean', ...runs.map(({ seed }) => `seed ${seed}`)];
  const rows = policies.map((key) => {
    const earned = runs.map((run) => run.policies.get(key)!);
    const cells = earned.map(({ mean: value, standardError }) => {
      return `${value.toFixed(2)} +- ${standardError?.toFixed(2) ?? '?'}`;
    });
    return [key, mean(earned.map((each) => each.mean)).toFixed(2), ...cells];
  });
  return [
    table([head, ...rows]),
    `system reward a slot, +- standard error over days; ${scenario.rows} x ${scenario.columns} servers, ` +
      `${learner.episodes} training episodes, ${evaluation.slots} held-out slots`,
  ].join('\n');
}
