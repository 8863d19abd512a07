/** `train`: trains the LSMs or centralised DQL, with checkpoints in and out. */
import {
  beginTraining,
  type TrainedRun,
  type TrainingRequest,
  trainingFile,
  wholeCurve,
} from '../../experiments/train.ts';
import { centralizedTrainingFile } from '../../experiments/trainCentralized.ts';
import { isCentralized } from '../../learning/centralizedCheckpointFile.ts';
import { packCheckpoint } from '../../learning/checkpointFile.ts';
import { layersModel, WEIGHTS_FILE } from '../../learning/layersModel.ts';
import { neighbourLinks, networksFile } from '../../learning/networksFile.ts';
import { runLater } from '../../learning/steps.ts';
import { InputError } from '../../schema.ts';
import {
  centralizedEngine,
  readCentralizedRequest,
  trainCentralized,
} from '../centralizedTraining.ts';
import type { Command, CommandResult, Note } from '../command.ts';
import { type MeasuredEngine, quickestEngine } from '../engineMeasurement.ts';
import { type EngineOption, NODE_ENGINES, readEngineChoice, startNodeEngine } from '../engines.ts';
import {
  checkDistinct,
  checkWritable,
  openFolder,
  readBytes,
  writeFolder,
  writeJson,
} from '../files.ts';
import { type GivenOptions, wholeNumber } from '../options.ts';
import { readMethod, readTrainingRequest, TRAINING_OPTIONS } from '../trainingOptions.ts';
import { type CheckpointOutput, trainAll } from '../trainingRuns.ts';
import { trainingTable } from '../trainingTable.ts';

export const trainCommand: Command = {
  name: 'train',
  summary: 'trains the LSMs, or centralised DQL; stops and goes on by checkpoints',
  options: [
    ...TRAINING_OPTIONS,
    {
      name: 'centralized',
      value: 'FILE',
      help: 'JSON with fields of centralised DQL: hidden, activation, learning rates (the defaults)',
    },
    {
      name: 'engine',
      value: NODE_ENGINES.join(' | '),
      help: 'what trains (auto: the quickest here)',
    },
    {
      name: 'checkpoint-out',
      value: 'FILE',
      help: 'writes a checkpoint in the end, and where Ctrl-C stops it',
    },
    { name: 'checkpoint-every', value: 'SECONDS', help: 'writes it every so often too' },
    { name: 'networks-out', value: 'FILE', help: 'writes the networks, n2o-networks' },
    { name: 'tensorflow-out', value: 'FOLDER', help: 'writes a TensorFlow.js model of every LSM' },
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given, note) {
    const choice = readEngineChoice(given);
    const outputs = readOutputs(given);
    if (await isOfCentralized(given)) return runCentralized(given, choice, outputs, note);
    const request = await readTrainingRequest(given, note);
    checkOutputs(given, request);
    if (given.has('centralized')) {
      const allowed = 'only with --method centralized';
      throw new InputError('--centralized', given.get('centralized'), allowed);
    }
    const engine = await chooseEngine(choice, request, note);
    const runs = await trainLocal(request, engine, outputs, note);
    const data = trainingFile(request, engine.id, runs);
    const out = given.get('out');
    if (out !== undefined) writeJson('--out', out, data);
    writeNetworks(given, request, engine.id, runs[0]!);
    return { data, text: () => trainingTable(request, engine.id, runs) };
  },
};

/** What a checkpoint is of, its file says. */
async function isOfCentralized(given: GivenOptions): Promise<boolean> {
  const path = given.get('checkpoint-in');
  const method = readMethod(given);
  if (path === undefined) return method === 'centralized';
  return isCentralized(readBytes('--checkpoint-in', path));
}

async function runCentralized(
  given: GivenOptions,
  choice: EngineOption | undefined,
  outputs: CheckpointOutput,
  note: Note,
): Promise<CommandResult> {
  const request = await readCentralizedRequest(given);
  checkOutputs(given, request);
  const engine = centralizedEngine(choice, request, note);
  const runs = await trainCentralized(request, engine, outputs, note);
  const data = centralizedTrainingFile(request, engine, runs);
  const out = given.get('out');
  if (out !== undefined) writeJson('--out', out, data);
  return { data, text: () => trainingTable(request, engine, runs) };
}

