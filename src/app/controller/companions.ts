/**
 * Learners beside the run's own, each in a worker: VDN and centralised DQL from the run's first slot
 * on, with its changes of the scenario at the same training slots; and a control run, which goes on
 * from where it was asked for without what is changed after that. Loaded when first asked for.
 */
import type { StoreApi } from 'zustand/vanilla';
import { centralizedBeginning, type RunChange } from '../../session/companions.ts';
import type { TrainingEvent } from '../../session/events.ts';
import type { CompanionKind, LearntActing, RunSetup } from '../../session/setup.ts';
import type { Scenario } from '../../world/scenario.ts';
import { areSameServers, idsOf } from '../../world/servers.ts';
import { t } from '../catalogue/index.ts';
import { CentralizedBeside } from './centralizedBeside.ts';
import { refusalOf } from './changes.ts';
import { CompanionCurve } from './companionCurve.ts';
import '../catalogue/later/companions.ts';
import type { LiveCurves } from '../live.ts';
import { policyName } from '../stages/city/policyName.ts';
import type { AppState, Beside, BesideKind } from '../state.ts';
import type { BesideLearner, BesideSetup, Heard } from './besideLearner.ts';
import { isWorkerGone, messageOf } from './failures.ts';
import { LocalBeside } from './localBeside.ts';
import type { Notices } from './notices.ts';
import type { Run } from './run.ts';

const KINDS: readonly BesideKind[] = ['vdn', 'centralized', 'control'];
/** Milliseconds between two networks of a companion that the city takes up. */
const TAKE_UP_PERIOD = 2000;

/** One of them, while it is wanted. */
interface Held {
  readonly learner: BesideLearner;
  /** Resolves once it has been started, or could not be. */
  ready: Promise<void>;
  /** Changes of the run that it has been told of. */
  changes: number;
  /** The run's slot that its slot 0 stands beside: centralised DQL begins again with other servers. */
  begun: number;
  readonly curve: CompanionCurve;
  newest: LearntActing | null;
  /** Who waits for the newest network; null for one that ends before it comes. */
  readonly asked: Set<(acting: LearntActing | null) => void>;
  takenAt: number;
}

export class Companions {
  readonly #store: StoreApi<AppState>;
  readonly #curves: LiveCurves;
  readonly #run: Run;
  readonly #notices: Notices;
  readonly #spawnLearner: (() => Worker) | undefined;
  readonly #held = new Map<BesideKind, Held>();
  /** The policy that is to run the city as soon as its companion has learnt something. */
  #awaited: CompanionKind | null = null;
  /** Of the run that the companions stand beside. */
  #setup: unknown = null;

