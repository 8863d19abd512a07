/** Training as part of a session: a learner, and the events that it obeys between two chunks. */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../learning/multiAgent.ts';
import type { Scenario } from '../world/scenario.ts';
import type { TrainingEvent } from './events.ts';
import type { RunSetup, WeightSnapshot } from './setup.ts';

/** Exact state of training between two chunks (structured-cloneable). */
export interface TrainingCheckpoint {
  readonly slots: number;
  readonly scenario: Scenario;
  readonly configuration: LearnerConfiguration;
  readonly learner: LearnerCheckpoint;
}

export class TrainingRun {
  readonly learner: MultiAgentLearner;
  #scenario: Scenario;
  #configuration: LearnerConfiguration;

  /** Fresh from the setup, or going on exactly from a checkpoint of the same run. */
  constructor(setup: RunSetup, checkpoint: TrainingCheckpoint | null = null) {
    this.learner = checkpoint
      ? MultiAgentLearner.resume(checkpoint.learner)
      : new MultiAgentLearner(setup);
    this.#scenario = checkpoint?.scenario ?? setup.scenario;
    this.#configuration = checkpoint?.configuration ?? setup.learner;
  }

  /** Slots trained so far. */
  get slots(): number {
    return this.learner.slots;
  }

  /** As last applied: the world may take it up only at the next slot. */
  get scenario(): Scenario {
    return this.#scenario;
  }

  get configuration(): LearnerConfiguration {
    return this.#configuration;
  }

  /**
   * Applies a change before the next training slot.
   *
   * @throws InputError where the change needs a restart; then nothing has changed
   */
  applyScenario(scenario: Scenario): TrainingEvent {
    this.learner.applyScenario(scenario);
    this.#scenario = scenario;
    return { room: 'training', slot: this.slots, type: 'scenario', scenario };
  }

  /** @throws InputError where the change needs a restart; then nothing has changed */
  applyLearner(learner: LearnerConfiguration): TrainingEvent {
    this.learner.applyLearner(learner);
    this.#configuration = learner;
    return { room: 'training', slot: this.slots, type: 'learner', learner };
  }

  /** Does again what an event of the log did. */
  obey(event: TrainingEvent): void {
    if (event.type === 'scenario') this.applyScenario(event.scenario);
    else if (event.type === 'learner') this.applyLearner(event.learner);
  }

  snapshot(): WeightSnapshot {
    return { weights: this.learner.weights(), trainedSlots: this.slots };
  }

  save(): TrainingCheckpoint {
    return {
      slots: this.slots,
      scenario: this.#scenario,
      configuration: this.#configuration,
      learner: this.learner.checkpoint(),
    };
  }
}