function readOutputs(given: GivenOptions): CheckpointOutput {
  const path = given.get('checkpoint-out');
  const every = wholeNumber(given, 'checkpoint-every', [1, 86_400]);
  if (every !== undefined && path === undefined) {
    throw new InputError('--checkpoint-every', every, 'with --checkpoint-out');
  }
  return { path, period: 1000 * (every ?? Number.POSITIVE_INFINITY) };
}

/** Refuses what could not be written in the end, before anything is trained. */
function checkOutputs(
  given: GivenOptions,
  { seeds, learner }: Pick<TrainingRequest, 'seeds' | 'learner'>,
): void {
  const forms = ['networks-out', 'tensorflow-out'].find((name) => given.has(name));
  if (forms !== undefined && learner.decisionInput === 'oneHot') {
    const allowed = 'no one-hot levels: a network file holds one number a level; a checkpoint both';
    throw new InputError(`--${forms}`, given.get(forms), allowed);
  }
  const names = ['out', 'networks-out', 'checkpoint-out'].filter((name) => given.has(name));
  for (const name of ['networks-out', 'checkpoint-out', 'tensorflow-out']) {
    const path = given.get(name);
    if (path !== undefined && seeds.length > 1) {
      throw new InputError(`--${name}`, path, 'one --seed, not --seeds');
    }
  }
  checkDistinct(names.map((name) => [`--${name}`, given.get(name)!]));
  for (const name of names) checkWritable(`--${name}`, given.get(name)!);
  const folder = given.get('tensorflow-out');
  if (folder !== undefined) openFolder('--tensorflow-out', folder);
}

/** As asked for; else what has trained so far, as another engine's numbers differ; else by trial. */
async function chooseEngine(
  asked: EngineOption | undefined,
  request: TrainingRequest,
  note: Note,
): Promise<MeasuredEngine> {
  const before = request.resumed?.trainedOn;
  const known = NODE_ENGINES.find((id) => id === before);
  const choice = asked ?? known ?? 'auto';
  const engine =
    choice === 'auto'
      ? await quickestEngine(request, note)
      : { id: choice, create: await startNodeEngine(choice) };
  if (before === engine.id) note(`engine ${before}: the one of the checkpoint`);
  else if (before !== undefined) {
    note(`the checkpoint is of engine ${before}: from here on numbers may differ from its own`);
  }
  return engine;
}

async function trainLocal(
  request: TrainingRequest,
  engine: MeasuredEngine,
  output: CheckpointOutput,
  note: Note,
): Promise<TrainedRun[]> {
  const { seeds, slots, resumed } = request;
  return trainAll(
    {
      seeds,
      slots,
      phase: 'training',
      begin: (seed) => beginTraining(request, seed, engine.create),
      async pack(learner) {
        const checkpoint = await runLater(learner.checkpointing());
        const curve = wholeCurve(learner, resumed);
        return packCheckpoint(checkpoint, { trainedOn: engine.id, curve });
      },
      keep(learner, seed) {
        const curve = wholeCurve(learner, resumed);
        return { seed, slots: learner.slots, curve, networks: learner.networks() };
      },
    },
    output,
    note,
  );
}

function writeNetworks(
  given: GivenOptions,
  { scenario, learner: training }: TrainingRequest,
  engine: string,
  { seed, slots: trainedSlots, networks }: TrainedRun,
): void {
  const path = given.get('networks-out');
  if (path !== undefined) {
    const links = neighbourLinks(networks.agents);
    const extra = { scenario, training, engine, seed, trainedSlots };
    writeJson('--networks-out', path, networksFile({ networks, links, extra }));
  }
  const folder = given.get('tensorflow-out');
  if (folder === undefined) return;
  networks.agents.forEach(({ id }, agent) => {
    const { modelJson, weights } = layersModel(networks, agent);
    const files = { 'model.json': JSON.stringify(modelJson), [WEIGHTS_FILE]: weights };
    writeFolder('--tensorflow-out', folder, `lsm-${id}`, files);
  });
}
