/** Section `step`: a full training step on every engine, against TensorFlow.js. */
import { initialWeights } from '../../src/learning/initialisation.ts';
import type { WeightLayout } from '../../src/learning/layout.ts';
import { benchBatches, benchObservations, EngineSteps } from './engineSteps.ts';
import { type Host, PEAK_OPERATIONS, PEAK_ROUNDS } from './host.ts';
import { interleaved, type Pace, type Rounds, type Task } from './interleave.ts';
import { PerAgentModels } from './perAgentModels.ts';
import { PER_AGENT, PYTORCH, type Row, rowOf } from './rows.ts';
import { spreadOf } from './statistics.ts';
import {
  type BenchActivation,
  jointOperations,
  layoutOf,
  UPDATE_SETTINGS,
  type WorkloadName,
} from './workloads.ts';

/** Engines whose updates on known rows are measured too: what is missing then are the maxima. */
const WITH_MAXIMA = ['wasm', 'typescript'];
const PEAK = 'peak';
const restOf = (engine: string) => `${engine}, without joint maxima`;

export interface StepChoice {
  readonly workload: WorkloadName;
  readonly activation: BenchActivation;
  /** Which contenders take part. */
  readonly takesPart: (engine: string) => boolean;
}

interface Contenders {
  readonly tasks: Task[];
  readonly end: (() => void)[];
}

/** The rows of one workload; PyTorch's and the per-agent models' among them. */
export async function measureTrainingSteps(
  host: Host,
  { workload, activation, takesPart }: StepChoice,
  pace: Pace,
): Promise<Row[]> {
  const layout = layoutOf(workload, activation);
  const weights = initialWeights(layout, 1);
  const contenders: Contenders = { tasks: [], end: [] };
  addPeak(contenders, host);
  await addOurs(contenders, host, layout, weights, takesPart);
  if (takesPart(PER_AGENT)) await addPerAgent(contenders, host, layout, weights);
  const { pytorch } = host;
  if (pytorch && takesPart(PYTORCH)) {
    await pytorch.start(layout, weights, benchBatches(layout), benchObservations(layout));
    contenders.tasks.push({ name: PYTORCH, measure: (count) => pytorch.time(count) });
  }
  const rounds = await interleaved(contenders.tasks, pace);
  for (const end of contenders.end) end();
  const measured = [...host.engines.map(({ id }) => id), PER_AGENT, PYTORCH];
  const times = rounds.get(PER_AGENT);
  return measured
    .filter((engine) => rounds.has(engine))
    .map((engine) =>
      rowOf(
        { section: 'step', workload, activation, engine },
        {
          times: rounds.get(engine)!,
          reference: times && { name: PER_AGENT, times },
          pytorch: rounds.get(PYTORCH),
        },
        rates(rounds, engine, layout),
      ),
    );
}

/** GFLOP/s of the joint maxima: what a step takes more on new rows than on known ones. */
function rates(rounds: Rounds, engine: string, layout: WeightLayout): Partial<Row> {
  const rest = rounds.get(restOf(engine));
  if (!rest) return {};
  const full = rounds.get(engine)!;
  const operations = jointOperations(layout);
  const gflops = full.map((time, round) => operations / (time - rest[round]!) / 1e6);
  const peaks = peakRates(rounds.get(PEAK)!);
  return {
    gflops: spreadOf(gflops).median,
    shareOfPeak: spreadOf(gflops.map((rate, round) => rate / peaks[round]!)).median,
  };
}

const peakRates = (times: readonly number[]) => {
  return times.map((time) => (PEAK_OPERATIONS * PEAK_ROUNDS) / time / 1e6);
};

/** This core's multiply-add peak, GFLOP/s. */
export async function measurePeak(host: Host): Promise<number> {
  const contenders: Contenders = { tasks: [], end: [] };
  addPeak(contenders, host);
  const rounds = await interleaved(contenders.tasks, { budget: 500, maximumRounds: 25 });
  return Math.max(...peakRates(rounds.get(PEAK)!));
}

function addPeak({ tasks }: Contenders, { kernels, clock }: Host): void {
  const { peak } = kernels.instantiate();
  tasks.push({
    name: PEAK,
    measure: (count) =>
      clock.time(() => {
        for (let i = 0; i < count; i++) peak(PEAK_ROUNDS);
      }),
  });
}

async function addOurs(
  { tasks, end }: Contenders,
  { engines, clock }: Host,
  layout: WeightLayout,
  weights: Float64Array,
  takesPart: (engine: string) => boolean,
): Promise<void> {
  for (const { id, create, enter } of engines.filter((each) => takesPart(each.id))) {
    await enter?.();
    const steps = new EngineSteps(create(layout, weights));
    const shared = enter ? { enter } : {};
    tasks.push({
      name: id,
      measure: (count) => clock.time(() => steps.full(count)),
      ...shared,
    });
    if (WITH_MAXIMA.includes(id)) {
      tasks.push({
        name: restOf(id),
        measure: (count) => clock.time(() => steps.rest(count)),
      });
    }
    end.push(() => steps.dispose());
  }
}

async function addPerAgent(
  { tasks, end }: Contenders,
  host: Host,
  layout: WeightLayout,
  weights: Float64Array,
): Promise<void> {
  await host.enterTensorFlow();
  const models = new PerAgentModels(layout, weights, UPDATE_SETTINGS.learningRate);
  const batches = benchBatches(layout);
  const observations = benchObservations(layout);
  const losses = new Float64Array(layout.agents.length);
  const levels = new Int32Array(layout.agents.length);
  tasks.push({
    name: PER_AGENT,
    enter: () => host.enterTensorFlow(),
    measure: (count) =>
      host.clock.time(async () => {
        for (let i = 0; i < count; i++) {
          models.act(observations, levels);
          await models.update(batches, UPDATE_SETTINGS.discount, losses);
        }
      }),
  });
  end.push(() => models.dispose());
}
