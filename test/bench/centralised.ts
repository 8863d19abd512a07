/** Section `centralised`: a full step of centralised DQL at N = 9, against TensorFlow.js. */
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import {
  type CentralizedLayout,
  centralizedLayout,
  initialCentralizedWeights,
} from '../../src/learning/centralizedLayout.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import type { CentralizedBatch } from '../../src/learning/engines/centralized/engine.ts';
import { CentralizedWasmEngine } from '../../src/learning/engines/centralized/wasm.ts';
import { runNow } from '../../src/learning/steps.ts';
import { RandomStream } from '../../src/random.ts';
import { CentralizedModel } from './centralizedModel.ts';
import type { Host } from './host.ts';
import { interleaved, type Pace, type Task } from './interleave.ts';
import { type Row, rowOf } from './rows.ts';
import { BATCH_SIZE, scenarioOf, UPDATE_SETTINGS, type WorkloadName } from './workloads.ts';

/** TensorFlow.js with one LayersModel, as most people would write it. */
export const LAYERS_MODEL = 'tfjs-wasm';
const OURS = 'wasm';

export async function measureCentralised(
  host: Host,
  workload: WorkloadName,
  takesPart: (engine: string) => boolean,
  pace: Pace,
): Promise<Row[]> {
  const configuration = parseCentralized({});
  const { valueScale } = parseLearner({});
  const layout = centralizedLayout(scenarioOf(workload), configuration, valueScale);
  const weights = initialCentralizedWeights(layout, 1);
  const batch = centralizedBatch(layout);
  const observations = batch.observations.slice(0, layout.inputs);
  const tasks: Task[] = [];
  const engine = new CentralizedWasmEngine(host.kernels, layout, weights);
  let row = 0;
  if (takesPart(OURS)) {
    tasks.push({
      name: OURS,
      measure: (count) =>
        host.clock.time(() => {
          for (let i = 0; i < count; i++) {
            for (let sample = 0; sample < BATCH_SIZE; sample++) batch.nextRows[sample] = row++;
            runNow(engine.greedy(observations));
            runNow(engine.update(batch, UPDATE_SETTINGS));
          }
        }),
    });
  }
  await host.enterTensorFlow();
  const model = new CentralizedModel(layout, weights, UPDATE_SETTINGS.learningRate);
  if (takesPart(LAYERS_MODEL)) {
    tasks.push({
      name: LAYERS_MODEL,
      enter: () => host.enterTensorFlow(),
      measure: (count) =>
        host.clock.time(() => {
          for (let i = 0; i < count; i++) {
            model.act(observations);
            model.update(batch, UPDATE_SETTINGS.discount);
          }
        }),
    });
  }
  const rounds = await interleaved(tasks, pace);
  model.dispose();
  engine.dispose();
  const times = rounds.get(LAYERS_MODEL);
  return [...rounds].map(([engine, own]) =>
    rowOf(
      { section: 'centralised', workload, activation: configuration.activation, engine },
      { times: own, reference: times && { name: LAYERS_MODEL, times } },
    ),
  );
}

/** A minibatch of uniform observations, random joint decisions and rewards. */
export function centralizedBatch({ inputs, outputs, levels }: CentralizedLayout): CentralizedBatch {
  const stream = new RandomStream(1, 'replay');
  const uniform = (length: number, scale = 1, shift = 0) =>
    Float64Array.from({ length }, () => shift + scale * stream.uniform());
  return {
    size: BATCH_SIZE,
    observations: uniform(BATCH_SIZE * inputs),
    taken: Int32Array.from({ length: BATCH_SIZE }, () => stream.integer(outputs)),
    rewards: uniform(BATCH_SIZE, 60 * levels.length, -20 * levels.length),
    nextObservations: uniform(BATCH_SIZE * inputs),
    nextRows: Float64Array.from({ length: BATCH_SIZE }, (_, i) => i),
  };
}
