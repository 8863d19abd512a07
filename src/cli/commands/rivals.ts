/** `rivals`: N2O against its rivals, on one slot and in the city. */
import { trainLater } from '../../experiments/compare.ts';
import { DEFAULT_EVALUATION, type Evaluation } from '../../experiments/evaluate.ts';
import { cityRivalRefusal, playRivals } from '../../experiments/rivalRewards.ts';
import {
  cityCourses,
  fileCourses,
  type RivalRun,
  rivalsFile,
} from '../../experiments/rivalRuns.ts';
import { learnerDefaults, parseLearner } from '../../learning/configuration.ts';
import { buildLayout, networksFromWeights } from '../../learning/layout.ts';
import type { LocalNetworks } from '../../learning/network.ts';
import { type NetworksContent, parseNetworks } from '../../learning/networksFile.ts';
import { learnerOf, weightsOf } from '../../learning/openedWeights.ts';
import { RIVAL_KEYS, type RivalKey } from '../../orchestration/rivals/rival.ts';
import { InputError } from '../../schema.ts';
import { toldBy } from '../../session/openedFile.ts';
import type { Scenario } from '../../world/scenario.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import type { Command, Note } from '../command.ts';
import { NODE_ENGINES, readEngineChoice, startNodeEngine } from '../engines.ts';
import { checkWritable, readJson, writeJson } from '../files.ts';
import { type GivenOptions, naming, numberOrText, wholeNumber } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { RIVAL_OPTIONS, readRivalOptions } from '../rivalOptions.ts';
import { rivalsTable } from '../rivalsTable.ts';
import { readScenario, readSeeds, SCENARIO_OPTIONS, SEED_OPTIONS } from '../scenarioOptions.ts';

const DEFAULT_EPISODES = 3000;
/** What only a city takes. */
const CITY_OPTIONS = [...SCENARIO_OPTIONS, { name: 'evaluation-slots' }];
/** What only a training takes. */
const TRAINING_OPTIONS = [...SEED_OPTIONS, { name: 'episodes' }, { name: 'engine' }];

export const rivalsCommand: Command = {
  name: 'rivals',
  summary: 'measures N2O against its rivals: objective, bytes, and what each earns in the city',
  options: [
    { name: 'networks', value: 'FILE', help: 'n2o-networks instead of a training' },
    { name: 'observations', value: 'FILE', help: 'n2o-observations: only that slot, no city' },
    ...SCENARIO_OPTIONS,
    { name: 'episodes', value: 'NUMBER', help: `planned episodes (${DEFAULT_EPISODES})` },
    ...SEED_OPTIONS,
    { name: 'engine', value: NODE_ENGINES.join(' | '), help: 'what trains (auto: wasm)' },
    {
      name: 'evaluation-slots',
      value: 'a whole number from 1 to 1000000',
      help: `slots of the held-out world (${DEFAULT_EVALUATION.slots})`,
    },
    { name: 'rivals', value: 'a,b,...', help: `only these of ${RIVAL_KEYS.join(', ')}` },
    ...RIVAL_OPTIONS,
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given, note) {
    const out = given.get('out');
    if (out !== undefined) checkWritable('--out', out);
    const { options, rivals } = readRivalOptions(given);
    const keys = readKeys(given);
    const accelerator = await startNodeAccelerator();
    const common = { options, rivals, keys, accelerator, now: () => performance.now() };
    if (given.has('observations')) {
      refuse(given, [...CITY_OPTIONS, ...TRAINING_OPTIONS], '--observations, which is one slot');
      const networks = readJson('--networks', required(given, 'networks'));
      const observations = readJson('--observations', required(given, 'observations'));
      const slot = fileCourses(networks, observations, common);
      return finish([{ seed: null, slot, rewards: null }], null);
    }
    const slots = wholeNumber(given, 'evaluation-slots', [1, 1_000_000]);
    const evaluation = { ...DEFAULT_EVALUATION, ...(slots ? { slots } : {}) };
    const city = given.has('networks') ? openedCity(given, note) : await trainedCity(given, note);
    const { scenario } = city;
    const able = keys.filter((key) => {
      const refusal = cityRivalRefusal(key, scenario);
      if (refusal) note(`${key} is left out: ${refusal}`);
      return refusal === null;
    });
    const runs = city.trained.map(({ seed, networks }): RivalRun => {
      const setting = { ...common, keys: able, scenario, networks, evaluation };
      const slot = cityCourses(setting);
      const play = playRivals(setting);
      for (;;) {
        const next = play.next();
        if (next.done) return { seed, slot, rewards: next.value };
        note(`seed ${seed ?? 'unknown'}: slot ${next.value.slots} of ${evaluation.slots}`);
      }
    });
    return finish(runs, { ...city, evaluation });

    function finish(runs: readonly RivalRun[], city: (City & Played) | null) {
      const data = rivalsFile({ options, rivals, city, runs });
      if (out !== undefined) writeJson('--out', out, data);
      return { data, text: () => rivalsTable(data) };
    }
  },
};

