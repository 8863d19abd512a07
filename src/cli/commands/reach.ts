/** `reach`: how near to exact P2 policies with messages to neighbours come, and for how many bytes. */
import { trainLater } from '../../experiments/compare.ts';
import { DEFAULT_EVALUATION } from '../../experiments/evaluate.ts';
import {
  measureReach,
  REACH_DEFAULTS,
  type ReachProgress,
  type ReachRequest,
  type SeededNetworks,
} from '../../experiments/reach.ts';
import { type ReachTraining, reachFile, type TiledFindings } from '../../experiments/reachFile.ts';
import { REACH_KEYS, REGIMES } from '../../experiments/reachPolicies.ts';
import { measureTiled } from '../../experiments/reachTiled.ts';
import { learnerDefaults, parseLearner } from '../../learning/configuration.ts';
import { hasWasmSimd } from '../../learning/engines/wasm/kernels.ts';
import { buildLayout } from '../../learning/layout.ts';
import { type NetworksContent, parseNetworks } from '../../learning/networksFile.ts';
import { learnerOf, weightsOf } from '../../learning/openedWeights.ts';
import { InputError } from '../../schema.ts';
import { toldBy } from '../../session/openedFile.ts';
import type { Scenario } from '../../world/scenario.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import type { Command, Note } from '../command.ts';
import { NODE_ENGINES, type NodeEngine, readEngineChoice, startNodeEngine } from '../engines.ts';
import { checkWritable, readJson, writeJson } from '../files.ts';
import { type GivenOptions, naming, numberOrText, wholeNumber } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { reachTable } from '../reachTable.ts';
import { readScenario, readSeeds, SCENARIO_OPTIONS, SEED_OPTIONS } from '../scenarioOptions.ts';

const DEFAULT_EPISODES = 1000;
const LINKS = ['reliable', 'independent', 'bursty'] as const;
/** Slots of each tiled grid. */
const TILED_SLOTS = 4;

export const reachCommand: Command = {
  name: 'reach',
  summary: 'measures how near to exact P2 messages to neighbours come, and for how many bytes',
  options: [
    ...SCENARIO_OPTIONS,
    { name: 'episodes', value: 'NUMBER', help: `planned episodes (${DEFAULT_EPISODES})` },
    ...SEED_OPTIONS,
    { name: 'engine', value: NODE_ENGINES.join(' | '), help: 'what trains (auto: wasm)' },
    {
      name: 'networks-in',
      value: 'FILE,FILE,...',
      help: 'n2o-networks of one city instead of a training, one file a seed',
    },
    { name: 'policies', value: 'a,b,...', help: 'only these (all)' },
    { name: 'links', value: LINKS.join(','), help: 'only these kinds of links (all)' },
    { name: 'slots', value: 'NUMBER', help: `slots compared a seed (${REACH_DEFAULTS.slots})` },
    { name: 'stride', value: 'NUMBER', help: `from one to the next (${REACH_DEFAULTS.stride})` },
    { name: 'days', value: 'NUMBER', help: 'days of the held-out world that each plays (0)' },
    {
      name: 'tile',
      value: 'SIDE,SIDE,...',
      help: 'then lays the networks out on square grids of so many servers a side',
    },
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given, note) {
    const out = given.get('out');
    if (out !== undefined) checkWritable('--out', out);
    const asked = readAsked(given);
    // What cannot be tiled is refused before it is trained.
    if (!given.has('networks-in')) readSides(given, readScenario(given));
    const { scenario, training, trained } = given.has('networks-in')
      ? openedNetworks(given)
      : await trainedNetworks(given, note);
    const sides = readSides(given, scenario);
    const accelerator = await startNodeAccelerator();
    const { seed } = DEFAULT_EVALUATION;
    const request: ReachRequest = { ...asked, scenario, trained, seed, accelerator };
    const result = finish(measureReach(request), note);
    const tiled: TiledFindings | null = sides && {
      sides,
      slots: TILED_SLOTS,
      rows: finish(
        measureTiled({ ...request, sides, slots: TILED_SLOTS, now: () => performance.now() }),
        note,
      ),
    };
    const data = reachFile(request, training, result, tiled);
    if (out !== undefined) writeJson('--out', out, data);
    return { data, text: () => reachTable(request, result, tiled) };
  },
};

type Asked = Pick<ReachRequest, 'policies' | 'regimes' | 'slots' | 'stride' | 'days'>;

