/**
 * Trains ahead in short slices, so that the worker answers its messages, and publishes what comes
 * of it: curve points, a summary, weights for the city and checkpoints for a restart.
 */
import type { Activation, LearnerConfiguration } from '../learning/configuration.ts';
import { EngineFailure } from '../learning/engine.ts';
import type { EngineChoice, EngineId } from '../learning/engineChoice.ts';
import { run, type Steps } from '../learning/steps.ts';
import type { TrainingEvent } from '../session/events.ts';
import { TrainingRun } from '../session/trainingRun.ts';
import type { Scenario } from '../world/scenario.ts';
import { CheckpointSender } from './checkpointParts.ts';
import { EngineSwitch } from './engineSwitch.ts';
import { differ, failureText, type Send } from './messages.ts';
import type { LearnerCheckpoint, LearnerMessage, LearnerStart } from './protocol.ts';
import { Turns } from './turns.ts';

const SLICE = 8;
/** Milliseconds between two messages of a kind. */
const PERIODS = { training: 100, summary: 250, weights: 500, checkpoint: 3000 } as const;
/** Milliseconds over which the shown speed is averaged. */
const AVERAGED = 1500;
/** Making checkpoints may take this share of the time. */
const CHECKPOINT_SHARE = 0.02;

type Kind = keyof typeof PERIODS;

export class TrainingLoop {
  readonly #run: TrainingRun;
  readonly #send: Send<LearnerMessage>;
  readonly #turns = new Turns(() => this.#turn());
  /** Logged events that are still to be obeyed again after a crash, in order. */
  #events: readonly TrainingEvent[];
  readonly #changesFrom: number;
  #scenario: Scenario;
  #learner: LearnerConfiguration;
  #running = false;
  #speed: number;
  /** Slots still to train in a step, and who waits for them. */
  #stepSlots = 0;
  #stepDone: (() => void) | null = null;
  /** When and where the count for the speed limit began. */
  #paceTime = 0;
  #paceSlots = 0;
  readonly #sentAt: Record<Kind, number> = { training: 0, summary: 0, weights: 0, checkpoint: 0 };
  readonly #sentSlots: Record<Kind, number>;
  #sentEpisodes: number;
  /** Slots at the end of the last whole chunk. */
  #chunkEnd: number;
  readonly #engines: EngineSwitch;
  readonly #speeds: Partial<Record<EngineId, number>> = {};
  /** A turn, or something else between two chunks, that is being waited for; never rejects. */
  #busy: Promise<void> | null = null;
  #ended = false;
  /** Paused while something was under way. */
  #restDue = false;
  readonly #checkpoints = new CheckpointSender();
  #checkpointPeriod: number = PERIODS.checkpoint;
  #measured = 0;

