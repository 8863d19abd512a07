/**
 * What a training run says of itself: curve points, a summary, weights for the city, and checkpoints
 * for a restart, each now and then.
 */
import type { EngineId } from '../learning/engineChoice.ts';
import type { Steps } from '../learning/steps.ts';
import type { TrainingRun } from '../session/trainingRun.ts';
import { idsOf } from '../world/servers.ts';
import { CheckpointSender } from './checkpointParts.ts';
import type { Send } from './messages.ts';
import type { EngineStatus, LearnerCheckpoint, LearnerMessage } from './protocol.ts';

/** Milliseconds between two messages of a kind. */
const PERIODS = { training: 100, summary: 250, weights: 500, checkpoint: 3000 } as const;
/** Milliseconds over which the shown speed is averaged. */
const AVERAGED = 1500;
/** Making checkpoints may take this share of the time. */
const CHECKPOINT_SHARE = 0.02;

type Kind = keyof typeof PERIODS;

export interface ReportHost {
  readonly run: TrainingRun;
  readonly send: Send<LearnerMessage>;
  engineStatus(): Omit<EngineStatus, 'speeds'>;
  isRunning(): boolean;
  /** Whether training goes as fast as it can. */
  isUnlimited(): boolean;
  /** Whether the logged events of a crash are being obeyed again. */
  isCatchingUp(): boolean;
}

export class TrainingReport {
  readonly #host: ReportHost;
  /** The city has seen weights of up to so many slots. */
  readonly #weightsFrom: number;
  readonly #sentAt: Record<Kind, number>;
  #sentEpisodes: number;
  #sentWeights: number;
  #sentCheckpoint: number;
  readonly #checkpoints: CheckpointSender;
  #checkpointPeriod: number = PERIODS.checkpoint;
  /** Slots and time at the end of the last whole chunk, and where the speed was taken last. */
  #chunkEnd: { readonly slots: number; readonly time: number };
  #measuredAt: { readonly slots: number; readonly time: number };
  /** Slots a second: averaged over the last seconds while running, 0 at rest. */
  #speed = 0;
  readonly #speeds: Partial<Record<EngineId, number>> = {};

  /**
   * @param known the checkpoint that the receiver has
   * @param weightsFrom no weights are sent before so many slots
   */
  constructor(
    host: ReportHost,
    { known, weightsFrom }: { known: LearnerCheckpoint | null; weightsFrom: number },
  ) {
    this.#host = host;
    this.#weightsFrom = weightsFrom;
    this.#checkpoints = new CheckpointSender(known);
    const { slots, learner } = host.run;
    const time = performance.now();
    this.#sentAt = { training: time, summary: time, weights: time, checkpoint: time };
    this.#sentEpisodes = learner.episode;
    this.#sentWeights = slots;
    this.#sentCheckpoint = slots;
    this.#chunkEnd = { slots, time };
    this.#measuredAt = this.#chunkEnd;
  }

  /** A whole chunk has been trained. */
  chunkEnded(): void {
    this.#chunkEnd = { slots: this.#host.run.slots, time: performance.now() };
  }

  /** Training begins after a rest, or on another engine: what was before does not count for it. */
  speedAnew(): void {
    this.#measuredAt = { slots: this.#chunkEnd.slots, time: performance.now() };
    this.#speed = 0;
  }

  /** Sends what is due, but for a checkpoint. */
  whatIsDue(): void {
    const now = performance.now();
    if (this.#isDue('training', now)) this.#sendCurve(now);
    if (this.#isDue('weights', now)) this.#sendWeights(now);
    this.summaryIfDue();
  }

  summaryIfDue(): void {
    if (this.#isDue('summary', performance.now())) this.summary();
  }

  /** Sends the weights though no slot has been trained since the last. */
  weightsAnew(): void {
    this.#sentWeights = -1;
    this.#sendWeights(performance.now());
  }

  /** Sends everything that is known, but for a checkpoint. */
  everything(): void {
    const now = performance.now();
    this.#sendCurve(now);
    this.#sendWeights(now);
    this.summary();
  }

  summary(): void {
    this.#sentAt.summary = performance.now();
    const { run, send, engineStatus, isRunning } = this.#host;
    const { learner } = run;
    this.#measure();
    send({
      type: 'trainingSummary',
      memory: learner.memory,
      trainedSlots: learner.slots,
      episode: learner.episode,
      plannedEpisodes: learner.configuration.episodes,
      exploration: learner.exploration,
      learningRate: learner.learningRate,
      slotsPerSecond: this.#speed,
      engine: learner.engine,
      engineStatus: { ...engineStatus(), speeds: { ...this.#speeds } },
      running: isRunning(),
    });
  }

  get isCheckpointDue(): boolean {
    return performance.now() - this.#sentAt.checkpoint >= this.#checkpointPeriod;
  }

  /** Sends where training stands, between two chunks, with a pause after every part. */
  *checkpoint(): Steps {
    const { run, send, isCatchingUp } = this.#host;
    let spent = 0;
    // While a crash is being made up for, the old checkpoint and its events still hold.
    if (!isCatchingUp() && run.slots > this.#sentCheckpoint) {
      let start = performance.now();
      const checkpoint = yield* run.learner.checkpointing();
      for (const parts of this.#checkpoints.split(checkpoint)) {
        send({ type: 'checkpoint', parts });
        spent += performance.now() - start;
        yield;
        start = performance.now();
      }
      this.#sentCheckpoint = checkpoint.slots;
    }
    this.#sentAt.checkpoint = performance.now();
    this.#checkpointPeriod = Math.max(PERIODS.checkpoint, spent / CHECKPOINT_SHARE);
  }

  #isDue(kind: Kind, now: number): boolean {
    return now - this.#sentAt[kind] >= PERIODS[kind];
  }

  #sendCurve(now: number): void {
    this.#sentAt.training = now;
    const { run, send } = this.#host;
    const { learner } = run;
    if (learner.episode <= this.#sentEpisodes) return;
    const firstEpisode = this.#sentEpisodes;
    this.#sentEpisodes = learner.episode;
    const points = learner.curve(firstEpisode);
    const { systemReward, rewards, losses, exploration } = points;
    const servers = idsOf(learner.scenario);
    send({ type: 'training', servers, firstEpisode, systemReward, rewards, losses, exploration });
  }

  #sendWeights(now: number): void {
    this.#sentAt.weights = now;
    const { run, send } = this.#host;
    // Training that diverged within a chunk stands where no replay can stop: nothing is sent then.
    if (run.slots === this.#sentWeights || run.slots !== this.#chunkEnd.slots) return;
    // After a crash the city keeps the newer weights that it has: its log never goes back.
    if (run.slots < this.#weightsFrom) return;
    this.#sentWeights = run.slots;
    send({ type: 'weights', snapshot: run.snapshot() });
  }

  /** Takes the speed of the whole chunks since the last time. */
  #measure(): void {
    const { isRunning, isUnlimited, engineStatus } = this.#host;
    const slots = this.#chunkEnd.slots - this.#measuredAt.slots;
    const time = this.#chunkEnd.time - this.#measuredAt.time;
    if (!isRunning()) this.#speed = 0;
    if (slots <= 0 || time <= 0) return;
    this.#measuredAt = this.#chunkEnd;
    if (!isRunning()) return;
    const weight = this.#speed === 0 ? 1 : time / (time + AVERAGED);
    this.#speed += weight * ((1000 * slots) / time - this.#speed);
    // What a limit allows says nothing about an engine.
    if (isUnlimited()) this.#speeds[engineStatus().id] = this.#speed;
  }
}
