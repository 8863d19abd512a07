/**
 * Where the users of a slot send their tasks (`paper`), given which servers are rented. The cost
 * of a server is its transmission delay plus its estimated delay over the rented units; the cost
 * of the cloud is the cloud delay. A user out of range of every rented server goes to the cloud.
 *
 * - `softMin`: tasks are split, fractionally, by soft-min over servers and cloud.
 * - `hardMin`: all tasks go to the cheapest; to a server rather than the cloud at equal cost.
 * - `nearest`: all tasks go to the nearest rented server in range, whatever it costs.
 * - `sticky`: all tasks go to the server of the slot before while it is rented and in range, else
 *   as `hardMin`. Whoever was with the cloud chooses anew.
 */
import { exp } from '../elementary.ts';
import { type Choice, cheapest, lastServer, nearestRented, type OffloadingSlot } from './choice.ts';
import { MAXIMUM_LEVELS } from './scenario.ts';

/** `servedBy` of users whom the cloud serves, and of those without tasks. */
export const SERVED_BY_CLOUD = -1;
export const WITHOUT_TASKS = -2;

/** The split of one slot as a function of the decisions. */
export interface Offloading {
  /**
   * @param decisions a_n, whole numbers
   * @param load written: w_n, tasks offered to each server
   * @param sending written: sum over these tasks of their transmission delay, s
   * @param servedBy written where given: the server that each user offers most of its tasks to
   *   (the lowest of equals, a server before the cloud), SERVED_BY_CLOUD or WITHOUT_TASKS
   * @returns tasks sent straight to the cloud
   */
  split(
    decisions: ArrayLike<number>,
    load: Float64Array,
    sending: Float64Array,
    servedBy?: Int16Array,
  ): number;
}

/** The policies that send all tasks of a user to one place. */
export const ALL_TO_ONE: Readonly<Record<'hardMin' | 'nearest' | 'sticky', Choice>> = {
  hardMin: cheapest,
  nearest: nearestRented,
  sticky: lastServer,
};

/** The scenario's offloading policy on one slot. */
export function offloadingOf(slot: OffloadingSlot): Offloading {
  const policy = slot.scenario.offloading;
  return policy === 'softMin' ? softMin(slot) : allToOne(slot, ALL_TO_ONE[policy]);
}

/** Users that have tasks, in order. */
function usersWithTasks({ users }: OffloadingSlot): Int32Array {
  const found = new Int32Array(users.count);
  let count = 0;
  for (let user = 0; user < users.count; user++) {
    if (users.tasks[user]! > 0) found[count++] = user;
  }
  return found.subarray(0, count);
}

function allToOne(slot: OffloadingSlot, choice: Choice): Offloading {
  const { users, delays } = slot;
  const active = usersWithTasks(slot);
  return {
    split(decisions, load, sending, servedBy) {
      load.fill(0);
      sending.fill(0);
      servedBy?.fill(WITHOUT_TASKS);
      let cloud = 0;
      for (const user of active) {
        const tasks = users.tasks[user]!;
        const pair = choice(slot, decisions, user);
        if (pair < 0) {
          cloud += tasks;
          if (servedBy) servedBy[user] = SERVED_BY_CLOUD;
          continue;
        }
        const server = slot.coverage.server[pair]!;
        load[server]! += tasks;
        sending[server]! += tasks * delays[pair]!;
        if (servedBy) servedBy[user] = server;
      }
      return cloud;
    },
  };
}

/** Below this the weights of a user have lost too many bits to underflow. */
const SMALLEST_SUM = 1e-250;

/**
 * exp(-cost / T) is the product of a weight of the pair and a factor of the server's decision, so
 * that a joint decision costs no exponential: references try thousands of them on one slot.
 */
