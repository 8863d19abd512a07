/** `train`: trains the LSMs, with checkpoints in and out, and hands on what they have learnt. */
import {
  beginTraining,
  type TrainedRun,
  type TrainingRequest,
  trainingFile,
  trainUntil,
  wholeCurve,
} from '../../experiments/train.ts';
import { packCheckpoint } from '../../learning/checkpointFile.ts';
import { layersModel, WEIGHTS_FILE } from '../../learning/layersModel.ts';
import type { MultiAgentLearner } from '../../learning/multiAgent.ts';
import { neighbourLinks, networksFile } from '../../learning/networksFile.ts';
import { runLater } from '../../learning/steps.ts';
import { InputError } from '../../schema.ts';
import type { Command, Note } from '../command.ts';
import { type MeasuredEngine, quickestEngine } from '../engineMeasurement.ts';
import { type EngineOption, NODE_ENGINES, readEngineChoice, startNodeEngine } from '../engines.ts';
import {
  checkDistinct,
  checkWritable,
  openFolder,
  replaceFile,
  writeFolder,
  writeJson,
} from '../files.ts';
import { Interrupted, type Interruption, onInterruption } from '../interruption.ts';
import { type GivenOptions, wholeNumber } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { readTrainingRequest, TRAINING_OPTIONS } from '../trainingOptions.ts';
import { trainingTable } from '../trainingTable.ts';

export const trainCommand: Command = {
  name: 'train',
  summary: 'trains the LSMs and writes what they learnt; stops and goes on by checkpoints',
  options: [
    ...TRAINING_OPTIONS,
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
    const request = await readTrainingRequest(given, note);
    checkOutputs(given, request);
    const engine = await chooseEngine(choice, request, note);
    const runs = await trainAll(request, engine, outputs, note);
    const data = trainingFile(request, engine.id, runs);
    const out = given.get('out');
    if (out !== undefined) writeJson('--out', out, data);
    writeNetworks(given, request, engine.id, runs[0]!);
    return { data, text: () => trainingTable(request, engine.id, runs) };
  },
};

interface CheckpointOutput {
  readonly path: string | undefined;
  /** Milliseconds between two that are written on the way. */
  readonly period: number;
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
function checkOutputs(given: GivenOptions, { seeds }: TrainingRequest): void {
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

async function trainAll(
  request: TrainingRequest,
  engine: MeasuredEngine,
  output: CheckpointOutput,
  note: Note,
): Promise<TrainedRun[]> {
  const report = new ProgressReport(() => performance.now(), note);
  const interruption = output.path === undefined ? null : onInterruption();
  const runs: TrainedRun[] = [];
  try {
    for (const seed of request.seeds) {
      const learner = beginTraining(request, seed, engine.create);
      const writer = new CheckpointWriter(learner, request, engine.id, output);
      const rest = new Rest();
      await trainUntil(learner, request.slots, async () => {
        if (!rest.isDue) return;
        await rest.take();
        report.update({ phase: 'training', seed, done: learner.slots, total: request.slots });
        if (interruption) await stopIfAsked(interruption, writer, learner);
        await writer.writeIfDue();
      });
      await writer.write();
      const curve = wholeCurve(learner, request.resumed);
      runs.push({ seed, slots: learner.slots, curve, networks: learner.networks() });
      learner.dispose();
    }
  } finally {
    interruption?.end();
  }
  return runs;
}

async function stopIfAsked(
  { status }: Interruption,
  writer: CheckpointWriter,
  { slots }: MultiAgentLearner,
): Promise<void> {
  if (status === null) return;
  await writer.write();
  throw new Interrupted(`stopped after slot ${slots}; --checkpoint-in goes on from there`, status);
}

/** Lets the process see to its signals every now and then. */
class Rest {
  #next = 0;

  get isDue(): boolean {
    return performance.now() >= this.#next;
  }

  async take(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#next = performance.now() + 50;
  }
}

/** Writes a run's checkpoints, where any are asked for. */
class CheckpointWriter {
  readonly #learner: MultiAgentLearner;
  readonly #request: TrainingRequest;
  readonly #engine: string;
  readonly #output: CheckpointOutput;
  #due: number;

  constructor(
    learner: MultiAgentLearner,
    request: TrainingRequest,
    engine: string,
    output: CheckpointOutput,
  ) {
    this.#learner = learner;
    this.#request = request;
    this.#engine = engine;
    this.#output = output;
    this.#due = performance.now() + output.period;
  }

  async writeIfDue(): Promise<void> {
    if (performance.now() < this.#due) return;
    await this.write();
    this.#due = performance.now() + this.#output.period;
  }

  async write(): Promise<void> {
    const { path } = this.#output;
    if (path === undefined) return;
    const checkpoint = await runLater(this.#learner.checkpointing());
    const curve = wholeCurve(this.#learner, this.#request.resumed);
    const bytes = await packCheckpoint(checkpoint, { trainedOn: this.#engine, curve });
    replaceFile('--checkpoint-out', path, bytes);
  }
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
