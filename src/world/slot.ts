/** One slot, before and after its decision; the shape that both scenarios' dynamics have. */
import { InputError } from '../schema.ts';
import type { SlotExplainer } from './explanation.ts';
import type { Scenario } from './scenario.ts';
import type { WorldStreams } from './streams.ts';
import type { Topology } from './topology.ts';
import type { Users } from './users.ts';

/** What was drawn for a slot. None of it depends on decisions, except `estimates`. */
export interface SlotDraws {
  readonly users: Users;
  /** M_n: users in range of each server, idle ones too. */
  readonly usersInRange: Int32Array;
  /** p_n, price of a unit. */
  readonly prices: Float64Array;
  /** B_n, MHz. */
  readonly spectrum: Float64Array;
  /** The users' knowledge of each server's delay: est_n (`paper`), previous delay (`released`). */
  readonly estimates: Float64Array;
}

/** What came of a joint decision. One entry a server unless said otherwise. */
export interface SlotOutcome {
  readonly decisions: Int32Array;
  /** w_n, tasks that users offer. */
  readonly offered: Float64Array;
  /** Tasks that the rented units can process in the slot. */
  readonly capacity: Float64Array;
  /** f_n, processed share of the offered tasks; 0 where nothing is rented. */
  readonly processed: Float64Array;
  /** s; NaN where nothing is rented. */
  readonly computationDelay: Float64Array;
  /** Mean over the offered tasks, s; NaN where nothing is rented or offered. */
  readonly transmissionDelay: Float64Array;
  /** e_n (`paper`; NaN where nothing is rented) or delay_n (`released`), s. */
  readonly experience: Float64Array;
  readonly rewards: Float64Array;
  /** Sum of the rewards. */
  readonly systemReward: number;
  /** Tasks of all users. */
  readonly tasks: number;
  /** Those that the cloud had to process: sent there, or not admitted by a server. */
  readonly cloudTasks: number;
  /**
   * For each user: the server that it offers most of its tasks to (if that one is rented), -1 the
   * cloud, -2 no tasks.
   */
  readonly servedBy: Int16Array;
}

/** Servers that came and went. */
export interface ServerChange {
  /** For each server its place in the lists before; null for one that joins. */
  readonly former: readonly (number | null)[];
  readonly streams: WorldStreams;
  /** t of the current slot. */
  readonly time: number;
}

/** What differs between the two scenarios, between the draws of one slot and the next. */
export interface Dynamics<S extends Scenario = Scenario> {
  readonly draws: SlotDraws;
  /** Another scenario and its topology, from the next draw on. */
  configure(scenario: S, topology: Topology): void;
  /**
   * Servers come and go before the decision of the current slot. Users, and what was drawn for the
   * servers that stay, do not change; only for those that join something is drawn.
   */
  changeServers(scenario: S, topology: Topology, change: ServerChange): void;
  /** Everything as at the start of the world (or of a day); draws nothing of a slot yet. */
  begin(): void;
  /** Draws slot `time` of the day. */
  draw(time: number): void;
  /** Writes the rewards of a joint decision in the current slot and returns their sum. */
  rewards(decisions: ArrayLike<number>, rewards: Float64Array): number;
  /** All that comes of a joint decision in the current slot. Changes nothing. */
  evaluate(decisions: ArrayLike<number>): SlotOutcome;
  /** Takes a slot's outcome into what the next slot starts from. */
  settle(outcome: SlotOutcome): void;
  /** N x 5, row-major, of the current slot. */
  observe(time: number): Float64Array;
  /** Explains the current slot, `time` of its day, also once the next one is drawn. */
  explain(time: number): SlotExplainer;
  save(): DynamicsState;
  /** @throws InputError for arrays that are missing or too short or long */
  restore(state: DynamicsState): void;
}

/** Plain arrays of numbers, so that JSON carries it exactly. */
export type DynamicsState = Readonly<Record<string, readonly number[]>>;

/** One array of a saved state, of the given length where one is given. */
export function numbersOf(state: DynamicsState, key: string, length?: number): readonly number[] {
  const numbers: unknown = state[key];
  const valid =
    Array.isArray(numbers) &&
    numbers.every(Number.isFinite) &&
    (length === undefined || numbers.length === length);
  if (!valid) {
    throw new InputError(`state.${key}`, numbers, `a list of ${length ?? 'any number of'} numbers`);
  }
  return numbers;
}

/** The numbers of the servers that stay, and those of the others from a list of all. */
export function keptNumbers(
  numbers: Float64Array,
  former: readonly (number | null)[],
  fresh: Float64Array,
): Float64Array {
  return Float64Array.from(former, (place, server) =>
    place === null ? fresh[server]! : numbers[place]!,
  );
}

/** Where servers of the lists before stand now; -1 for one that left, and for none. */
export function placesAfter(servers: Int16Array, former: readonly (number | null)[]): Int16Array {
  return servers.map((server) => (server < 0 ? server : former.indexOf(server)));
}

/** Sum of all entries. */
export function sumOf(values: Int32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

export const OBSERVATION_SIZE = 5;
/** Users in range that an observation counts as one. */
export const CROWDS = { paper: 30, released: 20 } as const;

/**
 * What divides other entries. All scales are fixed: a trained network goes on to mean the same when a
 * parameter moves.
 */
export const OBSERVATION_SCALES = {
  /** MHz. */
  spectrum: 20,
  /** s. */
  estimate: 5,
  /** Reward units, and the price that enters as 0. */
  price: 20,
} as const;

/** A unit's price as it enters an observation. */
export function priceInput(price: number): number {
  return (price - OBSERVATION_SCALES.price) / OBSERVATION_SCALES.price;
}

/**
 * o_n = (t / slots a day, users in range / `crowd`, B_n / 20, estimate / 5, (p_n - 20) / 20), row
 * by row.
 */
export function observationsOf(
  { slotsPerDay }: Pick<Scenario, 'slotsPerDay'>,
  { usersInRange, spectrum, estimates, prices }: SlotDraws,
  time: number,
  crowd: number,
): Float64Array {
  const observations = new Float64Array(prices.length * OBSERVATION_SIZE);
  for (let server = 0, at = 0; server < prices.length; server++) {
    observations[at++] = time / slotsPerDay;
    observations[at++] = usersInRange[server]! / crowd;
    observations[at++] = spectrum[server]! / OBSERVATION_SCALES.spectrum;
    observations[at++] = estimates[server]! / OBSERVATION_SCALES.estimate;
    observations[at++] = priceInput(prices[server]!);
  }
  return observations;
}
