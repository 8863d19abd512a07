/** Training runs to their end: progress, signals and checkpoints on the way, whatever learns. */
import { trainUntil } from '../experiments/train.ts';
import type { Note } from './command.ts';
import { replaceFile } from './files.ts';
import { Interrupted, type Interruption, onInterruption } from './interruption.ts';
import { ProgressReport } from './progress.ts';

export interface CheckpointOutput {
  readonly path: string | undefined;
  /** Milliseconds between two that are written on the way. */
  readonly period: number;
}

/** What is trained here. */
interface Trainee {
  readonly slots: number;
  advanceLater(): Promise<void>;
  dispose(): void;
}

export interface TrainingRuns<Learner extends Trainee, Run> {
  readonly seeds: readonly number[];
  /** Where to stop, counted from the start of each run. */
  readonly slots: number;
  /** What trains, in the words of its progress. */
  readonly phase: string;
  begin(seed: number): Learner;
  /** A checkpoint as the bytes of its file. */
  pack(learner: Learner): Promise<Uint8Array>;
  /** What is kept of a run that has come to its end. */
  keep(learner: Learner, seed: number): Run;
}

/**
 * @throws Interrupted where a signal has stopped it; its checkpoint is written then
 * @throws DivergenceError, CentralizedDivergence where training diverges
 */
export async function trainAll<Learner extends Trainee, Run>(
  runs: TrainingRuns<Learner, Run>,
  output: CheckpointOutput,
  note: Note,
): Promise<Run[]> {
  const { seeds, slots, phase } = runs;
  const report = new ProgressReport(() => performance.now(), note);
  const interruption = output.path === undefined ? null : onInterruption();
  const kept: Run[] = [];
  try {
    for (const seed of seeds) {
      const learner = runs.begin(seed);
      const writer = new CheckpointWriter(() => runs.pack(learner), output);
      const rest = new Rest();
      await trainUntil(learner, slots, async () => {
        if (!rest.isDue) return;
        await rest.take();
        report.update({ phase, seed, done: learner.slots, total: slots });
        if (interruption) await stopIfAsked(interruption, writer, learner);
        await writer.writeIfDue();
      });
      await writer.write();
      kept.push(runs.keep(learner, seed));
      learner.dispose();
    }
  } finally {
    interruption?.end();
  }
  return kept;
}

async function stopIfAsked(
  { status }: Interruption,
  writer: CheckpointWriter,
  { slots }: Trainee,
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
  readonly #pack: () => Promise<Uint8Array>;
  readonly #output: CheckpointOutput;
  #due: number;

  constructor(pack: () => Promise<Uint8Array>, output: CheckpointOutput) {
    this.#pack = pack;
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
    if (path !== undefined) replaceFile('--checkpoint-out', path, await this.#pack());
  }
}
