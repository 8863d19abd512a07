/**
 * What an LSM would do at other hours and prices (the paper's Fig. 4): its greedy level over the
 * two, everything else that it observes held at given values.
 */
import { OBSERVATION_SIZE } from '../world/slot.ts';
import { JointValues } from './jointValues.ts';
import type { LocalNetworks } from './network.ts';

/** Entries of an observation that the map varies; the others are users, spectrum and estimate. */
const TIME_ENTRY = 0;
/** The mean of the neighbours' times, where they are observed too: it is the same time. */
const NEIGHBOURS_TIME_ENTRY = OBSERVATION_SIZE;
const PRICE_ENTRY = 4;

/** The axes of a map, as they enter the observation. */
export interface PolicyAxes {
  /** Time of the day, one entry a column. */
  readonly times: readonly number[];
  /** Price of a unit, one entry a row. */
  readonly prices: readonly number[];
}

export interface PolicyMap {
  /** K of the server. */
  readonly levels: number;
  /** Greedy level of every cell, prices x times, row-major. */
  readonly greedy: Uint8Array;
  /**
   * Best Q_n of every own level over all levels of the neighbours, reward units; prices x times x K,
   * row-major.
   */
  readonly values: Float64Array;
}

/**
 * The map of one LSM. The greedy level is the own one of the joint argmax, the lowest of equal ones.
 *
 * @param observation o_n; its time and price are replaced
 */
export function policyMap(
  networks: LocalNetworks,
  server: number,
  observation: ArrayLike<number>,
  { times, prices }: PolicyAxes,
): PolicyMap {
  const network = networks.agents[server]!;
  const joint = new JointValues(network, networks);
  const levels = network.levels[0]!;
  const table = new Float64Array(joint.count);
  const others = joint.count / levels;
  const state = Float64Array.from(observation);
  const greedy = new Uint8Array(times.length * prices.length);
  const values = new Float64Array(greedy.length * levels);
  let cell = 0;
  for (const price of prices) {
    state[PRICE_ENTRY] = price;
    for (const time of times) {
      state[TIME_ENTRY] = time;
      if (state.length > OBSERVATION_SIZE) state[NEIGHBOURS_TIME_ENTRY] = time;
      joint.fill(state, 0, table);
      let best = Number.NEGATIVE_INFINITY;
      for (let level = 0; level < levels; level += 1) {
        let value = Number.NEGATIVE_INFINITY;
        for (let i = level * others; i < (level + 1) * others; i += 1) {
          if (table[i]! > value) value = table[i]!;
        }
        values[cell * levels + level] = value * networks.valueScale;
        if (value > best) {
          best = value;
          greedy[cell] = level;
        }
      }
      cell += 1;
    }
  }
  return { levels, greedy, values };
}
