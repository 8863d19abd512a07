/**
 * The session's event log: with the setup it is the whole run. Time is logical (slots of the city,
 * slots of training); whatever depended on the wall clock stands here as an event, and a replay
 * obeys the log instead of the clock.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { Scenario } from '../world/scenario.ts';

/** Happened in the visible city, before the decision of slot `slot`. */
interface CityEvent {
  readonly room: 'city';
  readonly slot: number;
}
/** Happened in training, before training slot `slot`. */
interface TrainingEvent {
  readonly room: 'training';
  readonly slot: number;
}

export type SessionEvent =
  | (CityEvent & { readonly type: 'weights'; readonly trainedSlots: number })
  | (CityEvent & {
      readonly type: 'policy';
      readonly policy: string;
      readonly orchestration: OrchestrationOptions;
    })
  | (CityEvent & { readonly type: 'manual'; readonly decisions: readonly number[] })
  | ((CityEvent | TrainingEvent) & { readonly type: 'scenario'; readonly scenario: Scenario })
  | (TrainingEvent & { readonly type: 'learner'; readonly learner: LearnerConfiguration })
  | (TrainingEvent & { readonly type: 'engine'; readonly engine: string });
