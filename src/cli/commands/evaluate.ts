/** `evaluate`: policies from files of networks, checkpoints and actors in the held-out world. */
import { DEFAULT_EVALUATION } from '../../experiments/evaluate.ts';
import {
  type EvaluatedPolicy,
  type EvaluationResult,
  evaluateAll,
  evaluationFile,
} from '../../experiments/evaluateAll.ts';
import { createPolicy } from '../../experiments/policies.ts';
import {
  applicablePolicies,
  isLearned,
  OTHER_KEYS,
  type PolicyKey,
  parsePolicy,
  policyRefusal,
  refusedPolicy,
} from '../../experiments/policyKeys.ts';
import type { ActorNetworks } from '../../learning/actors.ts';
import { type ActorsContent, checkActors, parseActors } from '../../learning/actorsFile.ts';
import type { CentralizedNetwork } from '../../learning/centralizedNetwork.ts';
import type { OrchestrationOptions } from '../../orchestration/options.ts';
import { InputError } from '../../schema.ts';
import { citySeed } from '../../session/setup.ts';
import { parseScenario, type Scenario } from '../../world/scenario.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import { checkSameScenario, checkScenarioGiven } from '../checkpointAgreement.ts';
import type { Command, Note } from '../command.ts';
import { checkWritable, readJson, writeJson } from '../files.ts';
import {
  LEARNT_OPTIONS,
  type Learnt,
  readCentralizedNetwork,
  readLearnt,
  readTrained,
  SCENARIO_NAMES,
} from '../learntSource.ts';
import { type GivenOptions, wholeNumber } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { N2O_OPTIONS, readN2o } from '../rivalOptions.ts';
import { readScenario, readSeeds, SCENARIO_OPTIONS } from '../scenarioOptions.ts';
import { table } from '../table.ts';

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'what policies from files earn in the held-out world; nothing is trained',
  options: [
    ...LEARNT_OPTIONS,
    { name: 'vdn-in', value: 'FILE', help: 'a checkpoint of VDN, for policy vdn' },
    {
      name: 'centralized-in',
      value: 'FILE',
      help: 'a checkpoint of centralised DQL, for policy centralized',
    },
    { name: 'actors-in', value: 'FILE', help: 'n2o-actors, for policy distilled' },
    ...SCENARIO_OPTIONS,
    {
      name: 'policies',
      value: 'a,b,...',
      help: 'only these; differences are to the first (all that the files allow)',
    },
    {
      name: 'evaluation-slots',
      value: 'a whole number from 1 to 1000000',
      help: `slots of a held-out world (${DEFAULT_EVALUATION.slots})`,
    },
    { name: 'seed', value: 'S', help: 'held-out world of training seed S: 900000 + S (1)' },
    { name: 'seeds', value: 'N', help: 'held-out worlds of seeds 1 to N instead' },
    ...N2O_OPTIONS,
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given, note) {
    const out = given.get('out');
    if (out !== undefined) checkWritable('--out', out);
    const orchestration = readN2o(given);
    const slots =
      wholeNumber(given, 'evaluation-slots', [1, 1_000_000]) ?? DEFAULT_EVALUATION.slots;
    const worlds = readSeeds(given).map(citySeed);
    const learnt = await readLearnt(given, note);
    const vdn = await readVdn(given);
    const centralized = await readCentralizedOf(given);
    const content = readActors(given);
    const scenario = scenarioOf(given, learnt ?? vdn ?? centralized, content);
    if (content) checkActors(content.actors, scenario);
    if (vdn) checkCity('vdn-in', vdn, scenario);
    if (centralized) checkCity('centralized-in', centralized, scenario);
    if (!learnt && (vdn ?? centralized)) checkScenarioGiven(given, scenario);
    const sources = {
      networks: learnt?.networks ?? null,
      vdn: vdn?.networks ?? null,
      centralized: centralized?.network ?? null,
      actors: content?.actors ?? null,
      orchestration,
    };
    const keys = readKeys(given, scenario, sources);
    const policies = await makePolicies(keys, scenario, sources);
    const results = runToEnd({ scenario, policies, worlds, slots }, note);
    const data = evaluationFile({ scenario, worlds, slots }, sources, results);
    if (out !== undefined) writeJson('--out', out, data);
    return { data, text: () => evaluationTable(results, worlds, slots) };
  },
};

interface Sources {
  readonly networks: Learnt['networks'] | null;
  readonly vdn: Learnt['networks'] | null;
  readonly centralized: CentralizedNetwork | null;
  readonly actors: ActorNetworks | null;
  readonly orchestration: OrchestrationOptions;
}

