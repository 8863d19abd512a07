/** Training as part of a session: a learner, and the events that it obeys between two chunks. */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineFactory } from '../learning/engine.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../learning/multiAgent.ts';
import { runNow, type Steps } from '../learning/steps.ts';
import type { Scenario } from '../world/scenario.ts';
import { areSameServers, idsOf } from '../world/servers.ts';
import type { TrainingEvent } from './events.ts';
import type { RunSetup, WeightSnapshot } from './setup.ts';

/** Engines by their ids, for a replay. */
export type ReplayEngines = Readonly<Record<string, EngineFactory>>;

export class TrainingRun {
  readonly learner: MultiAgentLearner;
  readonly #engines: ReplayEngines;
  readonly #setupIds: readonly number[];

  /**
   * Fresh from the setup (untrained, or from what was opened), or going on exactly from a checkpoint
   * of the same run.
   *
   * @param engines what `obey` may change to; none where something else decides what trains
   */
  constructor(
    setup: RunSetup,
    checkpoint: LearnerCheckpoint | null = null,
    engines: ReplayEngines = {},
  ) {
    this.#engines = engines;
    this.#setupIds = idsOf(setup.scenario);
    const from = checkpoint ?? setup.origin?.checkpoint;
    this.learner = from ? MultiAgentLearner.resume(from) : freshLearner(setup);
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
    return runNow(this.changingScenario(scenario));
  }

  /** `applyScenario` on an engine that answers later. */
  *changingScenario(scenario: Scenario): Steps<TrainingEvent> {
    yield* this.learner.changingScenario(scenario);
    return { room: 'training', slot: this.slots, type: 'scenario', scenario };
  }

  /** @throws InputError where the change needs a restart; then nothing has changed */
  applyLearner(learner: LearnerConfiguration): TrainingEvent {
    this.learner.applyLearner(learner);
    return { room: 'training', slot: this.slots, type: 'learner', learner };
  }

  /** What the log says of the engine that trains from the next slot on. */
  engineEvent(): TrainingEvent {
    return { room: 'training', slot: this.slots, type: 'engine', engine: this.learner.engine };
  }

  /**
   * Does again what an event of the log did. Our own engines compute the same bits everywhere; where
   * one is not at hand that trained, the one before goes on.
   */
  obey(event: TrainingEvent): void {
    runNow(this.obeying(event));
  }

  /** `obey` on an engine that answers later. */
  *obeying(event: TrainingEvent): Steps {
    if (event.type === 'scenario') yield* this.changingScenario(event.scenario);
    else if (event.type === 'learner') this.applyLearner(event.learner);
    else this.#changeEngine(event.engine);
  }

  #changeEngine(id: string): void {
    const create = this.#engines[id];
    if (create && id !== this.learner.engine) this.learner.changeEngine(create);
  }

  snapshot(): WeightSnapshot {
    const { scenario } = this.learner;
    const snapshot = { weights: this.learner.weights(), trainedSlots: this.slots };
    const isOfSetup = areSameServers(idsOf(scenario), this.#setupIds);
    return isOfSetup ? snapshot : { ...snapshot, scenario };
  }
}

function freshLearner(setup: RunSetup): MultiAgentLearner {
  const { scenario, learner, seed, origin } = setup;
  const begun = { scenario, learner, seed };
  return new MultiAgentLearner(origin ? { ...begun, weights: origin.weights } : begun);
}