  constructor(start: LearnerStart, send: Send<LearnerMessage>) {
    const { recovery } = start;
    this.#run = new TrainingRun(start, recovery?.checkpoint ?? null);
    this.#send = (message) => {
      if (!this.#ended) send(message);
    };
    this.#events = recovery?.events ?? [];
    this.#changesFrom = recovery?.changesFrom ?? 0;
    this.#scenario = recovery?.scenario ?? start.scenario;
    this.#learner = recovery?.learner ?? start.learner;
    this.#speed = start.slotsPerSecond;
    const { slots } = this.#run;
    this.#sentSlots = { training: slots, summary: slots, weights: slots, checkpoint: slots };
    this.#chunkEnd = slots;
    this.#sentEpisodes = this.#run.learner.episode;
    this.#engines = new EngineSwitch({
      learner: this.#run.learner,
      alone: (work) => this.#alone(work),
      changed: () => this.#engineChanged(),
      tell: () => this.#sendSummary(performance.now()),
      refused: (refusal) => this.#send({ type: 'engineRefused', ...refusal }),
    });
    const now = performance.now();
    for (const kind of Object.keys(this.#sentAt) as Kind[]) this.#sentAt[kind] = now;
    if (!recovery) send({ type: 'event', event: this.#run.engineEvent() });
    this.#sendSummary(now);
    void this.setEngine(start.engine, true);
    this.setRunning(start.running);
  }

  setRunning(running: boolean): void {
    this.#running = running;
    this.#pace();
    if (running) this.#turns.ask();
    else if (this.#busy) this.#restDue = true;
    else this.#rest();
  }

  /** Slots a second at most; Infinity for no limit. */
  setSpeed(slotsPerSecond: number): void {
    this.#speed = slotsPerSecond;
    this.#pace();
    if (this.#running) this.#turns.ask();
  }

  /** Trains this many slots (whole chunks), whether running or not, then publishes. */
  step(slots: number): Promise<void> {
    this.#stepDone?.();
    this.#stepSlots = slots;
    this.#turns.ask();
    return new Promise((resolve) => {
      this.#stepDone = resolve;
    });
  }

  /** @throws InputError where the change needs a restart */
  applyScenario(scenario: Scenario): Promise<void> {
    return this.#alone(async () => {
      if (this.#isCatchingUp()) this.#scenario = scenario;
      else this.#changeScenario(scenario);
    });
  }

  /** @throws InputError where the change needs a restart */
  applyLearner(learner: LearnerConfiguration): Promise<void> {
    return this.#alone(async () => {
      if (this.#isCatchingUp()) this.#learner = learner;
      else this.#changeLearner(learner);
    });
  }

  /** Goes on with another engine; no slot is lost. What cannot start is told as a message. */
  async setEngine(choice: EngineChoice, atOnce = false): Promise<void> {
    try {
      await this.#engines.choose(choice, atOnce);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Where training stands, between two chunks.
   *
   * @throws DivergenceError where it has diverged
   */
  checkpoint(): Promise<LearnerCheckpoint> {
    return this.#alone(async () => run(this.#run.learner.checkpointing()));
  }

  /** Of the networks that are trained. */
  get activation(): Activation {
    return this.#run.learner.layout.activation;
  }

  /** Nothing of this loop happens any more. */
  end(): void {
    this.#ended = true;
    this.#running = false;
    this.#stepSlots = 0;
    this.#turns.callOff();
    this.#stepDone?.();
    void this.#alone(async () => {
      this.#run.learner.dispose();
      this.#engines.end();
    });
  }

  #turn(): void {
    // Whatever is being waited for asks for a turn when it is done.
    if (this.#busy) return;
    const turn = run(this.#slice());
    if (turn) this.#waitFor(turn);
  }

  /** Something between two chunks, while training waits. At once where nothing is under way. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#busy) await this.#busy;
    const done = work();
    this.#waitFor(done);
    return done;
  }

  #waitFor(work: Promise<unknown>): void {
    const end = () => {
      if (this.#busy === busy) this.#busy = null;
      if (this.#ended) return;
      if (this.#isToTrain()) this.#turns.ask();
      else if (this.#restDue) this.#rest();
    };
    const busy = work.then(end, end);
    this.#busy = busy;
  }

  *#slice(): Steps {
    const start = performance.now();
    let now = start;
    try {
      while (now - start < SLICE && this.#mayTrain(now)) {
        yield* this.#trainChunk();
        now = performance.now();
      }
      if (this.#isToTrain()) {
        yield* this.#publish(now);
        this.#turns.ask(this.#delay(now));
      } else {
        this.#rest();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #isToTrain(): boolean {
    return this.#running || this.#stepSlots > 0;
  }

  #fail(error: unknown): void {
    this.#running = false;
    this.#rest();
    if (error instanceof EngineFailure) {
      const { engine } = this.#run.learner;
      this.#send({ type: 'engineLost', engine: engine as EngineId, detail: error.message });
    } else {
      this.#send({ type: 'failure', message: failureText(error) });
    }
  }

  *#trainChunk(): Steps {
    this.#catchUp();
    const { learner } = this.#run;
    const before = { slots: learner.slots, episode: learner.episode };
    const stepping = this.#stepSlots > 0;
    yield* learner.advancing();
    this.#chunkEnd = learner.slots;
    if (stepping) this.#stepSlots -= learner.slots - before.slots;
    const planned = this.#run.learner.configuration.episodes;
    if (this.#running && before.episode < planned && learner.episode >= planned) {
      this.#running = false;
      // What a whole plan came to is not to be lost with the worker.
      yield* this.#sendCheckpoint();
      this.#send({ type: 'planDone' });
    }
  }

  #mayTrain(now: number): boolean {
    return this.#stepSlots > 0 || (this.#running && this.#delay(now) === 0);
  }

  /** Milliseconds until the speed limit allows the next slot. */
  #delay(now: number): number {
    if (this.#stepSlots > 0 || this.#speed === Number.POSITIVE_INFINITY) return 0;
    const due = this.#paceTime + ((this.#run.slots - this.#paceSlots) * 1000) / this.#speed;
    // A worker that fell behind goes on at its pace; it does not make up for lost time.
    if (now - due > 1000) this.#pace();
    return Math.max(0, due - now);
  }

  #pace(): void {
    this.#paceTime = performance.now();
    this.#paceSlots = this.#run.slots;
  }

  /** Pauses: everything that is known goes out, and whoever waits for a step is answered. */
  #rest(): void {
    this.#turns.callOff();
    this.#restDue = false;
    this.#stepSlots = 0;
    const now = performance.now();
    this.#sendCurve(now);
    this.#sendWeights(now);
    this.#sendSummary(now);
    this.#stepDone?.();
    this.#stepDone = null;
  }

  *#publish(now: number): Steps {
    if (this.#isDue('training', now)) this.#sendCurve(now);
    if (this.#isDue('weights', now)) this.#sendWeights(now);
    if (this.#isDue('summary', now)) this.#sendSummary(now);
    if (now - this.#sentAt.checkpoint >= this.#checkpointPeriod) yield* this.#sendCheckpoint();
  }

  #isDue(kind: Kind, now: number): boolean {
    return now - this.#sentAt[kind] >= PERIODS[kind];
  }

  /** Notes that a kind was sent; returns the slots trained and the ms passed since the last time. */
  #sent(kind: Kind, now: number): { readonly slots: number; readonly time: number } {
    const since = {
      slots: this.#run.slots - this.#sentSlots[kind],
      time: now - this.#sentAt[kind],
    };
    this.#sentAt[kind] = now;
    this.#sentSlots[kind] = this.#run.slots;
    return since;
  }

  #sendCurve(now: number): void {
    this.#sent('training', now);
    const { learner } = this.#run;
    if (learner.episode <= this.#sentEpisodes) return;
    const firstEpisode = this.#sentEpisodes;
    this.#sentEpisodes = learner.episode;
    const points = learner.curve(firstEpisode);
    const { systemReward, rewards, losses, exploration } = points;
    this.#send({ type: 'training', firstEpisode, systemReward, rewards, losses, exploration });
  }

  #sendWeights(now: number): void {
    // Training that diverged within a chunk stands where no replay can stop: nothing is sent then.
    if (this.#sent('weights', now).slots === 0 || this.#run.slots !== this.#chunkEnd) return;
    // After a crash the city keeps the newer weights that it has: its log never goes back.
    if (this.#run.slots < this.#changesFrom) return;
    this.#send({ type: 'weights', snapshot: this.#run.snapshot() });
  }

  #sendSummary(now: number): void {
    const { learner } = this.#run;
    const { slots, time } = this.#sent('summary', now);
    if (time > 0) this.#measure((1000 * slots) / time, time);
    this.#send({
      type: 'trainingSummary',
      trainedSlots: learner.slots,
      episode: learner.episode,
      plannedEpisodes: this.#run.learner.configuration.episodes,
      exploration: learner.exploration,
      learningRate: learner.learningRate,
      slotsPerSecond: this.#measured,
      engine: learner.engine,
      engineStatus: { ...this.#engines.status, speeds: { ...this.#speeds } },
      running: this.#running,
    });
  }

  /** Slots a second: averaged over the last seconds while running, 0 at rest. */
  #measure(rate: number, time: number): void {
    const weight = this.#measured === 0 ? 1 : time / (time + AVERAGED);
    this.#measured = this.#running ? this.#measured + weight * (rate - this.#measured) : 0;
    // What a limit allows says nothing about an engine.
    if (this.#measured > 0 && this.#speed === Number.POSITIVE_INFINITY) {
      this.#speeds[this.#engines.status.id] = this.#measured;
    }
  }

  #engineChanged(): void {
    // What the engine before did is not counted as this one's.
    this.#sent('summary', performance.now());
    this.#measured = 0;
    this.#send({ type: 'event', event: this.#run.engineEvent() });
  }

  *#sendCheckpoint(): Steps {
    const start = performance.now();
    // While a crash is being made up for, the old checkpoint and its events still hold.
    if (!this.#isCatchingUp() && this.#run.slots > this.#sentSlots.checkpoint) {
      const parts = this.#checkpoints.split(yield* this.#run.learner.checkpointing());
      this.#send({ type: 'checkpoint', parts });
    }
    const now = performance.now();
    this.#sent('checkpoint', now);
    this.#checkpointPeriod = Math.max(PERIODS.checkpoint, (now - start) / CHECKPOINT_SHARE);
  }

  #isCatchingUp(): boolean {
    return this.#events.length > 0 || this.#run.slots < this.#changesFrom;
  }

  /** Obeys the log up to where the crash was; from there on, what the visitor has changed since. */
  #catchUp(): void {
    while (this.#events[0] && this.#events[0].slot <= this.#run.slots) {
      this.#run.obey(this.#events[0]);
      this.#events = this.#events.slice(1);
    }
    if (this.#isCatchingUp()) return;
    const { scenario, configuration } = this.#run.learner;
    if (differ(scenario, this.#scenario)) this.#changeScenario(this.#scenario);
    if (differ(configuration, this.#learner)) this.#changeLearner(this.#learner);
  }

  #changeScenario(scenario: Scenario): void {
    this.#send({ type: 'event', event: this.#run.applyScenario(scenario) });
    this.#scenario = scenario;
  }

  #changeLearner(learner: LearnerConfiguration): void {
    this.#send({ type: 'event', event: this.#run.applyLearner(learner) });
    this.#learner = learner;
  }
}
