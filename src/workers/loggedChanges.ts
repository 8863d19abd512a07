/**
 * Changes of the scenario and the learner while training goes on, each an event. After a crash those
 * of the log are obeyed again at their slots first, so that the same training comes out; from where
 * the crash was, what the visitor has changed since.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { Steps } from '../learning/steps.ts';
import { InputError } from '../schema.ts';
import type { TrainingEvent } from '../session/events.ts';
import {
  learnerAfter,
  type Schedule,
  type ScheduledChange,
  scenarioAfter,
} from '../session/schedule.ts';
import type { TrainingRun } from '../session/trainingRun.ts';
import type { Scenario } from '../world/scenario.ts';
import { differ } from './messages.ts';
import type { LearnerStart, ScheduleRefusedMessage } from './protocol.ts';

export class LoggedChanges {
  readonly #run: TrainingRun;
  readonly #tell: (event: TrainingEvent) => void;
  readonly #refuse: (refusal: Omit<ScheduleRefusedMessage, 'type'>) => void;
  /** Logged events that are still to be obeyed again, in order. */
  #events: readonly TrainingEvent[];
  readonly #changesFrom: number;
  #scenario: Scenario;
  #learner: LearnerConfiguration;
  /** What is planned and has not come yet, in order. */
  #schedule: Schedule;

  constructor(
    run: TrainingRun,
    { recovery, scenario, learner, schedule = [] }: LearnerStart,
    tell: (event: TrainingEvent) => void,
    refuse: (refusal: Omit<ScheduleRefusedMessage, 'type'>) => void,
  ) {
    this.#run = run;
    this.#tell = tell;
    this.#refuse = refuse;
    const isToCome = ({ episode }: ScheduledChange) =>
      recovery !== undefined || episode * learner.slotsPerEpisode >= run.slots;
    this.#schedule = schedule.filter(isToCome);
    this.#events = recovery?.events ?? [];
    this.#changesFrom = recovery?.changesFrom ?? 0;
    this.#scenario = recovery?.scenario ?? scenario;
    this.#learner = recovery?.learner ?? learner;
  }

  get isCatchingUp(): boolean {
    return this.#events.length > 0 || this.#run.slots < this.#changesFrom;
  }

  /** To be called before every chunk. */
  *catchingUp(): Steps {
    while (this.#events[0] && this.#events[0].slot <= this.#run.slots) {
      yield* this.#run.obeying(this.#events[0]);
      this.#events = this.#events.slice(1);
    }
    if (this.isCatchingUp) return;
    const { scenario, configuration } = this.#run.learner;
    if (differ(scenario, this.#scenario)) yield* this.#changingScenario(this.#scenario);
    if (differ(configuration, this.#learner)) this.#changeLearner(this.#learner);
    while (this.#schedule[0] && this.#schedule[0].episode <= this.#run.learner.episode) {
      const [change, ...later] = this.#schedule;
      this.#schedule = later;
      yield* this.#obeying(change!);
    }
  }

  /** What is planned from now on; what it holds of the past is left aside. */
  setSchedule(schedule: Schedule): void {
    const { episode, slots } = this.#run.learner;
    const isLater = (change: ScheduledChange) =>
      change.episode > episode ||
      (change.episode === episode && slots === episode * this.#learner.slotsPerEpisode);
    this.#schedule = schedule.filter(isLater);
  }

  /** An event that is to be obeyed when its slot comes, behind those that wait already. */
  foresee(event: TrainingEvent): void {
    this.#events = [...this.#events, event];
  }

  /** @throws InputError where the change needs a restart */
  *applyingScenario(scenario: Scenario): Steps {
    if (this.isCatchingUp) this.#scenario = scenario;
    else if (differ(scenario, this.#run.learner.scenario)) yield* this.#changingScenario(scenario);
  }

  /** @throws InputError where the change needs a restart */
  applyLearner(learner: LearnerConfiguration): void {
    if (this.isCatchingUp) this.#learner = learner;
    else if (differ(learner, this.#run.learner.configuration)) this.#changeLearner(learner);
  }

  /** A planned change is told as such: the page makes it too. */
  *#obeying(change: ScheduledChange): Steps {
    const { scenario, configuration } = this.#run.learner;
    const { episode } = change;
    const planned = { scheduled: episode };
    try {
      const next = scenarioAfter(scenario, change);
      if (differ(next, scenario)) yield* this.#changingScenario(next, planned);
      const plan = learnerAfter(configuration, change);
      if (differ(plan, configuration)) this.#changeLearner(plan, planned);
    } catch (error) {
      // What was changed by hand since may not go with it: then everything stays as it is.
      if (!(error instanceof InputError)) throw error;
      this.#refuse({ episode, reason: error.message });
    }
  }

  *#changingScenario(scenario: Scenario, planned: { readonly scheduled?: number } = {}): Steps {
    this.#tell({ ...(yield* this.#run.changingScenario(scenario)), ...planned });
    this.#scenario = scenario;
  }

  #changeLearner(
    learner: LearnerConfiguration,
    planned: { readonly scheduled?: number } = {},
  ): void {
    this.#tell({ ...this.#run.applyLearner(learner), ...planned });
    this.#learner = learner;
  }
}
