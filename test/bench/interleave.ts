/** Measures several tasks in turns, so that what slows the machine down meets them all alike. */

export interface Task {
  /** Unique among the tasks that are measured together. */
  readonly name: string;
  /** Takes up what the task runs on, where tasks share it. */
  enter?(): Promise<void>;
  /** Milliseconds that `count` repetitions took. */
  measure(count: number): Promise<number>;
}

export interface Pace {
  /** Milliseconds that all rounds together may take, as far as MINIMUM_ROUNDS allows. */
  readonly budget: number;
  readonly maximumRounds: number;
}

const MINIMUM_ROUNDS = 2;
/** One measurement takes at least so many milliseconds: beyond the clock's step, past a hiccup. */
const LONG_ENOUGH = 15;
/** A task is warm after so many milliseconds or repetitions; compilers have seen enough of it. */
const WARM_TIME = 300;
const WARM_REPETITIONS = 12;
/** A first repetition of more milliseconds is a measurement itself; of still more, the only one. */
const LONG = 2000;
const TOO_LONG = 5000;

/** Milliseconds a repetition, one entry a round; the n-th entries of all tasks belong together. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

export async function interleaved(tasks: readonly Task[], pace: Pace): Promise<Rounds> {
  const contenders = [];
  for (const task of tasks) contenders.push(await warmedUp(task));
  const round = contenders.reduce((sum, { repeats, once }) => sum + repeats * once, 0);
  const planned = Math.floor(pace.budget / round);
  const rounds = Math.min(pace.maximumRounds, Math.max(MINIMUM_ROUNDS, planned));
  for (let i = 0; i < rounds; i++) {
    for (const { task, repeats, times } of contenders) {
      if (times.length > i || times[0]! > TOO_LONG) continue;
      await task.enter?.();
      times.push((await task.measure(repeats)) / repeats);
    }
  }
  return new Map(contenders.map(({ task, times }) => [task.name, times]));
}

async function warmedUp(task: Task) {
  await task.enter?.();
  let once = await task.measure(1);
  const times = once > LONG ? [once] : [];
  let spent = once;
  for (let i = 1; i < WARM_REPETITIONS && spent < WARM_TIME; i++) {
    once = await task.measure(1);
    spent += once;
  }
  const repeatsFor = (time: number) => Math.max(1, Math.ceil(LONG_ENOUGH / Math.max(time, 1e-4)));
  if (once < LONG_ENOUGH) {
    // The clock is too coarse for one repetition.
    const count = Math.min(100, repeatsFor(once));
    once = (await task.measure(count)) / count;
  }
  return { task, times, once, repeats: repeatsFor(once) };
}
