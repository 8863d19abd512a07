/**
 * One run of the city and its learner: starts both workers, hands weights from one to the other,
 * keeps the event log, and starts a worker again that died. What they say ends up in the store
 * (small numbers) or in the live buffers (frames, curves).
 */
import type { StoreApi } from 'zustand/vanilla';
import type { LearnerConfiguration } from '../../learning/configuration.ts';
import type { EngineChoice } from '../../learning/engineChoice.ts';
import type { OrchestrationOptions } from '../../orchestration/options.ts';
import { EventLog, type SessionEvent } from '../../session/events.ts';
import { type CheckpointParts, CheckpointReceiver } from '../../workers/checkpointParts.ts';
import type { WorkerGone } from '../../workers/client.ts';
import { LearnerClient } from '../../workers/learnerClient.ts';
import type {
  ActingSnapshot,
  CheckpointContent,
  CityCheckpoint,
  EngineLostMessage,
  EngineRefusedMessage,
  FrameMessage,
  LearnerCheckpoint,
  LearnerMessage,
  RunSetup,
  WeightSnapshot,
  WorldMessage,
} from '../../workers/protocol.ts';
import { WorldClient } from '../../workers/worldClient.ts';
import type { Scenario } from '../../world/scenario.ts';
import { areSameServers, idsOf } from '../../world/servers.ts';
import { t } from '../catalogue/index.ts';
import { engineName } from '../engine/engineName.ts';
import type { live as liveBuffers } from '../live.ts';
import type { AppState, RunStatus } from '../state.ts';
import { EngineLadder } from './engineLadder.ts';
import { isWorkerGone, messageOf } from './failures.ts';
import type { Notices } from './notices.ts';

type Room = 'city' | 'training';

/** A worker that dies this often without reaching a new checkpoint is not started again. */
const MOST_CRASHES = 3;

export interface RunSpawns {
  readonly world?: () => Worker;
  readonly learner?: () => Worker;
}

export class Run {
  readonly world: WorldClient;
  readonly learner: LearnerClient;
  /** Training made a planned change, of this episode. */
  onScheduled: (episode: number) => void = () => {};
  readonly #store: StoreApi<AppState>;
  readonly #live: typeof liveBuffers;
  readonly #notices: Notices;
  #setup: RunSetup | null = null;
  #log = new EventLog();
  #weights: WeightSnapshot | null = null;
  #cityCheckpoint: CityCheckpoint | null = null;
  #learnerCheckpoint: LearnerCheckpoint | null = null;
  /** Of the learner's worker. */
  #checkpoints = new CheckpointReceiver();
  /** What the visitor asked for; a hidden page holds both still without forgetting it. */
  readonly #wanted: Record<Room, boolean> = { city: true, training: true };
  readonly #crashes: Record<Room, number> = { city: 0, training: 0 };
  readonly #ladder = new EngineLadder();
  /** Rooms whose worker was given up; a room that failed otherwise still has its worker. */
  readonly #gone: Record<Room, boolean> = { city: false, training: false };
  /** What the city's policy decides by that is made apart, for a city that starts again. */
  #acting: readonly ActingSnapshot[] = [];
  #visible = true;
  /** Training paused itself at the end of its plan, of this many episodes. */
  #planDone: number | null = null;

  constructor(
    store: StoreApi<AppState>,
    live: typeof liveBuffers,
    notices: Notices,
    spawns: RunSpawns = {},
  ) {
    this.#store = store;
    this.#live = live;
    this.#notices = notices;
    this.world = new WorldClient(
      {
        frame: (buffer, of) => live[of ?? 'city'].receive(buffer, performance.now()),
        message: (message) => this.#hearCity(message),
        crashed: (reason) => this.#revive('city', reason),
      },
      spawns.world,
    );
    this.learner = new LearnerClient(
      {
        message: (message) => this.#hearTraining(message),
        crashed: (reason) => this.#revive('training', reason),
      },
      spawns.learner,
    );
  }

