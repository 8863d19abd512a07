/**
 * Trains centralised DQL beside the run's own learner, in short slices, to the end of the run's plan.
 * It obeys the run's changes of the scenario at the same training slots.
 */
import { CentralizedLearner } from '../learning/centralized.ts';
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import { run, type Steps } from '../learning/steps.ts';
import { centralizedSetup } from '../session/companions.ts';
import type { Scenario } from '../world/scenario.ts';
import type { CentralizedMessage, CentralizedStart } from './centralizedProtocol.ts';
import { failureText, type Send } from './messages.ts';
import { Breath, SLICE, Turns } from './turns.ts';

/** Milliseconds between two messages of a kind. */
const PERIODS = { curve: 100, summary: 250, network: 2000 } as const;

interface Change {
  readonly slot: number;
  readonly scenario: Scenario;
}

export class CentralizedLoop {
  readonly #learner: CentralizedLearner;
  readonly #send: Send<CentralizedMessage>;
  readonly #turns = new Turns(() => this.#turn());
  readonly #breath = new Breath();
  readonly #sentAt = { curve: 0, summary: 0, network: 0 };
  #changes: readonly Change[];
  /** Training slots that may be done. */
  #limit: number;
  #running = false;
  #busy = false;
  #ended = false;
  #wanted = false;
  #sliceEnd = 0;
  /** Of the chunk under way or the one before: its slots are settled. */
  #chunkEnd = 0;
  #sentEpisodes = 0;
  #sentNetwork = -1;
  /** Of the whole slices since training began to run. */
  #work = { slots: 0, milliseconds: 0 };

  /**
   * @throws InputError where the network would be too large
   * @throws EngineFailure where there is no memory for it
   */
  constructor(
    start: CentralizedStart,
    createEngine: CentralizedEngineFactory | undefined,
    send: Send<CentralizedMessage>,
  ) {
    this.#learner = new CentralizedLearner(centralizedSetup(start), createEngine);
    this.#changes = start.changes;
    this.#limit = start.limit;
    this.#send = (message) => {
      if (!this.#ended) send(message);
    };
    this.setRunning(start.running);
    this.#summary();
  }

  setRunning(running: boolean): void {
    if (running && !this.#running) this.#work = { slots: 0, milliseconds: 0 };
    this.#running = running && !this.#isDone;
    if (this.#running) this.#turns.ask();
    else this.#rest();
  }

  /** From that training slot on it waits for the run that it stands beside. */
  setLimit(slots: number): void {
    this.#limit = slots;
    if (this.#mayTrain) this.#turns.ask();
  }

  /** @returns whether training had not passed that slot; what comes too late is left aside */
  applyScenario(scenario: Scenario, slot: number): boolean {
    if (slot < Math.max(this.#learner.slots, this.#chunkEnd)) return false;
    this.#changes = [...this.#changes, { slot, scenario }];
    return true;
  }

  setWanted(wanted: boolean): void {
    this.#wanted = wanted;
    if (wanted && !this.#busy) void run(this.#sendNetwork());
  }

  end(): void {
    this.#ended = true;
    this.#running = false;
    this.#turns.callOff();
    this.#breath.end();
    this.#learner.dispose();
  }

  get #isDone(): boolean {
    return this.#learner.episode >= this.#learner.configuration.episodes;
  }

  get #mayTrain(): boolean {
    return this.#running && this.#learner.slots < this.#limit;
  }

  #turn(): void {
    if (this.#busy || !this.#mayTrain) return;
    this.#busy = true;
    this.#sliceEnd = performance.now() + SLICE;
    const turn = run(this.#slice(), () => this.#pause());
    const end = () => {
      this.#busy = false;
      if (this.#mayTrain) this.#turns.ask();
    };
    if (turn) void turn.then(end, end);
    else end();
  }

  *#slice(): Steps {
    try {
      const begun = { slots: this.#learner.slots, time: performance.now() };
      do {
        this.#obey();
        this.#chunkEnd = this.#learner.slots + this.#learner.configuration.actingLag;
        yield* this.#learner.advancing();
      } while (performance.now() < this.#sliceEnd && this.#mayTrain && !this.#isDone);
      this.#work.slots += this.#learner.slots - begun.slots;
      this.#work.milliseconds += performance.now() - begun.time;
      yield* this.#tell();
    } catch (error) {
      this.#running = false;
      this.#send({ type: 'failure', message: failureText(error) });
    }
  }

  *#tell(): Steps {
    const now = performance.now();
    // One that waits has nothing more to say for a while.
    const waits = !this.#mayTrain;
    if (waits || now - this.#sentAt.curve >= PERIODS.curve) this.#curve();
    if (waits || now - this.#sentAt.summary >= PERIODS.summary) this.#summary();
    if (this.#wanted && now - this.#sentAt.network >= PERIODS.network) yield* this.#sendNetwork();
    if (!this.#isDone) return;
    this.#running = false;
    this.#rest();
    yield* this.#sendNetwork();
    this.#send({ type: 'done' });
  }

  /** Changes whose slots have come. */
  #obey(): void {
    const { slots } = this.#learner;
    while (this.#changes[0] && this.#changes[0].slot <= slots) {
      const { scenario } = this.#changes[0];
      this.#changes = this.#changes.slice(1);
      this.#learner.applyScenario(scenario);
    }
  }

  /** A good moment to let others in, asked for all the time. */
  #pause(): Promise<void> | undefined {
    if (performance.now() < this.#sliceEnd) return undefined;
    return this.#breath.take().then(() => {
      if (this.#ended) throw new Error('The run was ended.');
      this.#sliceEnd = performance.now() + SLICE;
    });
  }

  #rest(): void {
    this.#turns.callOff();
    this.#curve();
    this.#summary();
  }

  #curve(): void {
    this.#sentAt.curve = performance.now();
    const { episode } = this.#learner;
    if (episode <= this.#sentEpisodes) return;
    const firstEpisode = this.#sentEpisodes;
    this.#sentEpisodes = episode;
    const { systemReward } = this.#learner.curve(firstEpisode);
    this.#send({ type: 'curve', firstEpisode, systemReward });
  }

  #summary(): void {
    this.#sentAt.summary = performance.now();
    const { slots, episode, engine } = this.#learner;
    const { slots: done, milliseconds } = this.#work;
    this.#send({
      type: 'summary',
      memory: this.#learner.memory,
      trainedSlots: slots,
      episode,
      slotsPerSecond: this.#running && milliseconds > 0 ? (1000 * done) / milliseconds : 0,
      engine,
      running: this.#running,
    });
  }

  *#sendNetwork(): Steps {
    const trainedSlots = this.#learner.slots;
    this.#sentAt.network = performance.now();
    if (trainedSlots === this.#sentNetwork || trainedSlots === 0) return;
    this.#sentNetwork = trainedSlots;
    this.#send({ type: 'network', network: yield* this.#learner.network(), trainedSlots });
  }
}