  constructor(
    store: StoreApi<AppState>,
    curves: LiveCurves,
    run: Run,
    notices: Notices,
    spawnLearner?: () => Worker,
  ) {
    this.#store = store;
    this.#curves = curves;
    this.#run = run;
    this.#notices = notices;
    this.#spawnLearner = spawnLearner;
    this.#setup = run.record.setup;
    curves.subscribe(() => this.#watchRun());
    document.addEventListener('visibilitychange', () => this.#passOn());
    store.subscribe((state, before) => {
      if (state.training.status !== before.training.status) this.#passOn();
      if (state.training !== before.training) this.#tellLimit();
      if (state.city !== before.city) this.#tellWanted();
    });
  }

  /** Begins to train one of them, or ends it. */
  want(kind: BesideKind, wanted: boolean): void {
    this.#end(kind);
    if (wanted) this.#begin(kind, 0);
    else this.#show(kind, { status: 'idle', reason: null });
  }

  /** Lets a companion's policy run the city, as soon as it has learnt something. */
  letRun(kind: CompanionKind): void {
    const held = this.#held.get(kind);
    this.#awaited = kind;
    if (held?.newest) {
      this.#takeOver(held.newest);
      return;
    }
    if (!held) this.#begin(kind, 0);
    this.#tellWanted();
    const text = t('companions.awaited', { policy: policyName(kind) });
    this.#notices.tellNewest('awaited', text);
  }

  /** What a companion decides by now; null for one that is not trained, or has learnt nothing. */
  async actingOf(kind: CompanionKind): Promise<LearntActing | null> {
    const held = this.#held.get(kind);
    if (!held || this.#store.getState().companions[kind].trainedSlots === 0) return null;
    if (kind === 'vdn') return held.newest;
    // A large network is not sent before it is asked for.
    const before = held.newest;
    held.learner.setWanted(true);
    const newest = await new Promise<LearntActing | null>((resolve) => {
      held.asked.add(resolve);
      if (before?.trainedSlots === this.#store.getState().companions[kind].trainedSlots) {
        resolve(before);
      }
    });
    this.#tellWanted();
    return newest;
  }

  #begin(kind: BesideKind, restarts: number): void {
    const setup = this.#run.record.setup;
    const refusal = setup && kind === 'centralized' ? refusalOf(this.#scenario(), kind) : null;
    if (refusal || !setup) {
      this.#show(kind, { status: 'failed', reason: refusal });
      return;
    }
    const nothing = { trainedSlots: 0, episode: 0, slotsPerSecond: 0, engine: null, memory: null };
    this.#show(kind, { ...nothing, from: 0, status: 'starting', reason: null, restarts });
    // One that was ended has nothing to say any more.
    const hear: Heard = (message) => {
      if (this.#held.get(kind) === held) this.#hear(kind, message);
    };
    const learner =
      kind === 'centralized'
        ? new CentralizedBeside(hear)
        : new LocalBeside(kind, hear, this.#spawnLearner);
    const held: Held = {
      learner,
      ready: Promise.resolve(),
      changes: this.#changes().length,
      begun: 0,
      curve: new CompanionCurve(),
      newest: null,
      asked: new Set(),
      takenAt: 0,
    };
    this.#held.set(kind, held);
    held.ready = this.#start(kind, held);
  }

  async #start(kind: BesideKind, held: Held): Promise<void> {
    const { learner } = held;
    try {
      const from = await this.#setupFor(kind, held);
      // Ended before it had begun: a worker that is started now would never be stopped.
      if (this.#held.get(kind) !== held) return;
      this.#show(kind, { from: from.checkpoint?.slots ?? held.begun });
      await learner.start(from, this.#mayRun());
      this.#run.follow(learner.setRunning(this.#mayRun()));
      this.#tellLimit();
      this.#tellWanted();
    } catch (error) {
      if (this.#held.get(kind) === held && !isWorkerGone(error)) this.#fail(kind, messageOf(error));
    }
  }

  /** What a companion begins from: the run's own start and log, or for the control where it is. */
  async #setupFor(kind: BesideKind, held: Held): Promise<BesideSetup> {
    const { record } = this.#run;
    const setup = record.setup!;
    if (kind === 'control') {
      const { checkpoint } = await this.#run.checkpoint();
      return { setup, checkpoint, changes: [], limit: Number.POSITIVE_INFINITY };
    }
    if (kind === 'centralized') return this.#centralizedSetup(setup, held);
    record.log.forgetCompanion(kind);
    const changes = this.#changes();
    for (const change of changes) this.#log(kind, held, change);
    return { setup, checkpoint: null, changes, limit: this.#limit(held) };
  }

  /** As the run's own beginning, or where servers came or went last. */
  #centralizedSetup(setup: RunSetup, held: Held): BesideSetup {
    const { log } = this.#run.record;
    const beginning = centralizedBeginning(setup, this.#changes());
    const { begun, changes } = beginning;
    held.begun = begun;
    log.forgetCompanion('centralized', begun);
    const { scenario } = beginning.setup;
    if (begun > 0) this.#log('centralized', held, { slot: begun, scenario });
    for (const { slot, scenario: next } of changes) {
      this.#log('centralized', held, { slot: slot + begun, scenario: next });
    }
    return { setup: beginning.setup, checkpoint: null, changes, limit: this.#limit(held) };
  }

  #hear(kind: BesideKind, message: Parameters<Heard>[0]): void {
    const held = this.#held.get(kind);
    if (!held) return;
    if (message.type === 'curve') {
      this.#append(kind, held, message.firstEpisode, message.systemReward);
    } else if (message.type === 'progress') {
      const { trainedSlots, episode, slotsPerSecond, engine, running, memory } = message;
      const status = this.#store.getState().companions[kind].status;
      this.#show(kind, {
        ...{ trainedSlots, episode, slotsPerSecond, engine, memory },
        status: status === 'done' ? 'done' : running ? 'running' : 'paused',
      });
    } else if (message.type === 'acting') {
      const { acting } = message;
      const isBegun = acting.kind === 'centralized' && held.begun > 0;
      held.newest = isBegun ? { ...acting, begun: held.begun } : acting;
      for (const answer of held.asked) answer(held.newest);
      held.asked.clear();
      if (this.#awaited === kind) this.#takeOver(held.newest);
      else this.#takeUp(held);
    } else if (message.type === 'done') {
      this.#show(kind, { status: 'done', slotsPerSecond: 0 });
    } else {
      this.#fail(kind, message.reason);
    }
  }

  #append(kind: BesideKind, held: Held, first: number, points: Float64Array): void {
    const from = Math.ceil(this.#store.getState().companions[kind].from / this.#slotsPerEpisode());
    // What began in the middle of the run counts its own episodes.
    const systemReward = held.curve.append(from, first + (held.begun > 0 ? from : 0), points);
    if (systemReward) this.#curves.accompany(kind, { from, systemReward });
  }

  /** The city goes over to a companion. */
  #takeOver(acting: LearntActing): void {
    this.#awaited = null;
    // What was promised has come.
    this.#notices.dropTopic('awaited');
    const { city, orchestration } = this.#store.getState();
    const { policy } = city;
    const show = (next: AppState['city']['policy']) =>
      this.#store.setState((state) => ({ city: { ...state.city, policy: next } }));
    show(acting.kind);
    this.#run.act(acting, orchestration, () => show(policy));
    const held = this.#held.get(acting.kind);
    if (held) held.takenAt = performance.now();
  }

  /** A city that a companion runs takes up what it has learnt since, now and then. */
  #takeUp(held: Held): void {
    const { newest } = held;
    if (!newest || !this.#isInCity(newest.kind)) return;
    if (performance.now() - held.takenAt < TAKE_UP_PERIOD) return;
    held.takenAt = performance.now();
    this.#run.follow(this.#run.takeUp(newest));
  }

  #isInCity(kind: BesideKind): boolean {
    const { policy, rival } = this.#store.getState().city;
    return policy === kind || rival?.policy === kind;
  }

  /** A large network is sent only while the city takes it. */
  #tellWanted(): void {
    for (const [kind, { learner }] of this.#held) {
      learner.setWanted(this.#awaited === kind || this.#isInCity(kind));
    }
  }

  /** Another run began, or this one was changed. */
  #watchRun(): void {
    const { setup } = this.#run.record;
    if (setup !== this.#setup) {
      this.#setup = setup;
      this.#awaited = null;
      const wanted = KINDS.filter((kind) => this.#held.has(kind));
      for (const kind of wanted) {
        this.#end(kind);
        // A control run is of the run that it controls.
        if (kind === 'control') this.#show(kind, { status: 'idle', reason: null });
        else this.#begin(kind, 0);
      }
      return;
    }
    const changes = this.#changes();
    for (const kind of ['vdn', 'centralized'] as const) {
      const held = this.#held.get(kind);
      if (!held) continue;
      const fresh = changes.slice(held.changes);
      held.changes = changes.length;
      for (const change of fresh) {
        // One that begins again has been told of all of them.
        if (this.#held.get(kind) === held) this.#follow(kind, held, change);
      }
    }
  }

  /** VDN and centralised DQL obey a change of this run at the same training slot. */
  #follow(kind: CompanionKind, held: Held, change: ScenarioChange): void {
    const { trainedSlots, restarts } = this.#store.getState().companions[kind];
    // A network of all joint decisions begins again from nothing.
    const isAnew = kind === 'centralized' && this.#changesServers(change);
    if (isAnew || held.begun + trainedSlots > change.slot) {
      this.#end(kind);
      this.#begin(kind, restarts + (isAnew ? 1 : 0));
      return;
    }
    this.#log(kind, held, change);
    this.#run.follow(this.#passChange(kind, held, change));
  }

  /** What the page knows of its slots is a moment old: one that has passed the change begins again. */
  async #passChange(kind: CompanionKind, held: Held, change: ScenarioChange): Promise<void> {
    await held.ready;
    if (this.#held.get(kind) !== held) return;
    const own = { ...change, slot: change.slot - held.begun };
    const isInTime = await held.learner.change(own);
    if (isInTime || this.#held.get(kind) !== held) return;
    const { restarts } = this.#store.getState().companions[kind];
    this.#end(kind);
    this.#begin(kind, restarts);
  }

  /** The scenario that training goes on with. */
  #scenario(): Scenario {
    return this.#changes().at(-1)?.scenario ?? this.#run.record.setup!.scenario;
  }

  /** Whether servers come or go in a change of the log. */
  #changesServers(change: ScenarioChange): boolean {
    const changes = this.#changes();
    const before = changes[changes.indexOf(change) - 1]?.scenario;
    const { scenario } = before ? { scenario: before } : this.#run.record.setup!;
    return !areSameServers(idsOf(scenario), idsOf(change.scenario));
  }

  #slotsPerEpisode(): number {
    return this.#store.getState().learner.slotsPerEpisode;
  }

  #changes(): ScenarioChange[] {
    return this.#run.record.log.training.filter(isScenarioChange);
  }

  /** @param slot of the run; a beginning stands at its own slot 0 */
  #log(kind: CompanionKind, { begun }: Held, { slot, scenario }: RunChange): void {
    const event = { room: 'companion', type: 'scenario', kind, scenario } as const;
    const own = { ...event, slot: slot - begun };
    this.#run.record.log.add(begun > 0 ? { ...own, begun } : own);
  }

