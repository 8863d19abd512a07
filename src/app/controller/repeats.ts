/**
 * The same run with other seeds, one after the other at full speed in a learner worker of their
 * own. They obey the log of this run, so that what was changed is changed at the same slot. A
 * change after they began makes them other runs: they stop, and what they had up to it stays true.
 * Loaded when they are first asked for.
 */
import type { StoreApi } from 'zustand/vanilla';
import { MAXIMUM_SEED } from '../../random.ts';
import type { TrainingEvent } from '../../session/events.ts';
import { LearnerClient } from '../../workers/learnerClient.ts';
import type {
  LearnerMessage,
  RunSetup,
  TrainingMessage,
  TrainingSummary,
} from '../../workers/protocol.ts';
import type { LiveCurves, RepeatedCurve } from '../live.ts';
import type { AppState } from '../state.ts';
import { isWorkerGone } from './failures.ts';

type RepeatsState = AppState['repeats'];

/** What is known of the run that is repeated. */
export interface RepeatedRun {
  readonly setup: RunSetup | null;
  readonly log: { readonly training: readonly TrainingEvent[] };
}

/** The seed of the k-th repetition, k from 1. */
function repeatSeed(seed: number, k: number): number {
  return (seed + k) % (MAXIMUM_SEED + 1);
}

/** Events that make another run of it; the engine only computes the same differently. */
function deciding(events: readonly TrainingEvent[]): TrainingEvent[] {
  return events.filter(({ type }) => type !== 'engine');
}

export class Repeats {
  readonly #store: StoreApi<AppState>;
  readonly #curves: LiveCurves;
  readonly #record: () => RepeatedRun;
  readonly #learner: LearnerClient;
  #setup: RunSetup | null = null;
  /** The changes that the repetitions obey. */
  #events: readonly TrainingEvent[] = [];
  #wanted = 0;
  #finished: RepeatedCurve[] = [];
  /** The curve that is under way, in a buffer that grows. */
  #points = new Float64Array(256);
  #episodes = 0;
  #busy = false;

