/**
 * Trains ahead in short slices, so that the worker answers its messages: within a chunk it pauses
 * wherever the engine does, and a chunk that is not to go on stands still in its middle.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import { EngineFailure } from '../learning/engine.ts';
import type { EngineChoice, EngineId } from '../learning/engineChoice.ts';
import { run, type Steps } from '../learning/steps.ts';
import type { TrainingEvent } from '../session/events.ts';
import type { Schedule } from '../session/schedule.ts';
import { TrainingRun } from '../session/trainingRun.ts';
import type { Scenario } from '../world/scenario.ts';
import { EngineSwitch } from './engineSwitch.ts';
import { LoggedChanges } from './loggedChanges.ts';
import { failureText, type Send } from './messages.ts';
import { Pace } from './pace.ts';
import type { CheckpointContent, LearnerMessage, LearnerStart } from './protocol.ts';
import { TrainingReport } from './trainingReport.ts';
import { Breath, SLICE, Turns } from './turns.ts';

export class TrainingLoop {
  readonly #run: TrainingRun;
  readonly #send: Send<LearnerMessage>;
  readonly #changes: LoggedChanges;
  readonly #report: TrainingReport;
  readonly #engines: EngineSwitch;
  readonly #pace: Pace;
  readonly #turns = new Turns(() => this.#turn());
  readonly #breath = new Breath();
  #running = false;
  /** Slots still to train in a step, and who waits for them. */
  #stepSlots = 0;
  #stepDone: (() => void) | null = null;
  /** A turn, or something else between two chunks, that is being waited for; never rejects. */
  #busy: Promise<void> | null = null;
  /** How many want something between two chunks. */
  #waiting = 0;
  /** When the slice under way has to let others in. */
  #sliceEnd = 0;
  /** What a turn under way stands at. */
  #stage: 'between' | 'training' | 'paused' = 'between';
  /** Goes on with a chunk that stands still. */
  #goOn: () => void = () => {};
  #ended = false;
  /** Training slots that may be done. */
  #limit: number;
  /** The log knows what trains. */
  #engineTold = false;
  /** Paused while an answer was under way. */
  #restDue = false;

  constructor(start: LearnerStart, send: Send<LearnerMessage>) {
    const { recovery } = start;
    this.#run = new TrainingRun(start, recovery?.checkpoint ?? null);
    this.#send = (message) => {
      if (!this.#ended) send(message);
    };
    this.#changes = new LoggedChanges(
      this.#run,
      start,
      (event) => this.#send({ type: 'event', event }),
      (refusal) => this.#send({ type: 'scheduleRefused', ...refusal }),
    );
    this.#pace = new Pace(start.slotsPerSecond);
    this.#limit = start.limit ?? Number.POSITIVE_INFINITY;
    this.#report = new TrainingReport(
      {
        run: this.#run,
        send: this.#send,
        engineStatus: () => this.#engines.status,
        isRunning: () => this.#running,
        isUnlimited: () => !this.#pace.isLimited,
        isCatchingUp: () => this.#changes.isCatchingUp,
      },
      {
        known: recovery?.checkpoint ?? null,
        weightsFrom: recovery?.weightsFrom ?? recovery?.changesFrom ?? 0,
      },
    );
    this.#engines = new EngineSwitch({
      learner: this.#run.learner,
      alone: (work) => this.#alone(work),
      changed: () => this.#engineChanged(),
      tell: () => this.#report.summary(),
      refused: (refusal) => this.#send({ type: 'engineRefused', ...refusal }),
    });
    if (!recovery) this.#tellEngine();
    this.#report.summary();
    void this.setEngine(start.engine, true);
    this.setRunning(start.running);
  }

  setRunning(running: boolean): void {
    if (running && !this.#running) this.#report.speedAnew();
    this.#running = running;
    this.#pace.begin(this.#run.slots, performance.now());
    if (running) this.#proceed();
    else if (this.#stage === 'training') this.#restDue = true;
    else this.#rest();
  }

  /** Slots a second at most; Infinity for no limit. */
  setSpeed(slotsPerSecond: number): void {
    this.#pace.begin(this.#run.slots, performance.now(), slotsPerSecond);
    if (this.#running) this.#proceed();
  }

  /** From that training slot on it waits, as one that trains beside another does for that one. */
  setLimit(slots: number): void {
    this.#limit = slots;
    if (this.#running) this.#proceed();
  }

  /** Trains this many slots (whole chunks), whether running or not, then publishes. */
  step(slots: number): Promise<void> {
    this.#stepDone?.();
    this.#stepSlots = slots;
    this.#proceed();
    return new Promise((resolve) => {
      this.#stepDone = resolve;
    });
  }

  /**
   * Resolves at the end of the chunk under way, from where on it holds.
   *
   * @throws InputError where the change needs a restart
   */
  applyScenario(scenario: Scenario): Promise<void> {
    return this.#alone(async () => {
      const { layout } = this.#run.learner;
      await run(this.#changes.applyingScenario(scenario));
      // Networks of other servers are wanted at once, also while training rests.
      if (layout !== this.#run.learner.layout) this.#report.weightsAnew();
    });
  }

  /**
   * To be obeyed when training gets to its slot; in a run that only obeys.
   *
   * @returns whether training had not passed that slot; an event that comes too late is left aside
   */
  foresee(event: TrainingEvent): Promise<boolean> {
    return this.#alone(async () => {
      const isInTime = event.slot >= this.#run.slots;
      if (isInTime) this.#changes.foresee(event);
      return isInTime;
    });
  }

  /** What is planned for episodes to come. */
  setSchedule(schedule: Schedule): Promise<void> {
    return this.#alone(async () => this.#changes.setSchedule(schedule));
  }

  /** As `applyScenario`. */
  applyLearner(learner: LearnerConfiguration): Promise<void> {
    return this.#alone(async () => {
      await this.#engines.makeWayFor(learner);
      this.#changes.applyLearner(learner);
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
   * Where training stands, between two chunks, and the curve that this worker saw.
   *
   * @throws DivergenceError where it has diverged
   */
  checkpoint(): Promise<CheckpointContent> {
    const { learner } = this.#run;
    return this.#alone(async () => {
      const checkpoint = await run(learner.checkpointing());
      return { checkpoint, trainedOn: learner.engine, curve: learner.curve() };
    });
  }

  /** Of the learner, as it is now. */
  get configuration(): LearnerConfiguration {
    return this.#run.learner.configuration;
  }

  /** Nothing of this loop happens any more; a chunk that was under way is given up. */
  end(): void {
    this.#ended = true;
    this.#running = false;
    this.#stepSlots = 0;
    this.#turns.callOff();
    this.#stepDone?.();
    void this.#alone(async () => {
      this.#run.learner.dispose();
      this.#engines.end();
      this.#breath.end();
    });
  }

  /** Goes on where there is something to train. */
  #proceed(): void {
    this.#goOn();
    if (this.#isToTrain()) this.#turns.ask();
  }

  #turn(): void {
    // Whatever is being waited for asks for a turn when it is done.
    if (this.#busy) return;
    this.#sliceEnd = performance.now() + SLICE;
    const turn = run(this.#slice(), () => this.#pause());
    if (turn) this.#waitFor(turn);
  }

  /** Something between two chunks, while training waits. At once where nothing is under way. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    this.#goOn();
    while (this.#busy) await this.#busy;
    this.#waiting -= 1;
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
    this.#stage = 'training';
    try {
      do yield* this.#trainChunk();
      while (performance.now() < this.#sliceEnd && this.#waiting === 0 && this.#mayTrain());
      this.#stage = 'between';
      if (this.#isToTrain()) {
        this.#report.whatIsDue();
        if (this.#report.isCheckpointDue) yield* this.#report.checkpoint();
        this.#turns.ask(this.#delay());
      } else {
        this.#rest();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#stage = 'between';
    }
  }

  *#trainChunk(): Steps {
    if (!this.#mayTrain()) return;
    if (!this.#engineTold) this.#tellEngine();
    yield* this.#changes.catchingUp();
    const { learner } = this.#run;
    const before = { slots: learner.slots, episode: learner.episode };
    yield* learner.advancing();
    this.#report.chunkEnded();
    const isStep = this.#stepSlots > 0;
    if (isStep) this.#stepSlots -= learner.slots - before.slots;
    const planned = learner.configuration.episodes;
    const isEnd = before.episode < planned && learner.episode >= planned;
    if (!isEnd || (isStep && !this.#running)) return;
    this.#stage = 'between';
    // What a whole plan came to is not to be lost with the worker.
    yield* this.#report.checkpoint();
    this.#running = false;
    this.#send({ type: 'planDone' });
  }

  /** A good moment to let others in, asked for all the time. */
  #pause(): Promise<void> | undefined {
    if (performance.now() < this.#sliceEnd) return undefined;
    return this.#letOthersIn();
  }

  /**
   * Lets the messages that wait have their turn. A chunk then stands still while there is nothing to
   * train and nobody waits for its end.
   */
  async #letOthersIn(): Promise<void> {
    const stage = this.#stage;
    this.#stage = 'paused';
    this.#report.summaryIfDue();
    await this.#breath.take();
    const isHeld = () => stage === 'training' && !this.#isToTrain() && this.#waiting === 0;
    while (!this.#ended && isHeld()) {
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
    }
    if (this.#ended) throw new Error('The run was ended.');
    this.#stage = stage;
    this.#sliceEnd = performance.now() + SLICE;
  }

  #isToTrain(): boolean {
    return (this.#running && this.#run.slots < this.#limit) || this.#stepSlots > 0;
  }

  #mayTrain(): boolean {
    return this.#isToTrain() && this.#delay() === 0;
  }

  /** Milliseconds until the speed limit allows the next slot. */
  #delay(): number {
    return this.#stepSlots > 0 ? 0 : this.#pace.delay(this.#run.slots, performance.now());
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    this.#running = false;
    try {
      this.#rest();
    } catch {
      // Where memory is full nothing more can be shown; that it failed is to be told all the same.
    }
    // Memory may run out anywhere: a new worker has its own.
    if (error instanceof EngineFailure || error instanceof RangeError) {
      const { engine } = this.#run.learner;
      this.#send({ type: 'engineLost', engine: engine as EngineId, detail: error.message });
    } else {
      this.#send({ type: 'failure', message: failureText(error) });
    }
  }

  /** Rests: everything that is known goes out, and whoever waits for a step is answered. */
  #rest(): void {
    this.#turns.callOff();
    this.#restDue = false;
    this.#stepSlots = 0;
    this.#report.everything();
    this.#stepDone?.();
    this.#stepDone = null;
  }

  #engineChanged(): void {
    this.#report.speedAnew();
    this.#tellEngine();
  }

  #tellEngine(): void {
    this.#engineTold = true;
    this.#send({ type: 'event', event: this.#run.engineEvent() });
  }
}
