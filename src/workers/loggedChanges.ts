/**
 * Changes of the scenario and the learner while training goes on, each an event. After a crash those
 * of the log are obeyed again at their slots first, so that the same training comes out; from where
 * the crash was, what the visitor has changed since.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { TrainingEvent } from '../session/events.ts';
import type { TrainingRun } from '../session/trainingRun.ts';
import type { Scenario } from '../world/scenario.ts';
import { differ } from './messages.ts';
import type { LearnerStart } from './protocol.ts';

export class LoggedChanges {
  readonly #run: TrainingRun;
  readonly #tell: (event: TrainingEvent) => void;
  /** Logged events that are still to be obeyed again, in order. */
  #events: readonly TrainingEvent[];
  readonly #changesFrom: number;
  #scenario: Scenario;
  #learner: LearnerConfiguration;

  constructor(
    run: TrainingRun,
    { recovery, scenario, learner }: LearnerStart,
    tell: (event: TrainingEvent) => void,
  ) {
    this.#run = run;
    this.#tell = tell;
    this.#events = recovery?.events ?? [];
    this.#changesFrom = recovery?.changesFrom ?? 0;
    this.#scenario = recovery?.scenario ?? scenario;
    this.#learner = recovery?.learner ?? learner;
  }

  get isCatchingUp(): boolean {
    return this.#events.length > 0 || this.#run.slots < this.#changesFrom;
  }

  /** To be called before every chunk. */
  catchUp(): void {
    while (this.#events[0] && this.#events[0].slot <= this.#run.slots) {
      this.#run.obey(this.#events[0]);
      this.#events = this.#events.slice(1);
    }
    if (this.isCatchingUp) return;
    const { scenario, configuration } = this.#run.learner;
    if (differ(scenario, this.#scenario)) this.#changeScenario(this.#scenario);
    if (differ(configuration, this.#learner)) this.#changeLearner(this.#learner);
  }

  /** An event that is to be obeyed when its slot comes, behind those that wait already. */
  foresee(event: TrainingEvent): void {
    this.#events = [...this.#events, event];
  }

  /** @throws InputError where the change needs a restart */
  applyScenario(scenario: Scenario): void {
    if (this.isCatchingUp) this.#scenario = scenario;
    else this.#changeScenario(scenario);
  }

  /** @throws InputError where the change needs a restart */
  applyLearner(learner: LearnerConfiguration): void {
    if (this.isCatchingUp) this.#learner = learner;
    else this.#changeLearner(learner);
  }

  #changeScenario(scenario: Scenario): void {
    this.#tell(this.#run.applyScenario(scenario));
    this.#scenario = scenario;
  }

  #changeLearner(learner: LearnerConfiguration): void {
    this.#tell(this.#run.applyLearner(learner));
    this.#learner = learner;
  }
}