  constructor(
    store: StoreApi<AppState>,
    curves: LiveCurves,
    record: () => RepeatedRun,
    spawn?: () => Worker,
  ) {
    this.#store = store;
    this.#curves = curves;
    this.#record = record;
    this.#learner = new LearnerClient(
      {
        message: (message) => this.#hear(message),
        crashed: () => this.#fail(),
      },
      spawn,
    );
    curves.subscribe(() => this.#watchRun());
    document.addEventListener('visibilitychange', () => this.#passOn());
  }

  /** Repeats this run with so many other seeds; 0 takes them away. Finished ones are kept. */
  want(wanted: number): void {
    const { setup, log } = this.#record();
    const events = deciding(log.training);
    if (setup !== this.#setup || events.length !== this.#events.length) this.#forget();
    this.#setup = setup;
    this.#events = events;
    this.#wanted = wanted;
    if (wanted <= this.#finished.length) this.#rest();
    this.#finished = this.#finished.slice(0, wanted);
    this.#set({ wanted });
    this.#publish();
    if (!this.#busy) this.#next();
  }

  #next(): void {
    const finished = this.#finished.length;
    if (!this.#setup || finished >= this.#wanted) {
      this.#set({ status: this.#wanted > 0 ? 'done' : 'idle', finished, secondsLeft: null });
      return;
    }
    this.#busy = true;
    const { scenario, learner, training } = this.#store.getState();
    this.#set({ status: 'running', finished, episode: 0, secondsLeft: null });
    const started = this.#learner.start({
      ...this.#setup,
      seed: repeatSeed(this.#setup.seed, finished + 1),
      running: !document.hidden,
      slotsPerSecond: Number.POSITIVE_INFINITY,
      // As the run that is watched, where that is our own; a graphics card is left to it alone.
      engine: training.summary?.engineStatus.id === 'wasm' ? 'wasm' : 'typescript',
      // Nobody needs its weights or checkpoints: it only obeys the log.
      recovery: {
        checkpoint: null,
        events: this.#events,
        changesFrom: Number.POSITIVE_INFINITY,
        scenario,
        learner,
      },
    });
    started.catch((error: unknown) => {
      if (!isWorkerGone(error)) this.#fail();
    });
  }

  #hear(message: LearnerMessage): void {
    if (message.type === 'training') this.#append(message);
    else if (message.type === 'trainingSummary') this.#tellProgress(message);
    else if (message.type === 'failure' || message.type === 'engineLost') this.#fail();
  }

  #append({ firstEpisode, systemReward }: TrainingMessage): void {
    const length = firstEpisode + systemReward.length;
    if (length > this.#points.length) {
      const points = new Float64Array(2 * length);
      points.set(this.#points);
      this.#points = points;
    }
    this.#points.set(systemReward, firstEpisode);
    this.#episodes = length;
    if (length >= this.#store.getState().learner.episodes) this.#complete();
    else this.#publish();
  }

  #complete(): void {
    const seed = repeatSeed(this.#setup!.seed, this.#finished.length + 1);
    const systemReward = this.#points.slice(0, this.#episodes);
    this.#finished = [...this.#finished, { seed, systemReward, done: true }];
    this.#rest();
    this.#publish();
    this.#next();
  }

  #tellProgress({ episode, slotsPerSecond }: TrainingSummary): void {
    if (!this.#busy) return;
    const { episodes, slotsPerEpisode } = this.#store.getState().learner;
    const left = episodes * (this.#wanted - this.#finished.length) - episode;
    const secondsLeft = slotsPerSecond > 0 ? (left * slotsPerEpisode) / slotsPerSecond : null;
    this.#set({ episode, secondsLeft });
  }

  /** The run that is repeated may have ended, or have been changed. */
  #watchRun(): void {
    if (!this.#setup) return;
    const { setup, log } = this.#record();
    if (setup !== this.#setup) {
      this.#forget();
      this.#set({ status: 'idle', wanted: 0, finished: 0, secondsLeft: null });
      return;
    }
    const change = deciding(log.training)[this.#events.length];
    const { status } = this.#store.getState().repeats;
    if (!change || status === 'outdated' || this.#wanted === 0) return;
    const until = Math.floor(change.slot / this.#setup.learner.slotsPerEpisode);
    this.#finished = this.#curvesNow().map((curve) => ({
      ...curve,
      systemReward: curve.systemReward.slice(0, until),
    }));
    this.#rest();
    this.#set({ status: 'outdated', secondsLeft: null });
    this.#publish();
  }

  #curvesNow(): RepeatedCurve[] {
    if (!this.#busy) return this.#finished;
    const seed = repeatSeed(this.#setup!.seed, this.#finished.length + 1);
    const systemReward = this.#points.subarray(0, this.#episodes);
    return [...this.#finished, { seed, systemReward, done: false }];
  }

  #publish(): void {
    this.#curves.repeat(this.#curvesNow());
  }

  /** Nothing is under way any more; what is finished stays. */
  #rest(): void {
    this.#learner.stop();
    this.#busy = false;
    this.#episodes = 0;
  }

  #forget(): void {
    this.#rest();
    this.#setup = null;
    this.#events = [];
    this.#wanted = 0;
    this.#finished = [];
  }

  #fail(): void {
    this.#rest();
    this.#publish();
    this.#set({ status: 'failed', secondsLeft: null });
  }

  /** A hidden page holds the repetitions still, as it does everything else. */
  #passOn(): void {
    if (!this.#busy) return;
    this.#learner.setRunning(!document.hidden).catch((error: unknown) => {
      if (!isWorkerGone(error)) this.#fail();
    });
  }

  #set(change: Partial<RepeatsState>): void {
    this.#store.setState(({ repeats }) => ({ repeats: { ...repeats, ...change } }));
  }
}
