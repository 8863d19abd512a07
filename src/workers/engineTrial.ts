/** A short measurement of engines on a layout, on copies: the run itself does not notice. */
import type { EngineFactory, EngineState, LearningEngine, Minibatch } from '../learning/engine.ts';
import type { WeightLayout } from '../learning/layout.ts';
import { RandomStream } from '../random.ts';

/** Chunks that are measured, after some that are not: a GPU compiles its kernels in the first ones. */
const MEASURED = 10;
const UNMEASURED = 3;
/** Chunks that a budget has to allow, and parts that it is cut into. */
const LEAST = 3;
const STRETCHES = 10;

export interface Trial {
  readonly batchSize: number;
  /** Updates between two answers. */
  readonly lag: number;
  /**
   * Milliseconds to take. What counts is the quickest stretch of them, so that neither code that is
   * compiled meanwhile nor other work on the machine has a say. Null: the mean of a few chunks,
   * however long they take.
   */
  readonly budget: number | null;
}

/**
 * Milliseconds of one training slot's learning: acting, an update of every LSM, and its answer, on
 * minibatches that are drawn here. Chunks are taken together, as a browser's clock is too coarse for
 * one of them.
 */
export async function measureEngine(
  create: EngineFactory,
  layout: WeightLayout,
  state: EngineState,
  { batchSize, lag, budget }: Trial,
): Promise<number> {
  const engine = create(layout, state.weights);
  engine.restore(state);
  const train = chunkOf(engine, batchSize, lag);
  const time = await (budget === null ? meanTime(train) : quickestTime(train, budget));
  engine.dispose();
  return time / lag;
}

async function meanTime(train: () => Promise<number>): Promise<number> {
  let time = 0;
  for (let chunk = 0; chunk < UNMEASURED + MEASURED; chunk += 1) {
    const taken = await train();
    if (chunk >= UNMEASURED) time += taken;
  }
  return time / MEASURED;
}

async function quickestTime(train: () => Promise<number>, budget: number): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY;
  let spent = 0;
  let [time, chunks] = [0, 0];
  for (let chunk = 0; chunk < LEAST || spent < budget; chunk += 1) {
    const taken = await train();
    spent += taken;
    time += taken;
    chunks += 1;
    if (time < budget / STRETCHES) continue;
    quickest = Math.min(quickest, time / chunks);
    [time, chunks] = [0, 0];
  }
  return quickest;
}

/** Trains one chunk after the other; each call answers with its milliseconds. */
function chunkOf(engine: LearningEngine, batchSize: number, lag: number): () => Promise<number> {
  const { layout } = engine;
  const count = layout.agents.length;
  const losses = new Float64Array(count);
  const levels = new Int32Array(count);
  const wanted = new Uint8Array(count).fill(1);
  const settings = { learningRate: 0, discount: 0.5, gradientClip: 10 };
  const stream = new RandomStream(1, 'replay');
  let row = 0;
  return async () => {
    const drawn = Array.from({ length: lag }, (_, k) =>
      minibatches(layout, batchSize, row + k * batchSize, stream),
    );
    row += lag * batchSize;
    const start = performance.now();
    for (const batches of drawn) {
      engine.greedyLevels(batches.observations, wanted, levels);
      engine.update(batches.all, settings, losses);
    }
    await engine.settle();
    return performance.now() - start;
  };
}

/** Minibatches of the right shapes; every next observation is a new one. */
function minibatches(layout: WeightLayout, size: number, row: number, stream: RandomStream) {
  const { agents, observationSize } = layout;
  const uniform = (length: number) => Float64Array.from({ length }, () => stream.uniform());
  const all: Minibatch[] = agents.map(({ scope }) => ({
    size,
    observations: uniform(size * observationSize),
    decisions: uniform(size * scope.length),
    rewards: uniform(size),
    nextObservations: uniform(size * observationSize),
    nextRows: Float64Array.from({ length: size }, (_, i) => row + i),
  }));
  return { all, observations: uniform(agents.length * observationSize) };
}
