/**
 * N2O on one slot of the city: asks for the slot, has it orchestrated, and moves the cursor through
 * the trace while it plays.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { LinkCut } from '../../orchestration/options.ts';
import { MAXIMUM_SEED } from '../../random.ts';
import type { AgreementEvent } from '../../session/events.ts';
import type { OpenedNetworks, ProblemSource } from '../../session/problemSource.ts';
import type { OrchestratorClient } from '../../workers/orchestratorClient.ts';
import type {
  AgreementTrace,
  CitySnapshot,
  LinkSpectrum,
  LinksRequest,
  OrchestrationRequest,
} from '../../workers/protocol.ts';
import type { WorldClient } from '../../workers/worldClient.ts';
import { addPainter, reducedMotion } from '../animation.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/agreementRun.ts';
import { formatWhole } from '../components/format.ts';
import { type LinkIds, toggleCut, toggleDrop } from '../stages/agree/cuts.ts';
import { momentAt, paceAt, SUB_PHASES } from '../stages/agree/moment.ts';
import type { AppState } from '../state.ts';
import { isAbort, messageOf, neverCame } from './failures.ts';
import type { Notices } from './notices.ts';

type AgreementState = AppState['agreement'];

/** Slots that a search looks at: a third of a day. */
const MOST_SEARCHED = 48;
/** Reward units; less is a rounding error of sums. */
const LEAST_GAIN = 1e-6;

/** The slot of a source that needs nothing of the city. */
const NO_SLOT: CitySnapshot = {
  slot: 0,
  observations: new Float64Array(0),
  weights: { weights: new Float64Array(0), trainedSlots: 0 },
};

/** Where the Q-networks come from, whole. */
export function sourceOf({ source, opened, quadratic }: AgreementState): ProblemSource {
  if (source === 'networks' && opened) return { kind: 'networks', ...opened };
  if (source === 'quadratic') return { kind: 'quadratic', options: quadratic };
  return { kind: 'training' };
}

export class Agreement {
  readonly #store: StoreApi<AppState>;
  readonly #world: WorldClient;
  readonly #orchestrator: OrchestratorClient;
  readonly #notices: Notices;
  /** Another worker, so that a picture never waits for a run, nor ends with one. */
  readonly #pictures: OrchestratorClient;
  /** Into the log of the session. */
  readonly #record: (event: AgreementEvent) => void;
  /** The slot that the trace is of, for another run with other options. */
  #snapshot: CitySnapshot | null = null;
  #current: AbortController | null = null;
  /** Options changed while a run was under way: it is run again with the newest. */
  #again = false;
  #stopPlaying: (() => void) | null = null;
  /** Time that has passed since the last sub-phase shown, in iterations (reduced motion). */
  #step = 0;

  constructor(
    store: StoreApi<AppState>,
    world: WorldClient,
    orchestrator: OrchestratorClient,
    notices: Notices,
    pictures: OrchestratorClient,
    record: (event: AgreementEvent) => void,
  ) {
    this.#record = record;
    this.#store = store;
    this.#world = world;
    this.#orchestrator = orchestrator;
    this.#notices = notices;
    this.#pictures = pictures;
  }

  /**
   * Runs N2O on the city's slot of now, or on what stands for it: the next draw of the quadratics. A
   * run that is under way is given up.
   */
  run(): void {
    const { source, quadratic, trace } = this.#store.getState().agreement;
    if (source === 'quadratic' && trace?.source.kind === 'quadratic') {
      void this.use({
        quadratic: { ...quadratic, seed: (quadratic.seed + 1) % (MAXIMUM_SEED + 1) },
      });
      return;
    }
    this.#current?.abort();
    this.#snapshot = null;
    this.setPlaying(false);
    void this.#run();
  }

