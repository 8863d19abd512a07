/** Training as part of a session: a learner, and the events that it obeys between two chunks. */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../learning/multiAgent.ts';
import type { Scenario } from '../world/scenario.ts';
import type { TrainingEvent } from './events.ts';
import type { RunSetup, WeightSnapshot } from './setup.ts';

export class TrainingRun {
  readonly learner: MultiAgentLearner;

  /** Fresh from the setup, or going on exactly from a checkpoint of the same run. */
  constructor(setup: RunSetup, checkpoint: LearnerCheckpoint | null = null) {
    this.learner = checkpoint ? MultiAgentLearner.resume(checkpoint) : new MultiAgentLearner(setup);
  }

  /** Slots trained so far. */
  get slots(): number {
    return this.learner.slots;
  }

  /**
   * Applies a change before the next training slot.
   *
   * @throws InputError where the change needs a restart; then nothing has changed
   */
  applyScenario(scenario: Scenario): TrainingEvent {
    this.learner.applyScenario(scenario);
    return { room: 'training', slot: this.slots, type: 'scenario', scenario };
  }

  /** @throws InputError where the change needs a restart; then nothing has changed */
  applyLearner(learner: LearnerConfiguration): TrainingEvent {
    this.learner.applyLearner(learner);
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
}
