/** The learners beside the run's own, trained again for a replay as far as the city used them. */
import { CentralizedLearner } from '../learning/centralized.ts';
import { parseCentralized } from '../learning/centralizedConfiguration.ts';
import { vdnLearner } from '../learning/configuration.ts';
import { MultiAgentLearner } from '../learning/multiAgent.ts';
import { runNow } from '../learning/steps.ts';
import type { Scenario } from '../world/scenario.ts';
import { areSameServers, idsOf } from '../world/servers.ts';
import type { ActingRecord, CompanionEvent } from './events.ts';
import type { ActingSnapshot, RunSetup } from './setup.ts';

/** What a companion is made from: the setup of the run that it stands beside. */
export function companionSetup({ scenario, learner, seed }: RunSetup) {
  return { scenario, learner: vdnLearner(learner), seed };
}

/** As `companionSetup`, of centralised DQL. */
export function centralizedSetup({ scenario, learner, seed }: RunSetup) {
  return { scenario, learner, centralized: parseCentralized({}), seed };
}

/** A change of the run that companions obey, at a training slot. */
export interface RunChange {
  readonly slot: number;
  readonly scenario: Scenario;
}

/** Where centralised DQL begins, whose network is of all servers at once. */
export interface CentralizedBeginning<Change extends RunChange = RunChange> {
  readonly setup: RunSetup;
  /** The run's training slot that its slot 0 stands beside; 0 for the run's own beginning. */
  readonly begun: number;
  /** Changes after that, at its own slots. */
  readonly changes: readonly Change[];
}

/**
 * Where servers come or go, centralised DQL begins again from nothing: at the last such change, on
 * the scenario from there on, with what is left of the run's plan.
 *
 * @param changes of the run, in order
 */
export function centralizedBeginning<Change extends RunChange>(
  setup: RunSetup,
  changes: readonly Change[],
): CentralizedBeginning<Change> {
  let servers = idsOf(setup.scenario);
  let last = -1;
  changes.forEach(({ scenario }, index) => {
    if (areSameServers(servers, idsOf(scenario))) return;
    servers = idsOf(scenario);
    last = index;
  });
  const change = changes[last];
  if (!change) return { setup, begun: 0, changes };
  return {
    setup: begunSetup(setup, change.slot, change.scenario),
    begun: change.slot,
    changes: changes.slice(last + 1).map((later) => ({ ...later, slot: later.slot - change.slot })),
  };
}

/** The setup of what begins in the middle of a run, for the episodes that are left of its plan. */
function begunSetup({ learner, seed }: RunSetup, begun: number, scenario: Scenario): RunSetup {
  const over = Math.ceil(begun / learner.slotsPerEpisode);
  const episodes = Math.max(1, learner.episodes - over);
  return { scenario, learner: { ...learner, episodes }, seed };
}

export class Companions {
  readonly #setup: RunSetup;
  readonly #events: readonly CompanionEvent[];
  #vdn: Retrained<MultiAgentLearner> | null = null;
  /** By the slot of the run that they began at. */
  readonly #centralized = new Map<number, Retrained<CentralizedLearner>>();

  constructor(setup: RunSetup, events: readonly CompanionEvent[]) {
    this.#setup = setup;
    this.#events = events;
  }

  /** What a policy decided by, made again. */
  actingOf(record: ActingRecord): ActingSnapshot {
    if (record.kind === 'distilled') return record;
    const { kind, trainedSlots } = record;
    if (kind === 'vdn') {
      this.#vdn ??= new Retrained(
        new MultiAgentLearner(companionSetup(this.#setup)),
        this.#events.filter((event) => event.kind === kind),
      );
      const { learner } = this.#vdn;
      const setupServers = idsOf(this.#setup.scenario);
      this.#vdn.train(trainedSlots, record.servers ?? setupServers);
      const weights = { kind, weights: learner.weights(), trainedSlots } as const;
      const isOfSetup = areSameServers(idsOf(learner.scenario), setupServers);
      return isOfSetup ? weights : { ...weights, scenario: learner.scenario };
    }
    const begun = record.begun ?? 0;
    const trained = this.#centralized.get(begun) ?? this.#centralizedFrom(begun);
    this.#centralized.set(begun, trained);
    trained.train(trainedSlots, null);
    const network = runNow(trained.learner.network());
    return { kind, network, trainedSlots, ...(begun > 0 ? { begun } : {}) };
  }

  #centralizedFrom(begun: number): Retrained<CentralizedLearner> {
    const events = this.#events.filter((event) => {
      return event.kind === 'centralized' && (event.begun ?? 0) === begun;
    });
    if (begun === 0) {
      return new Retrained(new CentralizedLearner(centralizedSetup(this.#setup)), events);
    }
    // The first event is its beginning.
    const setup = begunSetup(this.#setup, begun, events[0]!.scenario);
    return new Retrained(new CentralizedLearner(centralizedSetup(setup)), events.slice(1));
  }
}

/** A learner that obeys its events at their slots again. */
class Retrained<Learner extends MultiAgentLearner | CentralizedLearner> {
  readonly learner: Learner;
  readonly #events: readonly CompanionEvent[];
  #next = 0;

  constructor(learner: Learner, events: readonly CompanionEvent[]) {
    this.learner = learner;
    this.#events = events;
  }

  /** @param servers those that have to be there in the end, who may change in that slot */
  train(slots: number, servers: readonly number[] | null): void {
    const { learner } = this;
    for (;;) {
      const isThere = servers === null || areSameServers(idsOf(learner.scenario), servers);
      if (learner.slots >= slots && isThere) return;
      const event = this.#events[this.#next];
      if (event && event.slot <= learner.slots) {
        learner.applyScenario(event.scenario);
        this.#next += 1;
      } else if (learner.slots < slots) {
        learner.advance();
      } else {
        return;
      }
    }
  }
}
