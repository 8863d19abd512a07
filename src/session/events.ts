/**
 * The session's event log: with the setup it is the whole run. Time is logical (slots of the city,
 * slots of training); whatever depended on the wall clock stands here as an event, and a replay
 * obeys the log instead of the clock.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { Scenario } from '../world/scenario.ts';
import type { RivalPlan } from './comparison.ts';
import type { TraceSource } from './problemSource.ts';
import type { ActingSnapshot, CityPolicy, CompanionKind } from './setup.ts';

/** Happened in the visible city, before the decision of slot `slot`. */
interface InCity {
  readonly room: 'city';
  readonly slot: number;
}
/** Happened in training, before training slot `slot`. */
interface InTraining {
  readonly room: 'training';
  readonly slot: number;
}

/**
 * What a policy decides by from here on. Actors stand in the log themselves; networks of a companion
 * come from its own training, up to this many slots.
 */
export type ActingRecord =
  | Extract<ActingSnapshot, { kind: 'distilled' }>
  | {
      readonly kind: CompanionKind;
      readonly trainedSlots: number;
      /** VDN: ids of the servers that it knew, once these differ from the setup's. */
      readonly servers?: readonly number[];
      /** Centralised DQL: the run's slot that it began again at. */
      readonly begun?: number;
    };

export type CityEvent = InCity &
  (
    | {
        readonly type: 'weights';
        readonly trainedSlots: number;
        /** Ids of the servers that they were trained for, once these differ from the setup's. */
        readonly servers?: readonly number[];
      }
    | {
        readonly type: 'policy';
        readonly policy: CityPolicy;
        readonly orchestration: OrchestrationOptions;
      }
    | { readonly type: 'manual'; readonly decisions: readonly number[] }
    /** Actors are small: the log holds them whole. */
    | { readonly type: 'acting'; readonly acting: ActingRecord }
    | { readonly type: 'scenario'; readonly scenario: Scenario }
    /** From here on a city beside it lives the same slots; null: no longer. */
    | { readonly type: 'rival'; readonly rival: RivalPlan | null }
  );
export type TrainingEvent = InTraining &
  (
    | {
        readonly type: 'scenario';
        readonly scenario: Scenario;
        /** Episode of the schedule's change that this is; absent for one by hand. */
        readonly scheduled?: number;
      }
    | {
        readonly type: 'learner';
        readonly learner: LearnerConfiguration;
        readonly scheduled?: number;
      }
    | { readonly type: 'engine'; readonly engine: string }
  );
/** N2O in stage Agree, on slot `slot` of the city before its decision. */
export interface AgreementEvent {
  readonly room: 'agreement';
  readonly type: 'run';
  readonly slot: number;
  /** Training slots behind the networks of the city in that slot. */
  readonly trainedSlots: number;
  readonly source: TraceSource;
  /** Links, failures, and what was cut by hand among them. */
  readonly orchestration: OrchestrationOptions;
}
/**
 * A companion goes on with another scenario, before its own training slot `slot`. The first event of
 * one that began again says what it began with.
 */
export interface CompanionEvent {
  readonly room: 'companion';
  readonly type: 'scenario';
  readonly kind: CompanionKind;
  readonly slot: number;
  readonly scenario: Scenario;
  /** The run's slot that it began again at, once servers have come or gone. */
  readonly begun?: number;
}
export type SessionEvent = CityEvent | TrainingEvent | AgreementEvent | CompanionEvent;

/**
 * Events in the order in which they happened, room by room. A room's worker that starts again from
 * a checkpoint goes on from the mark that was set when the checkpoint came.
 */
export class EventLog {
  #city: CityEvent[] = [];
  #training: TrainingEvent[] = [];
  #agreement: AgreementEvent[] = [];
  #companions: CompanionEvent[] = [];
  #cityMark = 0;
  #agreementMark = 0;
  #trainingMark = 0;

  get city(): readonly CityEvent[] {
    return this.#city;
  }

  get training(): readonly TrainingEvent[] {
    return this.#training;
  }

  /** Changes that the learners beside the run's own obeyed. */
  get companions(): readonly CompanionEvent[] {
    return this.#companions;
  }

  /** Runs of N2O that were looked at, in the order in which they were made. */
  get agreement(): readonly AgreementEvent[] {
    return this.#agreement;
  }

  /**
   * Adds an event; within a room, slots never go back. Training that goes on from a checkpoint may
   * change its engine before slots that have events already: that event takes its place by slot.
   */
  add(event: SessionEvent): void {
    if (event.room === 'city') {
      this.#city.push(event);
      return;
    }
    if (event.room === 'agreement') {
      this.#agreement.push(event);
      return;
    }
    if (event.room === 'companion') {
      this.#companions.push(event);
      return;
    }
    let place = this.#training.length;
    while (place > this.#trainingMark && this.#training[place - 1]!.slot > event.slot) place -= 1;
    this.#training.splice(place, 0, event);
  }

  /** A checkpoint came that holds everything that has been logged of this room so far. */
  mark(room: 'city' | 'training'): void {
    if (room === 'city') {
      this.#cityMark = this.#city.length;
      this.#agreementMark = this.#agreement.length;
    } else this.#trainingMark = this.#training.length;
  }

  /**
   * Forgets what the city did after its checkpoint: those slots will be lived again, differently.
   * Runs of N2O on them go with them.
   */
  rewindCity(): void {
    this.#city = this.#city.slice(0, this.#cityMark);
    this.#agreement = this.#agreement.slice(0, this.#agreementMark);
  }

  /**
   * Forgets what trained after the checkpoint: those slots are trained again, on what runs then.
   * What the city did meanwhile with the lost engine's weights is replayed with those of the engine
   * after it, which differ in their last digits.
   */
  rewindEngines(): void {
    const since = this.trainingSinceMark().filter(({ type }) => type !== 'engine');
    this.#training = [...this.#training.slice(0, this.#trainingMark), ...since];
  }

  /** A companion begins anew where it began before: what it obeyed is obeyed anew. */
  forgetCompanion(kind: CompanionKind, begun = 0): void {
    this.#companions = this.#companions.filter((event) => {
      return event.kind !== kind || (event.begun ?? 0) !== begun;
    });
  }

  /** What happened in training after its checkpoint: it is obeyed again, so that nothing changes. */
  trainingSinceMark(): readonly TrainingEvent[] {
    return this.#training.slice(this.#trainingMark);
  }
}