  /** The setup and the log of this run: together they replay it. */
  get record(): { readonly setup: RunSetup | null; readonly log: EventLog } {
    return { setup: this.#setup, log: this.#log };
  }

  /** Starts with the configuration and the seed that are in the store, from its file or slot 0. */
  start(): void {
    const { scenario, learner, seed, city, training, origin } = this.#store.getState();
    // A room that ended by itself, its plan done or failed, was not paused by the visitor.
    if (city.status === 'failed') this.#wanted.city = true;
    if (training.status === 'failed' || this.#planDone !== null) this.#wanted.training = true;
    this.#setup = { scenario, learner, seed, ...(origin ? { origin } : {}) };
    this.#log = new EventLog();
    this.#weights = null;
    this.#acting = [];
    this.#cityCheckpoint = null;
    this.#learnerCheckpoint = null;
    this.#crashes.city = 0;
    this.#crashes.training = 0;
    this.#ladder.clear();
    const begun = (origin?.trainedSlots ?? 0) / learner.slotsPerEpisode;
    this.#planDone = begun >= learner.episodes ? learner.episodes : null;
    if (this.#planDone !== null) this.#wanted.training = false;
    const ids = idsOf(scenario);
    this.#live.city.clear(ids.length);
    this.#live.rival.clear(ids.length);
    this.#live.curves.clear(ids, learner, begun);
    if (origin) this.#live.curves.learnt(origin);
    if (origin?.curve) {
      this.#live.curves.append({ type: 'training', ...origin.curve });
      this.#live.curves.follow(origin.curve.firstEpisode, learner);
    }
    const engine = ownEngine(origin?.trainedOn);
    if (engine && training.engine === 'auto') this.#setEngine(engine);
    this.#store.setState((state) => ({
      city: { ...state.city, status: 'starting', summary: null },
      training: { ...state.training, status: 'starting', summary: null },
    }));
    this.#startCity(false);
    this.#startTraining(false);
  }

  /**
   * Everything that training depends on and the curve since its worker started, as they stand now,
   * or the last checkpoint where the worker is gone.
   *
   * @throws WorkerGone where there is neither
   */
  async checkpoint(): Promise<CheckpointContent> {
    try {
      return await this.learner.checkpoint();
    } catch (error) {
      const checkpoint = this.#learnerCheckpoint ?? this.#setup?.origin?.checkpoint;
      if (!checkpoint) throw error;
      const { engine: trainedOn } = this.#store.getState().training.summary ?? {};
      return { checkpoint, ...(trainedOn ? { trainedOn } : {}) };
    }
  }

  /** Plays or pauses a room; one whose worker was given up starts again from its checkpoint. */
  setRunning(room: Room, running: boolean): void {
    if (room === 'training') this.#planDone = null;
    this.#wanted[room] = running;
    if (this.#gone[room]) {
      if (!running) return;
      this.#crashes[room] = 0;
      this.#startAgain(room);
      return;
    }
    if (this.#store.getState()[room].status !== 'starting') {
      this.#setStatus(room, running ? 'running' : 'paused');
    }
    this.#passOn(room);
  }

