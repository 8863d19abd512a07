/**
 * Stage Distil: actors from a teacher's decisions, in a worker of their own, and a held-out day on
 * which both are seen side by side. Loaded when it is first asked for.
 */
import type { StoreApi } from 'zustand/vanilla';
import { parseDistillation } from '../../experiments/distillation.ts';
import type { ComparedDay } from '../../experiments/sideBySide.ts';
import type { ActorNetworks } from '../../learning/actors.ts';
import { actorsFile, checkActors, parseActors } from '../../learning/actorsFile.ts';
import { DistilClient } from '../../workers/distilClient.ts';
import { OrchestratorClient } from '../../workers/orchestratorClient.ts';
import type { WeightSnapshot } from '../../workers/protocol.ts';
import { levelsOf } from '../../world/scenario.ts';
import { addPainter, reducedMotion } from '../animation.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/distil.ts';
import { handOver, pickFile } from '../files/handOver.ts';
import type { LiveCurves } from '../live.ts';
import type { AppState, Distilled } from '../state.ts';
import { actorsFit } from './actorsFit.ts';
import { isAbort, messageOf } from './failures.ts';
import type { Notices } from './notices.ts';

type DistilState = AppState['distil'];

/** Slots of the day a second while it plays. */
const PACE = 8;
/** The same where motion is to be reduced. */
const CALM_PACE = 1;

export class Distilling {
  readonly #store: StoreApi<AppState>;
  readonly #curves: LiveCurves;
  readonly #notices: Notices;
  readonly #distil: DistilClient;
  readonly #day: OrchestratorClient;
  #current: AbortController | null = null;
  /** What the day is of. */
  #dayOf: { readonly weights: WeightSnapshot; readonly actors: ActorNetworks | null } | null = null;
  #stopPlaying: (() => void) | null = null;
  /** Part of a slot played since the last one was shown. */
  #played = 0;

  constructor(
    store: StoreApi<AppState>,
    curves: LiveCurves,
    notices: Notices,
    spawns: { readonly distil?: () => Worker; readonly orchestrator?: () => Worker } = {},
  ) {
    this.#store = store;
    this.#curves = curves;
    this.#notices = notices;
    this.#distil = new DistilClient(spawns.distil);
    this.#day = new OrchestratorClient(spawns.orchestrator);
  }

