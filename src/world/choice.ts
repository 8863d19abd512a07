/** Offloading policies by which a user sends all its tasks to one place. */
import type { Coverage } from './radio.ts';
import type { PaperScenario } from './scenario.ts';
import type { Users } from './users.ts';

/** What the split of a slot depends on, decisions apart. */
export interface OffloadingSlot {
  readonly scenario: PaperScenario;
  readonly users: Users;
  readonly coverage: Coverage;
  /** Transmission delay of each pair of `coverage`, s. */
  readonly delays: Float64Array;
  /** est_n, s. */
  readonly estimates: Float64Array;
}

/** The pair of `slot.coverage` that a user sends its tasks over; -1 for the cloud. */
export type Choice = (slot: OffloadingSlot, decisions: ArrayLike<number>, user: number) => number;

/** The rented server in range of least cost, unless the cloud costs less. */
export const cheapest: Choice = ({ scenario, coverage, delays, estimates }, decisions, user) => {
  let best = -1;
  let least = scenario.cloudDelay;
  for (let pair = coverage.start[user]!; pair < coverage.start[user + 1]!; pair++) {
    const server = coverage.server[pair]!;
    const decision = decisions[server]!;
    if (decision === 0) continue;
    const cost = delays[pair]! + estimates[server]! / decision;
    if (cost < least || (cost === least && best < 0)) {
      least = cost;
      best = pair;
    }
  }
  return best;
};

/** The nearest rented server in range. */
export const nearestRented: Choice = ({ coverage }, decisions, user) => {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let pair = coverage.start[user]!; pair < coverage.start[user + 1]!; pair++) {
    if (decisions[coverage.server[pair]!] === 0 || coverage.distance[pair]! >= least) continue;
    least = coverage.distance[pair]!;
    best = pair;
  }
  return best;
};

/** The server of the slot before while it is rented and in range, else the cheapest. */
export const lastServer: Choice = (slot, decisions, user) => {
  const { coverage, users } = slot;
  const last = users.attachedTo[user]!;
  if (last >= 0 && decisions[last]! > 0) {
    for (let pair = coverage.start[user]!; pair < coverage.start[user + 1]!; pair++) {
      if (coverage.server[pair] === last) return pair;
    }
  }
  return cheapest(slot, decisions, user);
};