function readAsked(given: GivenOptions): Asked {
  return {
    policies: readWords(given, 'policies', REACH_KEYS),
    regimes: readWords(given, 'links', LINKS).map((word) => REGIMES[LINKS.indexOf(word)]!),
    slots: wholeNumber(given, 'slots', [1, 100_000]) ?? REACH_DEFAULTS.slots,
    stride: wholeNumber(given, 'stride', [1, 10_000]) ?? REACH_DEFAULTS.stride,
    days: wholeNumber(given, 'days', [0, 1000]) ?? REACH_DEFAULTS.days,
  };
}

/** Words of a list, each once, in the order of those known; all where none are given. */
function readWords<Word extends string>(
  given: GivenOptions,
  name: string,
  known: readonly Word[],
): readonly Word[] {
  const text = given.get(name);
  if (text === undefined) return known;
  const words = text.split(',');
  const wrong = words.find((word) => !known.some((each) => each === word));
  if (wrong !== undefined) throw new InputError(`--${name}`, wrong, known.join(' | '));
  return known.filter((each) => words.includes(each));
}

function readSides(given: GivenOptions, { rows, columns }: Scenario): readonly number[] | null {
  const text = given.get('tile');
  if (text === undefined) return null;
  if (rows < 3 || columns < 3) {
    throw new InputError('--tile', text, 'with networks of a grid of 3 x 3 servers or more');
  }
  const least = Math.max(rows, columns);
  return text.split(',').map((word) => {
    const side = numberOrText(word);
    if (typeof side === 'number' && Number.isInteger(side) && side >= least && side <= 20) {
      return side;
    }
    throw new InputError('--tile', side, `whole numbers from ${least} to 20`);
  });
}

interface Prepared {
  readonly scenario: Scenario;
  readonly training: ReachTraining;
  readonly trained: readonly SeededNetworks[];
}

async function trainedNetworks(given: GivenOptions, note: Note): Promise<Prepared> {
  const scenario = readScenario(given);
  const episodes = numberOrText(given.get('episodes') ?? String(DEFAULT_EPISODES));
  const learner = naming('learner', given, () =>
    parseLearner({ ...learnerDefaults(scenario.kind), episodes }),
  );
  naming('scenario', given, () => buildLayout(scenario, learner));
  const choice = readEngineChoice(given) ?? 'auto';
  const engine: NodeEngine = choice === 'auto' ? (hasWasmSimd() ? 'wasm' : 'typescript') : choice;
  const create = await startNodeEngine(engine);
  const report = new ProgressReport(() => performance.now(), note);
  const trained: SeededNetworks[] = [];
  for (const seed of readSeeds(given)) {
    const networks = await trainLater({ scenario, learner }, seed, create, (step) => {
      report.update(step);
    });
    trained.push({ seed, networks });
  }
  return { scenario, training: { engine, episodes: learner.episodes }, trained };
}

/** Options that only a training has a use for. */
const OF_TRAINING = ['episodes', 'seed', 'seeds', 'engine'] as const;

function openedNetworks(given: GivenOptions): Prepared {
  for (const name of OF_TRAINING) {
    const value = given.get(name);
    if (value === undefined) continue;
    throw new InputError(`--${name}`, value, 'only without --networks-in');
  }
  const contents = given
    .get('networks-in')!
    .split(',')
    .map((path) => parseNetworks(readJson('--networks-in', path)));
  const isChosen = SCENARIO_OPTIONS.some(({ name }) => given.has(name));
  const told = toldBy(contents[0]!);
  const scenario = isChosen ? readScenario(given) : (told.scenario ?? readScenario(given));
  const trained = contents.map((content, i) => {
    checkNetworks(content, scenario);
    return { seed: toldBy(content).seed ?? i + 1, networks: content.networks };
  });
  const engine = contents[0]!.extra?.engine;
  const training = {
    engine: typeof engine === 'string' ? engine : null,
    episodes: told.learner?.episodes ?? null,
  };
  return { scenario, training, trained };
}

/** @throws InputError where the networks are not those of the scenario's servers */
function checkNetworks({ networks, links }: NetworksContent, scenario: Scenario): void {
  const learner = learnerOf(networks, learnerDefaults(scenario.kind));
  weightsOf(buildLayout(scenario, learner), networks, links);
}

function finish<Result>(run: Generator<ReachProgress, Result, void>, note: Note): Result {
  const report = new ProgressReport(() => performance.now(), note);
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    report.update(step.value);
  }
}
