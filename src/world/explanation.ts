/**
 * One slot explained: the numbers behind each user's choice, taken from the slot's own arrays. For
 * looking at; the simulation itself splits tasks in `offloading.ts`, and tests hold the two together.
 */
import { exp } from '../elementary.ts';
import type { OffloadingSlot } from './choice.ts';
import { ALL_TO_ONE, sharesFromLeastCost } from './offloading.ts';
import { type Coverage, meanSnr, snrOf } from './radio.ts';

/** What a user knows of a server in range, and what it makes of it. */
export interface ServerOption {
  readonly server: number;
  /** m. */
  readonly distance: number;
  /** a_n, units rented. */
  readonly decision: number;
  /** Signal-to-noise ratio by distance alone, and with this slot's fading; null in `released`. */
  readonly meanSnr: number | null;
  /** Null too where the delay was cut off at its maximum: then it is not known. */
  readonly snr: number | null;
  /** B_n, MHz, and how many share it: users in range (`paper`) or connected (`released`). */
  readonly spectrum: number;
  readonly sharers: number;
  /** d_tx of one task (`paper`), the radio part of the server's delay (`released`), s. */
  readonly transmissionDelay: number;
  /** est_n (`paper`), the delay of the slot before (`released`), s. */
  readonly estimate: number;
  /** What the user compares, s; null where nothing is rented, which is no option in `paper`. */
  readonly cost: number | null;
  /** Probability of this pick in `released`; null in `paper`, where nothing is drawn. */
  readonly probability: number | null;
  /** Share of the user's tasks that it offers to this server, 0..1. */
  readonly share: number;
}

/** Where one user's tasks go. */
export interface UserChoice {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** Index into ZONES. */
  readonly zone: number;
  readonly tasks: number;
  /** Mean of the Poisson distribution that the tasks were drawn from. */
  readonly expectedTasks: number;
  /** That mean by zone and hour alone; in `released` a long delay before makes the user want less. */
  readonly tableTasks: number;
  /** Servers in range, ascending. */
  readonly options: readonly ServerOption[];
  /** Cost (null in `released`, where nobody compares it) and share of the tasks sent to the cloud. */
  readonly cloud: { readonly cost: number | null; readonly share: number };
}

/** Explains one slot, also after the world has gone on. */
export interface SlotExplainer {
  /** @param user index into the slot's users */
  user(user: number, decisions: ArrayLike<number>): UserChoice;
  /** Users in range of both servers, and of at least one. */
  overlap(one: number, other: number): { readonly both: number; readonly either: number };
}

/** What is known of a user before its choice. */
type Person = Omit<UserChoice, 'options' | 'cloud'>;

export interface PaperSlot extends OffloadingSlot {
  readonly spectrum: Float64Array;
  /** Expected tasks of each user. */
  readonly expected: (user: number) => number;
}

/** Explains a slot of `paper`. */
export function explainPaper(slot: PaperSlot): SlotExplainer {
  const { scenario, users, coverage, delays, estimates, spectrum } = slot;
  return {
    overlap: (one, other) => overlapOf(coverage, one, other),
    user(user, decisions) {
      const { shares, cloudShare } = splitOf(slot, decisions, user);
      const first = coverage.start[user]!;
      const options = Array.from(shares, (share, index): ServerOption => {
        const pair = first + index;
        const server = coverage.server[pair]!;
        const decision = decisions[server]!;
        const distance = coverage.distance[pair]!;
        const delay = delays[pair]!;
        const sharers = coverage.usersInRange[server]!;
        return {
          server,
          distance,
          decision,
          meanSnr: meanSnr(scenario.referenceSnr, distance),
          snr: snrOf(scenario, spectrum[server]!, sharers, delay),
          spectrum: spectrum[server]!,
          sharers,
          transmissionDelay: delay,
          estimate: estimates[server]!,
          cost: decision > 0 ? delay + estimates[server]! / decision : null,
          probability: null,
          share,
        };
      });
      const expected = slot.expected(user);
      return {
        ...personOf(users, user, expected, expected),
        options,
        cloud: { cost: scenario.cloudDelay, share: cloudShare },
      };
    },
  };
}

/** Shares of one user's tasks: over its servers in range, ascending, and the cloud's. */
function splitOf(slot: OffloadingSlot, decisions: ArrayLike<number>, user: number) {
  const { coverage, scenario } = slot;
  const first = coverage.start[user]!;
  const shares = new Float64Array(coverage.start[user + 1]! - first);
  if (scenario.offloading !== 'softMin') {
    const pair = ALL_TO_ONE[scenario.offloading](slot, decisions, user);
    if (pair >= 0) shares[pair - first] = 1;
    return { shares, cloudShare: pair < 0 ? 1 : 0 };
  }
  const cloud = sharesFromLeastCost(slot, decisions, user, shares);
  const sum = shares.reduce((total, share) => total + share, cloud);
  return { shares: shares.map((share) => share / sum), cloudShare: cloud / sum };
}

export interface ReleasedSlot {
  readonly users: OffloadingSlot['users'];
  readonly coverage: Coverage;
  readonly spectrum: Float64Array;
  readonly estimates: Float64Array;
  /** Server that each user picked; -1 where none is in range. */
  readonly picked: Int16Array;
  /** Users that picked each server. */
  readonly connected: Int32Array;
  readonly radioDelay: Float64Array;
  /** Mean of each user's tasks by zone and hour, and what its last delay leaves of it, 0..1. */
  readonly expected: (user: number) => number;
  readonly willingness: (server: number) => number;
}

/** Explains a slot of `released`: one server in range is picked, whether it is rented or not. */
export function explainReleased(slot: ReleasedSlot): SlotExplainer {
  const { users, coverage, estimates, spectrum, picked, connected, radioDelay } = slot;
  return {
    overlap: (one, other) => overlapOf(coverage, one, other),
    user(user, decisions) {
      const first = coverage.start[user]!;
      const servers = coverage.server.subarray(first, coverage.start[user + 1]!);
      const weights = Array.from(servers, (server) => exp(-estimates[server]!));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const chosen = picked[user]!;
      const options = Array.from(
        servers,
        (server, index): ServerOption => ({
          server,
          distance: coverage.distance[first + index]!,
          decision: decisions[server]!,
          meanSnr: null,
          snr: null,
          spectrum: spectrum[server]!,
          sharers: connected[server]!,
          transmissionDelay: radioDelay[server]!,
          estimate: estimates[server]!,
          cost: estimates[server]!,
          probability: weights[index]! / sum,
          share: server === chosen ? 1 : 0,
        }),
      );
      const table = slot.expected(user);
      const willing = chosen < 0 ? 1 : slot.willingness(chosen);
      return {
        ...personOf(users, user, willing * table, table),
        options,
        cloud: { cost: null, share: chosen < 0 ? 1 : 0 },
      };
    },
  };
}

function personOf(
  { id, x, y, zone, tasks }: OffloadingSlot['users'],
  user: number,
  expectedTasks: number,
  tableTasks: number,
): Person {
  return {
    id: id[user]!,
    x: x[user]!,
    y: y[user]!,
    zone: zone[user]!,
    tasks: tasks[user]!,
    expectedTasks,
    tableTasks,
  };
}

function overlapOf({ start, server }: Coverage, one: number, other: number) {
  let both = 0;
  let either = 0;
  for (let user = 0; user + 1 < start.length; user++) {
    const near = server.subarray(start[user]!, start[user + 1]!);
    const count = (near.includes(one) ? 1 : 0) + (near.includes(other) ? 1 : 0);
    if (count > 0) either += 1;
    if (count === 2) both += 1;
  }
  return { both, either };
}
