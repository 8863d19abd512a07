/** `distil`: actors from what a teacher decides, and teacher against student in the held-out world. */
import { trainLater } from '../../experiments/compare.ts';
import { type DistillationRequest, distil, teacherRefusal } from '../../experiments/distil.ts';
import {
  type DistilledContent,
  type DistilledRun,
  distilledFile,
} from '../../experiments/distilFile.ts';
import type { DistillationReport } from '../../experiments/distillation.ts';
import { DEFAULT_EVALUATION } from '../../experiments/evaluate.ts';
import { refusedPolicy } from '../../experiments/policyKeys.ts';
import { actorsFile } from '../../learning/actorsFile.ts';
import {
  type LearnerConfiguration,
  learnerDefaults,
  parseLearner,
} from '../../learning/configuration.ts';
import { buildLayout } from '../../learning/layout.ts';
import type { LocalNetworks } from '../../learning/network.ts';
import { InputError } from '../../schema.ts';
import type { Scenario } from '../../world/scenario.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import type { Command, Note } from '../command.ts';
import { DISTILLATION_OPTIONS, readDistillations } from '../distilOptions.ts';
import { distilTable } from '../distilTable.ts';
import { NODE_ENGINES, readEngineChoice, startNodeEngine } from '../engines.ts';
import { checkDistinct, checkWritable, writeJson } from '../files.ts';
import { LEARNT_OPTIONS, type Learnt, readLearnt, refuseOptions } from '../learntSource.ts';
import { type GivenOptions, naming, numberOrText } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { N2O_OPTIONS, readN2o } from '../rivalOptions.ts';
import { readScenario, readSeeds, SCENARIO_OPTIONS, SEED_OPTIONS } from '../scenarioOptions.ts';
import { LEARNER_OPTION, learnerFile } from '../trainingOptions.ts';

const DEFAULT_EPISODES = 3000;

export const distilCommand: Command = {
  name: 'distil',
  summary: 'trains actors on what a teacher decides; teacher and student in the held-out world',
  options: [
    ...LEARNT_OPTIONS,
    ...SCENARIO_OPTIONS,
    { name: 'episodes', value: 'NUMBER', help: `planned training episodes (${DEFAULT_EPISODES})` },
    LEARNER_OPTION,
    ...SEED_OPTIONS,
    { name: 'engine', value: NODE_ENGINES.join(' | '), help: 'what trains the LSMs (auto: wasm)' },
    ...DISTILLATION_OPTIONS,
    ...N2O_OPTIONS,
    { name: 'actors-out', value: 'FILE', help: 'writes the actors, n2o-actors' },
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given, note) {
    const combinations = readDistillations(given);
    const orchestration = readN2o(given);
    const seeds = readSeeds(given);
    checkOutputs(given, combinations.length * seeds.length);
    const learnt = await readLearnt(given, note);
    const city = learnt ? openedCity(given, learnt, seeds) : freshCity(given, seeds);
    const { scenario, learner } = city;
    for (const { teacher } of combinations) {
      const refusal = teacherRefusal(teacher, scenario);
      if (refusal) throw refusedPolicy('--teacher', teacher, refusal);
    }
    const accelerator = await startNodeAccelerator();
    const engine = learnt ? null : engineOf(given);
    const runs: DistilledRun[] = [];
    for (const { seed, distilSeed, networks } of city.trainings) {
      const trained = networks ?? (await train(city, distilSeed, engine!, note));
      const reports = combinations.map((settings) =>
        runToEnd(
          {
            scenario,
            networks: trained,
            orchestration,
            accelerator,
            settings: { ...settings, seed: distilSeed },
            evaluationSeed: DEFAULT_EVALUATION.seed,
            clock: () => performance.now(),
          },
          note,
        ),
      );
      runs.push({ seed, reports });
    }
    const content: DistilledContent = { scenario, learner, engine, runs };
    const data = distilledFile(content);
    const out = given.get('out');
    if (out !== undefined) writeJson('--out', out, data);
    writeActors(given, content);
    return { data, text: () => distilTable(content) };
  },
};

interface City {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly trainings: readonly {
    /** Of the training; null where a file does not say it. */
    readonly seed: number | null;
    readonly distilSeed: number;
    /** Null where they are yet to be trained. */
    readonly networks: LocalNetworks | null;
  }[];
}

/** Trained networks, distilled with each of the seeds. */
function openedCity(given: GivenOptions, learnt: Learnt, seeds: readonly number[]): City {
  const { scenario, learner, seed, networks } = learnt;
  refuseOptions(given, ['episodes', 'learner', 'engine'], 'networks that are trained');
  return {
    scenario,
    learner,
    trainings: seeds.map((distilSeed) => ({ seed, distilSeed, networks })),
  };
}

function freshCity(given: GivenOptions, seeds: readonly number[]): City {
  const scenario = readScenario(given);
  const file = { episodes: DEFAULT_EPISODES, ...learnerFile(given) };
  const asked = given.get('episodes');
  const episodes = asked === undefined ? file.episodes : numberOrText(asked);
  const learner = naming('learner', given, () =>
    parseLearner({ ...learnerDefaults(scenario.kind), ...file, episodes }),
  );
  naming('scenario', given, () => buildLayout(scenario, learner));
  const trainings = seeds.map((seed) => ({ seed, distilSeed: seed, networks: null }));
  return { scenario, learner, trainings };
}

function engineOf(given: GivenOptions) {
  const choice = readEngineChoice(given) ?? 'auto';
  return choice === 'auto' ? 'wasm' : choice;
}

async function train(
  city: City,
  seed: number,
  engine: ReturnType<typeof engineOf>,
  note: Note,
): Promise<LocalNetworks> {
  const progress = new ProgressReport(() => performance.now(), note);
  const create = await startNodeEngine(engine);
  return trainLater(city, seed, create, (step) => progress.update(step));
}

/** Refuses what could not be written in the end, before anything is trained. */
function checkOutputs(given: GivenOptions, results: number): void {
  const names = ['out', 'actors-out'].filter((name) => given.has(name));
  const actors = given.get('actors-out');
  if (actors !== undefined && results > 1) {
    throw new InputError('--actors-out', actors, 'one seed, teacher, loss and observes');
  }
  checkDistinct(names.map((name) => [`--${name}`, given.get(name)!]));
  for (const name of names) checkWritable(`--${name}`, given.get(name)!);
}

function runToEnd(request: DistillationRequest, note: Note): DistillationReport {
  const { teacher, loss, observes, seed } = request.settings;
  const report = new ProgressReport(() => performance.now(), note);
  const run = distil(request);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    const { phase, done, of: total } = next.value;
    const unit = phase === 'training' ? 'step' : 'slot';
    report.update({ phase: `${teacher}, ${loss}, ${observes}: ${phase}`, seed, done, total }, unit);
  }
}

function writeActors(given: GivenOptions, { scenario, learner, runs }: DistilledContent): void {
  const path = given.get('actors-out');
  if (path === undefined) return;
  const { seed, reports } = runs[0]!;
  const { actors, used } = reports[0]!;
  const { settings: distillation, orchestration } = used;
  const extra = { scenario, training: learner, trainingSeed: seed, distillation, orchestration };
  writeJson('--actors-out', path, actorsFile({ actors, extra }));
}