interface Played {
  readonly evaluation: Evaluation;
}
/** A city and the networks that play it. */
interface City {
  readonly scenario: Scenario;
  readonly training: Readonly<Record<string, unknown>> | null;
  readonly engine: string | null;
  readonly trained: readonly { readonly seed: number | null; readonly networks: LocalNetworks }[];
}

function required(given: GivenOptions, name: string): string {
  const value = given.get(name);
  if (value === undefined) throw new InputError(`--${name}`, undefined, 'FILE');
  return value;
}

function refuse(given: GivenOptions, options: readonly { name: string }[], why: string): void {
  for (const { name } of options) {
    if (given.has(name)) throw new InputError(`--${name}`, given.get(name), `not with ${why}`);
  }
}

function readKeys(given: GivenOptions): readonly RivalKey[] {
  const words = given.get('rivals');
  if (words === undefined) return RIVAL_KEYS;
  const keys = words.split(',').map((word) => {
    const key = RIVAL_KEYS.find((each) => each === word);
    if (!key) throw new InputError('--rivals', word, RIVAL_KEYS.join(' | '));
    return key;
  });
  return [...new Set(keys)];
}

/** The networks of a file, in their own city unless another is given. */
function openedCity(given: GivenOptions, note: Note): City {
  refuse(given, TRAINING_OPTIONS, '--networks, which are trained');
  const path = required(given, 'networks');
  const content: NetworksContent = parseNetworks(readJson('--networks', path));
  const told = toldBy(content);
  for (const { message } of told.doubts) note(`left aside: ${message}`);
  const isChosen = SCENARIO_OPTIONS.some(({ name }) => given.has(name));
  const scenario = isChosen ? readScenario(given) : told.scenario;
  if (!scenario) {
    const allowed = 'networks with extra.scenario; else --observations, or a city (--rows, ...)';
    throw new InputError('--networks', path, allowed);
  }
  const usual = told.learner ?? learnerDefaults(scenario.kind);
  const learner = learnerOf(content.networks, usual);
  const layout = naming('scenario', given, () => buildLayout(scenario, learner));
  const weights = weightsOf(layout, content.networks, content.links);
  const networks = networksFromWeights(layout, weights);
  return { scenario, training: null, engine: null, trained: [{ seed: told.seed, networks }] };
}

async function trainedCity(given: GivenOptions, note: Note): Promise<City> {
  const scenario = readScenario(given);
  const episodes = numberOrText(given.get('episodes') ?? String(DEFAULT_EPISODES));
  const learner = naming('learner', given, () =>
    parseLearner({ ...learnerDefaults(scenario.kind), episodes }),
  );
  naming('scenario', given, () => buildLayout(scenario, learner));
  const seeds = readSeeds(given);
  const choice = readEngineChoice(given) ?? 'auto';
  const engine = choice === 'auto' ? 'wasm' : choice;
  const create = await startNodeEngine(engine);
  const progress = new ProgressReport(() => performance.now(), note);
  const trained: City['trained'][number][] = [];
  for (const seed of seeds) {
    const networks = await trainLater({ scenario, learner }, seed, create, (step) =>
      progress.update(step),
    );
    trained.push({ seed, networks });
  }
  return { scenario, training: learner, engine, trained };
}