  /** Whether the visitor, and not the end of a plan or a failure, holds a room still. */
  isHeld(room: Room): boolean {
    const endedByItself =
      this.#store.getState()[room].status === 'failed' ||
      (room === 'training' && this.#planDone !== null);
    return !this.#wanted[room] && !endedByItself;
  }

  /** Training that paused at the end of its plan goes on where the plan is made longer. */
  planChanged({ episodes }: LearnerConfiguration): void {
    if (this.#planDone !== null && episodes > this.#planDone) this.setRunning('training', true);
  }

  /** A hidden page pauses both rooms; they go on as they were when it is seen again. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (!this.#setup) return;
    this.#passOn('city');
    this.#passOn('training');
  }

  /** Hands what a policy of its own decides by to the city, and the city to that policy. */
  act(acting: ActingSnapshot, orchestration: OrchestrationOptions, undo: () => void): void {
    const taken = this.takeUp(acting).then(() => {
      return this.world.setPolicy(acting.kind, orchestration);
    });
    this.follow(taken, undo);
  }

  /** Hands the city what a policy decides by that is made apart; who decides stays. */
  async takeUp(acting: ActingSnapshot): Promise<void> {
    await this.world.setActing(acting);
    this.#acting = [...this.#acting.filter(({ kind }) => kind !== acting.kind), acting];
  }

  /** Follows a call to a worker: what it refuses becomes a notice, a dead worker is told elsewhere. */
  follow(call: Promise<unknown>, undo?: () => void): void {
    call.catch((error: unknown) => {
      if (isWorkerGone(error)) return;
      undo?.();
      this.#notices.tell('problem', messageOf(error));
    });
  }

  /**
   * Goes on with servers that came or went: training first, since it may refuse them.
   *
   * @throws InputError or WorkerGone; then nothing has changed
   */
  async changeServers(scenario: Scenario, taken: () => void): Promise<void> {
    const setup = this.#setup;
    await this.learner.applyScenario(scenario);
    // Another run may have begun meanwhile.
    if (setup !== this.#setup) return;
    const { length } = idsOf(scenario);
    this.#live.curves.learnt(null);
    this.#live.city.clear(length);
    this.#live.rival.clear(length);
    taken();
    this.follow(this.world.applyScenario(scenario));
    // A city that rests shows its new servers in one slot.
    if (this.#store.getState().city.status === 'paused') this.follow(this.world.step());
  }

  /** Whether networks are of the servers that there are: those of before are on their way at times. */
  #isOfNow({ scenario }: WeightSnapshot): boolean {
    const trained = scenario ?? this.#setup!.scenario;
    return areSameServers(idsOf(trained), idsOf(this.#store.getState().scenario));
  }

  #passOn(room: Room): void {
    if (this.#gone[room]) return;
    const worker = room === 'city' ? this.world : this.learner;
    this.follow(worker.setRunning(this.#isToRun(room)));
  }

  #isToRun(room: Room): boolean {
    return this.#wanted[room] && this.#visible;
  }

  #startAgain(room: Room): void {
    this.#setStatus(room, 'starting');
    if (room === 'city') this.#startCity(true);
    else this.#startTraining(true);
  }

  #startCity(again: boolean): void {
    this.#gone.city = false;
    const { city, orchestration, scenario } = this.#store.getState();
    const { policy, manualDecisions, rival, slotsPerSecond } = city;
    const started = this.world.start({
      ...forCity(this.#setup!),
      policy,
      orchestration,
      manualDecisions,
      acting: this.#acting,
      rival,
      slotsPerSecond,
      running: this.#isToRun('city'),
      ...(again ? { recovery: { checkpoint: this.#cityCheckpoint, scenario } } : {}),
    });
    if (this.#weights) this.follow(this.world.setWeights(this.#weights));
    this.#follow('city', started);
  }

  #startTraining(again: boolean): void {
    this.#gone.training = false;
    const { training, scenario, learner, schedule } = this.#store.getState();
    this.#checkpoints = new CheckpointReceiver(again ? this.#learnerCheckpoint : null);
    if (again) this.#log.rewindEngines();
    const recovery = {
      checkpoint: this.#learnerCheckpoint,
      events: this.#log.trainingSinceMark(),
      changesFrom: this.#weights?.trainedSlots ?? 0,
      scenario,
      learner,
    };
    const started = this.learner.start({
      ...this.#setup!,
      engine: training.engine,
      slotsPerSecond: training.slotsPerSecond,
      running: this.#isToRun('training'),
      schedule: again ? schedule.filter(({ episode }) => !this.#isDone(episode)) : schedule,
      ...(again ? { recovery } : {}),
    });
    this.#follow('training', started);
  }

  /** Whether the change planned for an episode stands in the log. */
  #isDone(episode: number): boolean {
    return this.#log.training.some(
      (event) => event.type !== 'engine' && event.scheduled === episode,
    );
  }

  /** A start that succeeds opens the room; one that is refused closes it. */
  #follow(room: Room, started: Promise<void>): void {
    started.then(
      () => this.#setStatus(room, this.#wanted[room] ? 'running' : 'paused'),
      (error: unknown) => {
        if (!isWorkerGone(error)) this.#fail(room, messageOf(error));
      },
    );
  }

  #revive(room: Room, reason: WorkerGone): void {
    this.#gone[room] = true;
    if (reason.neverCame) {
      this.#fail(room, t(room === 'city' ? 'session.worldMissing' : 'session.learnerMissing'));
      return;
    }
    if (room === 'city') this.#log.rewindCity();
    if (!this.#countCrash(room, reason.message)) return;
    if (room === 'training' && this.#crashes.training > 1) {
      // Once is chance. Twice without a checkpoint in between, its engine may be to blame.
      this.#goOnWithout(this.#store.getState().training.summary?.engine, reason.message);
      return;
    }
    const notice =
      room === 'city'
        ? t('session.worldRecovered', { slot: this.#cityCheckpoint?.slot ?? 0 })
        : t('session.learnerRecovered', { slot: this.#checkpointSlot });
    this.#notices.tell('problem', notice, 'run');
    this.#startAgain(room);
  }

  /** Whether a room that crashed is to be started again; else it is given up. */
  #countCrash(room: Room, reason: string): boolean {
    this.#crashes[room] += 1;
    if (this.#crashes[room] <= MOST_CRASHES) return true;
    const text = room === 'city' ? t('session.worldFailed', { reason }) : this.#stoppedText(reason);
    this.#fail(room, text);
    return false;
  }

  /** Training that cannot go on by itself: why, and from where it can. */
  #stoppedText(reason: string): string {
    return t('session.learnerFailed', { reason, slot: this.#checkpointSlot });
  }

  /** Training slots behind what training would go on from. */
  get #checkpointSlot(): number {
    return this.#learnerCheckpoint?.slots ?? this.#setup?.origin?.trainedSlots ?? 0;
  }

  #hearCity(message: Exclude<WorldMessage, FrameMessage>): void {
    switch (message.type) {
      case 'summary':
        this.#store.setState(({ city }) => ({ city: { ...city, summary: message.summary } }));
        return;
      case 'checkpoint':
        this.#cityCheckpoint = message.checkpoint;
        this.#log.mark('city');
        this.#crashes.city = 0;
        return;
      case 'event':
        this.#log.add(message.event);
        return;
      case 'failure':
        this.#fail('city', message.message);
    }
  }

  #hearTraining(message: LearnerMessage): void {
    switch (message.type) {
      case 'training':
        this.#live.curves.append(message);
        return;
      case 'trainingSummary':
        this.#store.setState(({ training }) => ({ training: { ...training, summary: message } }));
        return;
      case 'weights':
        this.#weights = message.snapshot;
        if (this.#isOfNow(message.snapshot)) this.#live.curves.learnt(message.snapshot);
        this.follow(this.world.setWeights(message.snapshot));
        return;
      case 'planDone':
        this.#wanted.training = false;
        this.#planDone = this.#store.getState().learner.episodes;
        this.#setStatus('training', 'paused');
        return;
      case 'checkpoint':
        this.#takeCheckpoint(message.parts);
        return;
      case 'event':
        this.#log.add(message.event);
        this.#noteChange(message.event);
        return;
      case 'scheduleRefused':
        this.#notices.tell('problem', t('session.scheduleRefused', { ...message }), 'run');
        return;
      case 'engineRefused':
        this.#hearRefusal(message);
        return;
      case 'engineLost':
        this.#replaceEngine(message);
        return;
      case 'failure':
        // A learner that diverged cannot go on; playing starts from its last good checkpoint.
        this.learner.stop();
        this.#gone.training = true;
        this.#fail('training', this.#stoppedText(message.message));
    }
  }

  #takeCheckpoint(parts: CheckpointParts): void {
    const whole = this.#checkpoints.take(parts);
    if (!whole) return;
    this.#learnerCheckpoint = whole;
    this.#log.mark('training');
    this.#crashes.training = 0;
  }

  /** The curve shows what was changed, and follows another plan from there on. */
  #noteChange(event: SessionEvent): void {
    if (event.room !== 'training') return;
    this.#live.curves.note(event);
    if (event.type !== 'engine' && event.scheduled !== undefined) this.onScheduled(event.scheduled);
    if (event.type !== 'learner') return;
    this.#live.curves.follow(event.slot / event.learner.slotsPerEpisode, event.learner);
  }

  /** Another engine was asked for and cannot run here: the choice is what runs. */
  #hearRefusal({ engine, obstacle, detail, running }: EngineRefusedMessage): void {
    this.#setEngine(running);
    const names = { engine: engineName(engine), running: engineName(running) };
    this.#notices.tell('problem', t(`engine.refused.${obstacle}`, { ...names, detail }));
  }

  /** An engine broke: its worker goes with it, and whatever memory that held. */
  #replaceEngine({ engine, detail }: EngineLostMessage): void {
    this.learner.stop();
    this.#gone.training = true;
    if (this.#countCrash('training', detail)) this.#goOnWithout(engine, detail);
  }

  /** Training goes on from its last checkpoint on the next engine that may work. */
  #goOnWithout(broken: string | undefined, detail: string): void {
    const next = this.#ladder.after(broken);
    this.#setEngine(next);
    const slot = this.#checkpointSlot;
    const text = broken
      ? t('engine.lost', {
          engine: engineName(broken as EngineChoice),
          next: engineName(next),
          slot,
          detail,
        })
      : t('session.learnerRecovered', { slot });
    this.#notices.tell('problem', text, 'run');
    this.#startAgain('training');
  }

  #setEngine(engine: EngineChoice): void {
    this.#store.setState(({ training }) => ({ training: { ...training, engine } }));
  }

  #fail(room: Room, text: string): void {
    this.#wanted[room] = false;
    this.#setStatus(room, 'failed');
    this.#notices.tell('problem', text, 'run');
  }

  #setStatus(room: Room, status: RunStatus): void {
    this.#store.setState((state) =>
      room === 'city'
        ? { city: { ...state.city, status } }
        : { training: { ...state.training, status } },
    );
  }
}

/** Where an engine of ours trained, only the same one goes on bit for bit. */
function ownEngine(id: string | undefined): EngineChoice | null {
  return id === 'typescript' || id === 'wasm' ? id : null;
}

/** The city needs the weights of what was opened, not the memory that goes with them. */
function forCity({ origin, ...setup }: RunSetup): RunSetup {
  return origin ? { ...setup, origin: { ...origin, checkpoint: null } } : setup;
}