function softMin(slot: OffloadingSlot): Offloading {
  const { scenario, users, coverage, delays, estimates } = slot;
  const { cloudDelay, offloadingTemperature: temperature } = scenario;
  const { start, server } = coverage;
  const active = usersWithTasks(slot);
  const weights = new Float64Array(delays.length);
  const cloudWeights = new Float64Array(users.count);
  for (const user of active) {
    // Relative to the best delay, so that no weight overflows.
    let best = cloudDelay;
    for (let pair = start[user]!; pair < start[user + 1]!; pair++) {
      best = Math.min(best, delays[pair]!);
    }
    for (let pair = start[user]!; pair < start[user + 1]!; pair++) {
      weights[pair] = exp((best - delays[pair]!) / temperature);
    }
    cloudWeights[user] = exp((best - cloudDelay) / temperature);
  }
  const factors = levelFactors(estimates, temperature);
  const factor = new Float64Array(estimates.length);
  const shares = new Float64Array(estimates.length);

  return {
    split(decisions, load, sending, servedBy) {
      load.fill(0);
      sending.fill(0);
      servedBy?.fill(WITHOUT_TASKS);
      for (let index = 0; index < factor.length; index++) {
        factor[index] = factors[index]![decisions[index]!]!;
      }
      let cloud = 0;
      for (let position = 0; position < active.length; position++) {
        const user = active[position]!;
        const first = start[user]!;
        const end = start[user + 1]!;
        let cloudShare = cloudWeights[user]!;
        let sum = cloudShare;
        for (let pair = first; pair < end; pair++) {
          const share = weights[pair]! * factor[server[pair]!]!;
          shares[pair - first] = share;
          sum += share;
        }
        if (!(sum > SMALLEST_SUM)) {
          cloudShare = sharesFromLeastCost(slot, decisions, user, shares);
          sum = cloudShare;
          for (let pair = first; pair < end; pair++) sum += shares[pair - first]!;
        }
        const scale = users.tasks[user]! / sum;
        cloud += cloudShare * scale;
        let largest = cloudShare;
        let servedMostBy = SERVED_BY_CLOUD;
        for (let pair = first; pair < end; pair++) {
          const share = shares[pair - first]!;
          const index = server[pair]!;
          const tasks = share * scale;
          load[index]! += tasks;
          sending[index]! += tasks * delays[pair]!;
          if (share > largest || (share === largest && servedMostBy === SERVED_BY_CLOUD)) {
            largest = share;
            servedMostBy = index;
          }
        }
        if (servedBy) servedBy[user] = servedMostBy;
      }
      return cloud;
    },
  };
}

/** exp(-est_n / (a T)) for every server and level a; 0 where nothing is rented. */
function levelFactors(estimates: Float64Array, temperature: number): Float64Array[] {
  return Array.from(estimates, (estimate) =>
    Float64Array.from({ length: MAXIMUM_LEVELS }, (_, level) =>
      level === 0 ? 0 : exp(-estimate / (level * temperature)),
    ),
  );
}

/**
 * The soft-min of one user relative to its least cost, not yet divided by their sum; returns the
 * cloud's share.
 */
export function sharesFromLeastCost(
  { scenario, coverage, delays, estimates }: OffloadingSlot,
  decisions: ArrayLike<number>,
  user: number,
  shares: Float64Array,
): number {
  const { cloudDelay, offloadingTemperature: temperature } = scenario;
  const first = coverage.start[user]!;
  const end = coverage.start[user + 1]!;
  let least = cloudDelay;
  for (let pair = first; pair < end; pair++) {
    const server = coverage.server[pair]!;
    const decision = decisions[server]!;
    const cost =
      decision > 0 ? delays[pair]! + estimates[server]! / decision : Number.POSITIVE_INFINITY;
    shares[pair - first] = cost;
    least = Math.min(least, cost);
  }
  for (let pair = first; pair < end; pair++) {
    shares[pair - first] = exp((least - shares[pair - first]!) / temperature);
  }
  return exp((least - cloudDelay) / temperature);
}