  /**
   * Runs N2O on another source, from its start. Where that fails the visitor is told, and source
   * and trace stay what they were.
   *
   * @returns whether it is now the source
   */
  async use(change: Partial<AgreementState>): Promise<boolean> {
    this.#current?.abort();
    this.setPlaying(false);
    const controller = new AbortController();
    const { signal } = controller;
    this.#current = controller;
    this.#set({ status: 'running' });
    const source = sourceOf({ ...this.#store.getState().agreement, ...change });
    try {
      const snapshot = await this.#slotFor(source, signal);
      const trace = await this.#orchestrator.orchestrate(this.#request(snapshot, source), signal);
      this.#snapshot = snapshot;
      this.#set({ ...change, status: 'ready', trace, cursor: 0 });
      this.#log(trace);
      return true;
    } catch (error) {
      if (isAbort(error)) return false;
      this.#set({ status: this.#store.getState().agreement.trace ? 'ready' : 'failed' });
      this.#notices.tell('problem', t('agree.source.failed', { reason: messageOf(error) }));
      return false;
    } finally {
      if (this.#current === controller) {
        this.#current = null;
        if (this.#again && this.#snapshot) void this.#run();
      }
    }
  }

  /** Networks of a file become the source; those that cannot be run can be tried again. */
  async takeNetworks(opened: OpenedNetworks): Promise<void> {
    const { source } = this.#store.getState().agreement;
    if (source !== 'networks') this.#set({ opened });
    if (!(await this.use({ source: 'networks', opened }))) return;
    this.#notices.tell('information', t('agree.source.opened', { file: opened.name }));
  }

  /** What a source takes its observations and the draws of its links from. */
  async #slotFor(source: ProblemSource, signal: AbortSignal): Promise<CitySnapshot> {
    if (source.kind === 'training') return this.#world.snapshot(signal);
    if (source.kind === 'quadratic' || source.observations) return NO_SLOT;
    try {
      const { slot, observations } = await this.#world.snapshot(signal);
      return { ...NO_SLOT, slot, observations };
    } catch (error) {
      // Networks of a file can do without a city that does not answer.
      if (isAbort(error)) throw error;
      return NO_SLOT;
    }
  }

  /** A request about a slot, with the options of now. */
  #request(
    snapshot: CitySnapshot,
    source = sourceOf(this.#store.getState().agreement),
  ): OrchestrationRequest {
    const { scenario, learner, seed, orchestration } = this.#store.getState();
    return { setup: { scenario, learner, seed }, snapshot, options: orchestration, source };
  }

  /** Runs N2O on the same slot again, with the options of now, where there is such a slot. */
  runAgain(): void {
    if (this.#current) this.#again = true;
    else if (this.#snapshot) void this.#run();
  }

  /**
   * Steps the city, held still, to the next slot in which agreeing earns more, and runs N2O on it.
   *
   * @param hold holds the city still; gives back how to let it go on
   */
  async search(hold: () => () => void): Promise<void> {
    this.#current?.abort();
    this.setPlaying(false);
    const controller = new AbortController();
    const { signal } = controller;
    this.#current = controller;
    this.#set({ status: 'running' });
    const letGo = hold();
    try {
      const found = await this.#firstWithGain(signal);
      if (found) {
        this.#snapshot = found;
        this.#current = null;
        this.#set({ cursor: 0 });
        await this.#run();
      } else this.#endSearch();
    } catch (error) {
      if (isAbort(error)) return;
      this.#set({ status: 'failed' });
      this.#notices.tell('problem', t('session.agreementFailed', { reason: messageOf(error) }));
    } finally {
      if (this.#current === controller) this.#current = null;
      letGo();
    }
  }

  /** The first of the next slots in which N2O earns more than greedy; null where none does. */
  async #firstWithGain(signal: AbortSignal): Promise<CitySnapshot | null> {
    for (let slot = 0; slot < MOST_SEARCHED; slot++) {
      await this.#world.step(signal);
      const snapshot = await this.#world.snapshot(signal);
      const gain = await this.#orchestrator.gain(this.#request(snapshot), signal);
      if (gain > LEAST_GAIN) return snapshot;
    }
    return null;
  }

  /** Nothing was found: what was shown before stays. */
  #endSearch(): void {
    const { agreement, city } = this.#store.getState();
    this.#set({ status: agreement.trace ? 'ready' : 'failed' });
    const trained = formatWhole(city.summary?.trainedSlots ?? 0);
    this.#notices.tell('information', t('agree.search.none', { slots: MOST_SEARCHED, trained }));
  }

  /** Gives up whatever is under way and forgets the trace: it belongs to another run. */
  clear(): void {
    this.#current?.abort();
    this.#current = null;
    this.#snapshot = null;
    this.setPlaying(false);
    this.#set({ status: 'idle', trace: null, cursor: 0, attempt: null });
  }

  async #run(): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const fresh = this.#snapshot === null;
    this.#current = controller;
    this.#again = false;
    this.#set({ status: 'running' });
    try {
      const source = sourceOf(this.#store.getState().agreement);
      const snapshot = this.#snapshot ?? (await this.#slotFor(source, signal));
      this.#snapshot = snapshot;
      const trace = await this.#orchestrator.orchestrate(this.#request(snapshot, source), signal);
      const { cursor } = this.#store.getState().agreement;
      const most = trace.iterations.length;
      this.#set({ status: 'ready', trace, cursor: fresh ? 0 : Math.min(cursor, most) });
      this.#log(trace);
    } catch (error) {
      if (isAbort(error)) return;
      this.#set({ status: 'failed' });
      const text = neverCame(error)
        ? t('session.agreementMissing')
        : t('session.agreementFailed', { reason: messageOf(error) });
      this.#notices.tell('problem', text, 'run');
    }
    if (this.#current !== controller) return;
    this.#current = null;
    if (this.#again && this.#snapshot) await this.#run();
  }

  /** What a trace was made from; null where another run came between. */
  requestOf(trace: AgreementTrace): OrchestrationRequest | null {
    const isOfNow = this.#store.getState().agreement.trace === trace;
    if (!this.#snapshot || !isOfNow) return null;
    return { ...this.#request(this.#snapshot), options: trace.options };
  }

  /** Objective of P2 on the slot of the trace at any decisions; null where that is gone. */
  async evaluate(decisions: readonly number[]): Promise<number | null> {
    const snapshot = this.#snapshot;
    if (!snapshot || this.#current) return null;
    try {
      const { objective } = await this.#orchestrator.evaluate(this.#request(snapshot), decisions);
      return this.#snapshot === snapshot ? objective : null;
    } catch {
      // A new run stops the worker; what was asked before is of no use any more.
      return null;
    }
  }

  /** Keeps decisions made by hand for the trace of now; what they are worth follows. */
  async try(decisions: readonly number[]): Promise<void> {
    const { trace, attempt: before } = this.#store.getState().agreement;
    if (!trace) return;
    // The number of the last choice stays until that of this one is there.
    const objective = before?.trace === trace ? before.objective : null;
    const attempt = { trace, decisions, objective };
    this.#set({ attempt });
    const value = await this.evaluate(decisions);
    // An answer to an older choice does not replace that to a newer one.
    if (this.#store.getState().agreement.attempt !== attempt) return;
    this.#set({ attempt: { ...attempt, objective: value } });
  }

  /** What is cut and dropped by hand once a link is clicked in the iteration shown. */
  cutsAfter(deed: 'cut' | 'drop', link: LinkIds): readonly LinkCut[] | null {
    const { agreement, orchestration } = this.#store.getState();
    if (!agreement.trace) return null;
    const { tau } = momentAt(agreement.cursor, agreement.trace.iterations.length);
    const toggle = deed === 'cut' ? toggleCut : toggleDrop;
    return toggle(orchestration.cuts, link, Math.max(1, tau));
  }

  /** Q over two decisions of a server's scope, on the slot of the trace; null where that is gone. */
  async surface(server: number, alpha: readonly number[], other: number) {
    const snapshot = this.#snapshot;
    if (!snapshot) return null;
    try {
      return await this.#pictures.surface(this.#request(snapshot), { server, alpha, other });
    } catch {
      // A picture that cannot be made is left out.
      return null;
    }
  }

  /** How fast links would mix; null where the worker is gone. */
  async spectrum(request: LinksRequest): Promise<LinkSpectrum | null> {
    try {
      return await this.#pictures.links(request);
    } catch {
      return null;
    }
  }

  #log({ slot, trainedSlots, source, options }: AgreementTrace): void {
    const run = { slot, trainedSlots, source, orchestration: options };
    this.#record({ room: 'agreement', type: 'run', ...run });
  }

  setCursor(cursor: number): void {
    const most = this.#store.getState().agreement.trace?.iterations.length ?? 0;
    this.#step = 0;
    this.#set({ cursor: Math.min(Math.max(cursor, 0), most) });
  }

  /** Plays from the cursor to the end of the trace; from the start where it stands at the end. */
  setPlaying(playing: boolean): void {
    const { trace, cursor } = this.#store.getState().agreement;
    const plays = playing && trace !== null;
    if (plays && cursor >= trace.iterations.length) this.setCursor(0);
    this.#set({ playing: plays });
    if (plays && !this.#stopPlaying) {
      this.#stopPlaying = addPainter((_, elapsed) => this.#advance(elapsed));
    } else if (!plays) {
      this.#stopPlaying?.();
      this.#stopPlaying = null;
    }
  }

  #advance(elapsed: number): void {
    const { trace, cursor, speed } = this.#store.getState().agreement;
    const most = trace?.iterations.length ?? 0;
    this.#step += (elapsed / 1000) * paceAt(cursor, speed);
    if (reducedMotion()) {
      const parts = Math.floor(this.#step * SUB_PHASES.length);
      if (parts === 0) return;
      this.#step -= parts / SUB_PHASES.length;
      const done = Math.floor(cursor * SUB_PHASES.length);
      this.#set({ cursor: Math.min((done + parts) / SUB_PHASES.length, most) });
    } else {
      this.#set({ cursor: Math.min(cursor + this.#step, most) });
      this.#step = 0;
    }
    if (this.#store.getState().agreement.cursor >= most) this.setPlaying(false);
  }

  #set(change: Partial<AgreementState>): void {
    this.#store.setState(({ agreement }) => ({ agreement: { ...agreement, ...change } }));
  }
}