  /** They pause with the run, and while the page is hidden. */
  #passOn(): void {
    const { companions } = this.#store.getState();
    for (const [kind, { learner }] of this.#held) {
      // One that has ended its plan is not to go on beyond it.
      if (companions[kind].status === 'done') continue;
      this.#run.follow(learner.setRunning(this.#mayRun()));
    }
  }

  #mayRun(): boolean {
    const { status } = this.#store.getState().training;
    // A run that has ended its plan is paused: its companions still have theirs to end.
    return !document.hidden && (status === 'running' || !this.#run.isHeld('training'));
  }

  /**
   * VDN and centralised DQL are never ahead of the run: its next change would come too late for them.
   * Once the run has ended its plan, or can go on no more, they end theirs.
   */
  #limit({ begun }: Held): number {
    const { training, learner } = this.#store.getState();
    const { status, summary } = training;
    const isOver = status === 'failed' || (summary?.episode ?? 0) >= learner.episodes;
    return isOver ? Number.POSITIVE_INFINITY : (summary?.trainedSlots ?? 0) - begun;
  }

  #tellLimit(): void {
    for (const kind of ['vdn', 'centralized'] as const) {
      const held = this.#held.get(kind);
      if (held) this.#run.follow(held.learner.setLimit(this.#limit(held)));
    }
  }

  #end(kind: BesideKind): void {
    this.#stop(kind);
    if (this.#awaited === kind) this.#awaited = null;
    this.#curves.accompany(kind, null);
  }

  #stop(kind: BesideKind): void {
    const held = this.#held.get(kind);
    this.#held.delete(kind);
    held?.learner.stop();
    for (const answer of held?.asked ?? []) answer(null);
  }

  #fail(kind: BesideKind, reason: string): void {
    this.#stop(kind);
    this.#show(kind, { status: 'failed', reason, slotsPerSecond: 0 });
    if (this.#awaited !== kind) return;
    // The city was promised to it.
    this.#awaited = null;
    this.#notices.tell('problem', reason, 'run');
  }

  #show(kind: BesideKind, change: Partial<Beside>): void {
    this.#store.setState(({ companions }) => ({
      companions: { ...companions, [kind]: { ...companions[kind], ...change } },
    }));
  }
}

type ScenarioChange = Extract<TrainingEvent, { type: 'scenario' }>;

function isScenarioChange(event: TrainingEvent): event is ScenarioChange {
  return event.type === 'scenario';
}
