/** Teacher, student and the others over the same held-out world. */
import {
  ACTOR_OBSERVATION_SIZE,
  type ActorNetworks,
  actorDecisions,
  exchangedMessages,
  exchangedNumbers,
} from '../learning/actors.ts';
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import { BYTES_PER_NUMBER } from '../orchestration/messages.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { parseRivals } from '../orchestration/rivals/rivalOptions.ts';
import { rivalOutcome } from '../orchestration/rivals/runRival.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import type { DecisionCost, TeacherKey } from './distillation.ts';
import type { Evaluation } from './evaluate.ts';
import { problemAt } from './policies.ts';
import { blockMeans } from './statistics.ts';

/** What decides one slot, and what it sent for that over all links. */
export interface Decided {
  readonly decision: Int32Array;
  readonly messages: number;
  readonly bytes: number;
}
export type Decider = (environment: EdgeEnvironment, slot: number) => Decided;

/** A clock in milliseconds. */
export type Clock = () => number;

export interface QDeciders {
  readonly networks: LocalNetworks;
  readonly orchestration: OrchestrationOptions;
  readonly accelerator?: NetworkAccelerator | null;
}

/**
 * Decides by the Q-networks, as the city's policy of that key does. What neighbours tell each other
 * of their observations counts where the networks take it in.
 */
export function networkDecider(
  key: TeacherKey | 'maDql',
  { networks, orchestration, accelerator = null }: QDeciders,
): Decider {
  const rivals = parseRivals({});
  const seen = observedNeighbours(networks);
  const numbers = BYTES_PER_NUMBER * ACTOR_OBSERVATION_SIZE;
  return (environment, slot) => {
    const problem = problemAt(environment, networks, accelerator, orchestration);
    const tables = new DecisionTables(problem.objectives);
    const setting = { problem, tables, options: orchestration, rivals, slot };
    const { decision, messages, bytes } = rivalOutcome(key, setting);
    return { decision, messages: messages + seen, bytes: bytes + numbers * seen };
  };
}

/** Observations that go to a neighbour in a slot, where Q-networks take those in. */
function observedNeighbours({ agents, observationSize }: LocalNetworks): number {
  if (observationSize === ACTOR_OBSERVATION_SIZE) return 0;
  return agents.reduce((sum, { scope }) => sum + scope.length - 1, 0);
}

/** Decides by actors: one exchange of observations where they see those of others. */
export function actorDecider(actors: ActorNetworks): Decider {
  const messages = exchangedMessages(actors);
  const bytes = BYTES_PER_NUMBER * exchangedNumbers(actors);
  return ({ observations }) => ({
    decision: actorDecisions(actors, observations),
    messages,
    bytes,
  });
}

/** One of them in a copy of the world. */
export class Player {
  /** System reward of every slot so far; 0 after them. */
  readonly rewards: Float64Array;
  readonly #decide: Decider;
  readonly #environment: EdgeEnvironment;
  readonly #clock: Clock | null;
  #messages = 0;
  #bytes = 0;
  #milliseconds = 0;
  #slot = 0;

  constructor(scenario: Scenario, evaluation: Evaluation, decide: Decider, clock: Clock | null) {
    this.rewards = new Float64Array(evaluation.slots);
    this.#decide = decide;
    this.#clock = clock;
    this.#environment = new EdgeEnvironment(scenario);
    this.#environment.reset(evaluation.seed);
  }

  /** @param see told of every slot with its decision, before it is played */
  playTo(end: number, see?: (environment: EdgeEnvironment, decision: Int32Array) => void): void {
    const environment = this.#environment;
    for (; this.#slot < end; this.#slot += 1) {
      const start = this.#clock?.() ?? 0;
      const { decision, messages, bytes } = this.#decide(environment, this.#slot);
      this.#milliseconds += (this.#clock?.() ?? 0) - start;
      this.#messages += messages;
      this.#bytes += bytes;
      see?.(environment, decision);
      const { infos, truncations } = environment.step(decision);
      this.rewards[this.#slot] = infos.systemReward;
      if (truncations[0] === 1) environment.reset();
    }
  }

  /** System rewards of the slots played. */
  get played(): Float64Array {
    return this.rewards.subarray(0, this.#slot);
  }

  daysOf({ slotsPerDay }: Scenario): number[] {
    return blockMeans(this.played, slotsPerDay);
  }

  cost(servers: number): DecisionCost {
    const slots = this.#slot;
    return {
      bytes: this.#bytes / slots,
      messages: this.#messages / slots,
      microseconds: this.#clock ? (1000 * this.#milliseconds) / slots / servers : null,
    };
  }
}

/**
 * Time of one actor's decision, microseconds, over many in one go: a browser's clock is too coarse for
 * one slot of them.
 *
 * @param observations slots x N x 5, row-major
 */
export function actorMicroseconds(
  actors: ActorNetworks,
  observations: Float64Array,
  clock: Clock,
): number {
  const width = actors.agents.length * ACTOR_OBSERVATION_SIZE;
  const start = clock();
  for (let at = 0; at < observations.length; at += width) {
    actorDecisions(actors, observations.subarray(at, at + width));
  }
  return (1000 * ACTOR_OBSERVATION_SIZE * (clock() - start)) / observations.length;
}
