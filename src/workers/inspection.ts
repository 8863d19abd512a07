/** The slot that is shown, kept so that any server, user or link of it can be looked into. */
import type { CityRun } from '../session/cityRun.ts';
import { hourOf } from '../world/demand.ts';
import type { SlotExplainer, UserChoice } from '../world/explanation.ts';
import type { Scenario } from '../world/scenario.ts';
import { OBSERVATION_SIZE, type SlotDraws, type SlotOutcome } from '../world/slot.ts';
import type { Topology } from '../world/topology.ts';

/** What every answer says beside its own numbers. The scenario is the one of that slot. */
interface Moment {
  readonly slot: number;
  readonly hour: number;
  readonly scenario: Scenario;
}

/** One server in one slot; s, MHz, tasks a slot. NaN where nothing is rented or offered. */
export interface ServerInspection extends Moment {
  readonly id: number;
  readonly decision: number;
  readonly usersInRange: number;
  readonly load: number;
  readonly capacity: number;
  readonly processed: number;
  readonly computationDelay: number;
  /** Mean over the offered tasks. */
  readonly transmissionDelay: number;
  readonly experience: number;
  /** What users expected when they chose, and what they will in the next slot. */
  readonly estimate: number;
  readonly nextEstimate: number;
  readonly spectrum: number;
  readonly price: number;
  readonly reward: number;
  /** o_n, what its Q-network saw. */
  readonly observation: readonly number[];
}

export interface UserInspection extends Moment {
  readonly choice: UserChoice;
}

export interface LinkInspection extends Moment {
  readonly both: number;
  readonly either: number;
}

export class ShownSlot {
  readonly #moment: Moment;
  readonly #topology: Topology;
  readonly #draws: SlotDraws;
  readonly #observations: Float64Array;
  readonly #explainer: SlotExplainer;
  #outcome!: SlotOutcome;
  #nextEstimates!: Float64Array;

  /** Takes what is known before the decision. */
  constructor({ slot, environment }: CityRun) {
    const { scenario, timeOfDay, draws, observations, topology } = environment;
    this.#moment = { slot, hour: hourOf(timeOfDay, scenario.slotsPerDay), scenario };
    this.#topology = topology;
    this.#draws = draws;
    this.#observations = observations;
    this.#explainer = environment.explain();
  }

  /** Takes what came of the decision; the run may have gone on to the next slot. */
  played(outcome: SlotOutcome, { environment }: CityRun): this {
    this.#outcome = outcome;
    this.#nextEstimates = environment.draws.estimates;
    return this;
  }

  server(id: number): ServerInspection | null {
    if (!(id in this.#topology.x)) return null;
    const outcome = this.#outcome;
    const { usersInRange, estimates, spectrum, prices } = this.#draws;
    const first = id * OBSERVATION_SIZE;
    return {
      ...this.#moment,
      id,
      decision: outcome.decisions[id]!,
      usersInRange: usersInRange[id]!,
      load: outcome.offered[id]!,
      capacity: outcome.capacity[id]!,
      processed: outcome.processed[id]!,
      computationDelay: outcome.computationDelay[id]!,
      transmissionDelay: outcome.transmissionDelay[id]!,
      experience: outcome.experience[id]!,
      estimate: estimates[id]!,
      nextEstimate: this.#nextEstimates[id]!,
      spectrum: spectrum[id]!,
      price: prices[id]!,
      reward: outcome.rewards[id]!,
      observation: Array.from(this.#observations.subarray(first, first + OBSERVATION_SIZE)),
    };
  }

  /** Null where no user of this id is in the city. */
  user(id: number): UserInspection | null {
    const index = this.#draws.users.id.indexOf(id);
    if (index < 0) return null;
    return { ...this.#moment, choice: this.#explainer.user(index, this.#outcome.decisions) };
  }

  link(one: number, other: number): LinkInspection | null {
    if (!this.#topology.neighbours[one]?.includes(other)) return null;
    return { ...this.#moment, ...this.#explainer.overlap(one, other) };
  }
}
