/** A short measurement of engines on a layout, on copies: the run itself does not notice. */
import type { EngineFactory, EngineState, LearningEngine, Minibatch } from '../learning/engine.ts';
import { greedyLevelsOn, settleOn, updateOn } from '../learning/engineWork.ts';
import type { WeightLayout } from '../learning/layout.ts';
import { run, type Steps } from '../learning/steps.ts';
import { RandomStream } from '../random.ts';
import { Breath, SLICE } from './turns.ts';

/** Chunks that are measured, after some that are not: a GPU compiles its kernels in the first ones. */
const MEASURED = 10;
const UNMEASURED = 3;
/** Milliseconds after which no further chunk is begun without a budget; the first never counts. */
const ENOUGH = 800;
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
   * two at least.
   */
  readonly budget: number | null;
}

/**
 * Milliseconds of one training slot's learning: acting, an update of every LSM, and its answer, on
 * minibatches that are drawn here. Chunks are taken together, as a browser's clock is too coarse for
 * one of them. Other messages have their turn meanwhile, which does not count.
 *
 * @throws EngineFailure where the engine cannot go on
 * @throws RangeError where there is not enough memory
 */
export async function measureEngine(
  create: EngineFactory,
  layout: WeightLayout,
  state: EngineState,
  { batchSize, lag, budget }: Trial,
): Promise<number> {
  const engine = create(layout, state.weights);
  const stopwatch = new Stopwatch();
  try {
    engine.restore(state);
    const train = chunkOf(engine, stopwatch, batchSize, lag);
    const time = await (budget === null ? meanTime(train) : quickestTime(train, budget));
    return time / lag;
  } finally {
    stopwatch.end();
    engine.dispose();
  }
}

/** Counts the milliseconds of work in slices, without what others do in between. */
class Stopwatch {
  readonly #breath = new Breath();
  #sliceStart = performance.now();
  #start = 0;
  #counted = 0;

  begin(): void {
    this.#counted = 0;
    this.#start = performance.now();
  }

  /** Milliseconds counted since `begin`. */
  get time(): number {
    return this.#counted + performance.now() - this.#start;
  }

  /** Where a slice is over: lets others in. */
  pause(): Promise<void> | undefined {
    return performance.now() - this.#sliceStart < SLICE ? undefined : this.#letOthersIn();
  }

  async #letOthersIn(): Promise<void> {
    this.#counted = this.time;
    await this.#breath.take();
    this.#sliceStart = performance.now();
    this.#start = this.#sliceStart;
  }

  end(): void {
    this.#breath.end();
  }
}

async function meanTime(train: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  let spent = 0;
  while (times.length < UNMEASURED + MEASURED && (times.length < 2 || spent < ENOUGH)) {
    const taken = await train();
    times.push(taken);
    spent += taken;
  }
  const measured = times.slice(Math.min(UNMEASURED, times.length - 1));
  return measured.reduce((sum, time) => sum + time, 0) / measured.length;
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
function chunkOf(
  engine: LearningEngine,
  stopwatch: Stopwatch,
  batchSize: number,
  lag: number,
): () => Promise<number> {
  const { layout } = engine;
  const count = layout.agents.length;
  const losses = new Float64Array(count);
  const levels = new Int32Array(count);
  const wanted = new Uint8Array(count).fill(1);
  const settings = { learningRate: 0, discount: 0.5, gradientClip: 10 };
  const stream = new RandomStream(1, 'replay');
  let row = 0;
  function* training(drawn: readonly ReturnType<typeof minibatches>[]): Steps {
    for (const { all, observations } of drawn) {
      yield* greedyLevelsOn(engine, observations, wanted, levels);
      yield;
      yield* updateOn(engine, all, settings, losses);
      yield;
    }
    yield* settleOn(engine);
  }
  return async () => {
    const drawn: ReturnType<typeof minibatches>[] = [];
    for (let k = 0; k < lag; k += 1) {
      drawn.push(minibatches(layout, batchSize, row, stream));
      row += batchSize;
      await stopwatch.pause();
    }
    stopwatch.begin();
    await run(training(drawn), () => stopwatch.pause());
    return stopwatch.time;
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
