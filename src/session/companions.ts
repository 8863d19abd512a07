/** The learners beside the run's own, trained again for a replay as far as the city used them. */
import { CentralizedLearner } from '../learning/centralized.ts';
import { parseCentralized } from '../learning/centralizedConfiguration.ts';
import { vdnLearner } from '../learning/configuration.ts';
import { MultiAgentLearner } from '../learning/multiAgent.ts';
import { runNow } from '../learning/steps.ts';
import type { ActingRecord, CompanionEvent } from './events.ts';
import type { ActingSnapshot, CompanionKind, RunSetup } from './setup.ts';

/** What a companion is made from: the setup of the run that it stands beside. */
export function companionSetup({ scenario, learner, seed }: RunSetup) {
  return { scenario, learner: vdnLearner(learner), seed };
}

/** As `companionSetup`, of centralised DQL. */
export function centralizedSetup({ scenario, learner, seed }: RunSetup) {
  return { scenario, learner, centralized: parseCentralized({}), seed };
}

export class Companions {
  readonly #setup: RunSetup;
  readonly #events: readonly CompanionEvent[];
  #vdn: MultiAgentLearner | null = null;
  #centralized: CentralizedLearner | null = null;

  constructor(setup: RunSetup, events: readonly CompanionEvent[]) {
    this.#setup = setup;
    this.#events = events;
  }

  /** What a policy decided by, made again. */
  actingOf(record: ActingRecord): ActingSnapshot {
    if (record.kind === 'distilled') return record;
    const { kind, trainedSlots } = record;
    if (kind === 'vdn') {
      this.#vdn ??= new MultiAgentLearner(companionSetup(this.#setup));
      this.#train(kind, this.#vdn, trainedSlots);
      return { kind, weights: this.#vdn.weights(), trainedSlots };
    }
    this.#centralized ??= new CentralizedLearner(centralizedSetup(this.#setup));
    this.#train(kind, this.#centralized, trainedSlots);
    return { kind, network: runNow(this.#centralized.network()), trainedSlots };
  }

  #train(
    kind: CompanionKind,
    learner: MultiAgentLearner | CentralizedLearner,
    slots: number,
  ): void {
    const events = this.#events.filter((event) => event.kind === kind);
    for (;;) {
      for (const { slot, scenario } of events) {
        if (slot === learner.slots) learner.applyScenario(scenario);
      }
      if (learner.slots >= slots) return;
      learner.advance();
    }
  }
}