function readActors(given: GivenOptions): ActorsContent | null {
  const path = given.get('actors-in');
  return path === undefined ? null : parseActors(readJson('--actors-in', path));
}

async function readVdn(given: GivenOptions): Promise<Learnt | null> {
  const path = given.get('vdn-in');
  return path === undefined ? null : readTrained('vdn-in', path, 'vdn');
}

async function readCentralizedOf(given: GivenOptions) {
  const path = given.get('centralized-in');
  return path === undefined ? null : readCentralizedNetwork('centralized-in', path);
}

/** @throws InputError naming the field in which a checkpoint is of another city */
function checkCity(option: string, own: { readonly scenario: Scenario }, city: Scenario): void {
  checkSameScenario(own.scenario, city, `--${option}: scenario`, 'the city that is evaluated');
}

/** The networks' city; else the one asked for, the actors' own, or the default. */
function scenarioOf(
  given: GivenOptions,
  learnt: { readonly scenario: Scenario } | null,
  actors: ActorsContent | null,
): Scenario {
  if (learnt) return learnt.scenario;
  const told = actors?.extra?.scenario;
  if (told === undefined || SCENARIO_NAMES.some((name) => given.has(name))) {
    return readScenario(given);
  }
  try {
    return parseScenario(told);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`actors.extra.${error.field}`, error.value, error.allowed);
  }
}

/** Policies that know a slot's draws in part, or are beside the paper: only where asked for. */
const UNASKED: readonly PolicyKey[] = ['optimistic', 'maxPlusLean'];

function readKeys(given: GivenOptions, scenario: Scenario, sources: Sources): PolicyKey[] {
  const words = given.get('policies');
  if (words === undefined) {
    const keys = [...applicablePolicies(scenario), ...OTHER_KEYS];
    return keys.filter((key) => !UNASKED.includes(key) && !missing(key, sources));
  }
  const keys = new Set(words.split(',').map((word) => parsePolicy(word, '--policies')));
  for (const key of keys) {
    const isAtHand = key === 'centralized' && sources.centralized !== null;
    const refused = (isAtHand ? null : policyRefusal(key, scenario)) ?? missing(key, sources);
    if (refused) throw refusedPolicy('--policies', key, refused);
  }
  return [...keys];
}

/** Null where the files hold what a policy needs, else what is missing. */
function missing(key: PolicyKey, { networks, vdn, centralized, actors }: Sources): string | null {
  if (key === 'distilled') return actors ? null : 'there are no actors: --actors-in names them';
  if (key === 'vdn') return vdn ? null : 'there is no VDN: --vdn-in names its checkpoint';
  if (key === 'centralized') {
    return centralized
      ? null
      : 'there is no centralised DQL: --centralized-in names its checkpoint';
  }
  if (!isLearned(key) || networks) return null;
  return 'there are no networks: --networks-in or --checkpoint-in names them';
}

async function makePolicies(
  keys: readonly PolicyKey[],
  scenario: Scenario,
  { networks, vdn, centralized, actors, orchestration }: Sources,
): Promise<EvaluatedPolicy[]> {
  const accelerator = networks || vdn ? await startNodeAccelerator() : null;
  const { seed } = DEFAULT_EVALUATION;
  const others = {
    ...(vdn && { vdn }),
    ...(centralized && { centralized }),
    ...(actors && { distilled: actors }),
  };
  const setting = { scenario, networks, orchestration, seed, accelerator, others };
  return keys.map((key) => createPolicy(key, setting));
}

function runToEnd(
  request: Parameters<typeof evaluateAll>[0],
  note: Note,
): readonly EvaluationResult[] {
  const report = new ProgressReport(() => performance.now(), note);
  const run = evaluateAll(request);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    const { key, world, done } = next.value;
    report.update({ phase: `${key}, world ${world}`, seed: null, done, total: request.slots });
  }
}

function evaluationTable(
  results: readonly EvaluationResult[],
  worlds: readonly number[],
  slots: number,
): string {
  const head = ['policy', 'reward a slot', `less ${results[0]!.key}`];
  const rows = results.map(({ key, earnings, difference }) => [
    key,
    `${earnings.mean.toFixed(2)} +- ${earnings.standardError?.toFixed(2) ?? '?'}`,
    difference
      ? `${difference.mean.toFixed(2)} +- ${difference.halfInterval?.toFixed(2) ?? '?'}`
      : '',
  ]);
  return [
    table([head, ...rows]),
    `+- standard error over days; of a difference, in the same days, the 95 % interval; ` +
      `${slots} slots of world ${worlds.join(', ')}`,
  ].join('\n');
}