  /** Changes settings of the next distillation. */
  change(change: Readonly<Record<string, unknown>>): void {
    // Only classification can be fine-tuned: another loss goes without.
    const without = change.loss === 'squaredError' ? { tuningSlots: 0 } : {};
    const chosen = { ...this.#state.chosen, ...change, ...without };
    const accepted = this.#notices.attempt(() => parseDistillation(chosen));
    if (!accepted) return;
    this.#set({ chosen });
    // Another teacher is seen at once; what was distilled stays beside it until it is done again.
    if ('teacher' in change && !this.#state.distilled) void this.#showDay(null);
  }

  /** Distils the newest networks as it is chosen. */
  async start(): Promise<void> {
    const weights = this.#curves.weights;
    if (!weights) {
      this.#notices.tell('information', t('distil.noNetworks'));
      return;
    }
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    const { scenario, learner, seed, orchestration } = this.#store.getState();
    const settings = parseDistillation(this.#state.chosen);
    this.#set({ status: 'running', reason: null, begun: settings, progress: null });
    try {
      const report = await this.#distil.distil(
        { setup: { scenario, learner, seed }, weights: weights.weights, settings, orchestration },
        (progress) => {
          if (this.#current === controller) this.#set({ progress });
        },
        controller.signal,
      );
      if (this.#current !== controller) return;
      const { actors } = report;
      if (!actorsFit(actors, this.#store.getState().scenario)) {
        // Another run began meanwhile, in another city.
        this.#notices.tell('information', t('distil.gone'));
        this.stop();
        return;
      }
      const { trainedSlots } = weights;
      const distilled: Distilled = {
        ...{ actors, report, scenario, learner, seed, trainedSlots },
        file: null,
      };
      await this.#takeUp(distilled, weights);
    } catch (error) {
      if (this.#current !== controller || isAbort(error)) return;
      this.#set({ status: 'failed', reason: messageOf(error), progress: null });
    }
    if (this.#current === controller) this.#current = null;
  }

  /** Ends what is under way; what was there before stays. */
  stop(): void {
    if (!this.#current) return;
    this.#current.abort();
    this.#current = null;
    this.#set({ status: 'stopped', progress: null });
  }

  /** Lets the teacher play a held-out day, where there is none yet. */
  async showTeacher(): Promise<void> {
    const { scenario } = this.#store.getState();
    if (this.#state.distilled && !actorsFit(this.#state.distilled.actors, scenario)) {
      this.#notices.tell('information', t('distil.gone'));
      this.#set({ distilled: null, status: 'idle' });
    }
    const { distilled, day } = this.#state;
    const fits = day !== null && day.levels.join() === levelsOf(scenario).join();
    const isNewest = this.#dayOf?.weights === this.#curves.weights;
    if (fits && (distilled || isNewest)) return;
    if (day && !fits) {
      this.setPlaying(false);
      this.#set({ day: null, slot: 0 });
    }
    await this.#showDay(distilled?.actors ?? null);
  }

  setSlot(slot: number): void {
    const last = (this.#state.day?.slots ?? 1) - 1;
    this.#played = 0;
    this.#set({ slot: Math.min(Math.max(Math.round(slot), 0), last) });
  }

  /** Plays the day from the slot shown, again and again. */
  setPlaying(playing: boolean): void {
    const plays = playing && this.#state.day !== null;
    this.#set({ playing: plays });
    if (plays && !this.#stopPlaying) {
      this.#stopPlaying = addPainter((_, elapsed) => this.#advance(elapsed));
    } else if (!plays) {
      this.#stopPlaying?.();
      this.#stopPlaying = null;
    }
  }

  save(): void {
    const { distilled } = this.#state;
    if (!distilled) return;
    const { actors, report, scenario, seed, trainedSlots } = distilled;
    const extra = {
      scenario,
      seed,
      ...(trainedSlots === null ? {} : { trainedSlots }),
      ...(report ? { settings: report.used.settings } : {}),
    };
    const text = JSON.stringify(actorsFile({ actors, extra }));
    const file = `n2o-actors-${actors.agents.length}-servers-seed${seed}.json`;
    handOver(new Blob([text], { type: 'application/json' }), file);
    this.#notices.tell('information', t('distil.saved', { file }));
  }

  /** Takes actors of a file; asks for the file where there is none. */
  async open(chosen?: File): Promise<void> {
    const file = chosen ?? (await pickFile('.json,application/json'));
    if (!file) return;
    try {
      const { actors } = parseActors(JSON.parse(await file.text()));
      const { scenario, learner, seed } = this.#store.getState();
      checkActors(actors, scenario);
      this.stop();
      const report = null;
      const opened = { actors, report, scenario, learner, seed, trainedSlots: null };
      await this.#takeUp({ ...opened, file: file.name }, this.#curves.weights);
    } catch (error) {
      const reason = messageOf(error);
      this.#notices.tell('problem', t('distil.notOpened', { file: file.name, reason }));
    }
  }

  /** Shows actors on a day, and has them wherever actors are asked for. */
  async #takeUp(distilled: Distilled, weights: WeightSnapshot | null): Promise<void> {
    this.#set({ status: 'ready', progress: null, reason: null, distilled });
    await this.#showDay(distilled.actors, weights, distilled);
  }

  /** The teacher of the actors, or else the one that is chosen. */
  #teacher() {
    const settings = this.#state.distilled?.report?.used.settings;
    return (settings ?? parseDistillation(this.#state.chosen)).teacher;
  }

  /** @param setup what the networks belong to */
  async #showDay(
    actors: ActorNetworks | null,
    weights = this.#curves.weights,
    setup: Pick<Distilled, 'scenario' | 'learner' | 'seed'> = this.#store.getState(),
  ): Promise<void> {
    if (!weights) return;
    const { scenario, learner, seed } = setup;
    const { orchestration: options } = this.#store.getState();
    const of = { weights, actors };
    this.#dayOf = of;
    try {
      const day = await this.#day.comparedDay({
        setup: { scenario, learner, seed },
        weights: weights.weights,
        options,
        teacher: this.#teacher(),
        actors,
      });
      if (this.#dayOf !== of) return;
      const slot = Math.min(this.#state.slot, day.slots - 1);
      this.#set({ day, slot });
      if (this.#state.slot === 0) this.setSlot(firstDifference(day));
    } catch (error) {
      if (this.#dayOf !== of || isAbort(error)) return;
      this.#set({ day: null, reason: messageOf(error) });
    }
  }

  #advance(elapsed: number): void {
    const { day, slot } = this.#state;
    if (!day) return;
    this.#played += (elapsed / 1000) * (reducedMotion() ? CALM_PACE : PACE);
    const steps = Math.floor(this.#played);
    if (steps === 0) return;
    this.#played -= steps;
    this.#set({ slot: (slot + steps) % day.slots });
  }

  get #state(): DistilState {
    return this.#store.getState().distil;
  }

  #set(change: Partial<DistilState>): void {
    this.#store.setState(({ distil }) => ({ distil: { ...distil, ...change } }));
  }
}

/** The first slot in which teacher and student differ; 0 where they never do. */
function firstDifference({ teacher, student, levels }: ComparedDay): number {
  const at = student ? teacher.findIndex((level, place) => level !== student[place]) : -1;
  return at < 0 ? 0 : Math.floor(at / levels.length);
}
