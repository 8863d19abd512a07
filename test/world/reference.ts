/**
 * The rules of both scenarios once more, literally and slowly, from what an environment drew: what
 * the tests hold `evaluate` against. Nothing here is shared with the simulator but its draws.
 */
import type { EdgeEnvironment } from '../../src/world/environment.ts';
import type { PaperScenario, ReleasedScenario } from '../../src/world/scenario.ts';

export interface Expected {
  readonly offered: number[];
  readonly processed: number[];
  readonly rewards: number[];
  readonly nextEstimates: number[];
  readonly cloudTasks: number;
  readonly servedBy: number[];
}

/** Servers in range of each user with their distance, servers ascending. */
function inRange(environment: EdgeEnvironment): { server: number; distance: number }[][] {
  const { draws, topology, scenario } = environment;
  return Array.from({ length: draws.users.count }, (_, user) =>
    Array.from({ length: topology.count }, (_, server) => ({
      server,
      distance: Math.sqrt(
        (draws.users.x[user]! - topology.x[server]!) ** 2 +
          (draws.users.y[user]! - topology.y[server]!) ** 2,
      ),
    })).filter(({ distance }) => distance <= scenario.coverageRadius),
  );
}

/** Where the tasks of one user go: [place, share], place -1 being the cloud. */
type Split = [place: number, share: number][];

function splitOf(
  scenario: PaperScenario,
  options: { server: number; distance: number; cost: number }[],
  last: number,
): Split {
  const { offloading, offloadingTemperature: temperature, cloudDelay } = scenario;
  const choices = [...options, { server: -1, distance: 0, cost: cloudDelay }];
  if (offloading === 'softMin') {
    const least = Math.min(...choices.map(({ cost }) => cost));
    const weights = choices.map(({ cost }) => Math.exp((least - cost) / temperature));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return choices.map(({ server }, k) => [server, weights[k]! / sum]);
  }
  if (offloading === 'nearest') {
    const nearest = options.toSorted((one, other) => one.distance - other.distance)[0];
    return [[nearest?.server ?? -1, 1]];
  }
  if (offloading === 'sticky' && options.some(({ server }) => server === last)) return [[last, 1]];
  // Array sorting is stable: the lowest server first, the cloud last.
  return [[choices.toSorted((one, other) => one.cost - other.cost)[0]!.server, 1]];
}

/** The paper's slot. */
export function paperOutcome(environment: EdgeEnvironment, decisions: ArrayLike<number>): Expected {
  const scenario = environment.scenario as PaperScenario;
  const { users, prices, estimates } = environment.draws;
  const delays = [...environment.save().dynamics.delays!];
  const count = prices.length;
  const offered = new Array<number>(count).fill(0);
  const flows: { server: number; tasks: number; delay: number }[] = [];
  let cloudTasks = 0;
  const servedBy = inRange(environment).map((pairs, user) => {
    const options = pairs
      .map((pair) => ({ ...pair, delay: delays.shift()! }))
      .filter(({ server }) => decisions[server]! > 0)
      .map((pair) => ({
        ...pair,
        cost: pair.delay + estimates[pair.server]! / decisions[pair.server]!,
      }));
    if (users.tasks[user] === 0) return -2;
    const split = splitOf(scenario, options, users.attachedTo[user]!);
    for (const [place, share] of split) {
      const tasks = share * users.tasks[user]!;
      if (place < 0) {
        cloudTasks += tasks;
        continue;
      }
      offered[place]! += tasks;
      const { delay } = options.find(({ server }) => server === place)!;
      flows.push({ server: place, tasks, delay });
    }
    return split.toSorted((one, other) => other[1] - one[1])[0]![0];
  });

  const { serviceRate, unitDelay, cloudDelay } = scenario;
  const processed = offered.map((load, server) => {
    const a = decisions[server]!;
    if (a === 0) return 0;
    return load === 0 ? 1 : Math.min(1, (scenario.admission * a * serviceRate) / load);
  });
  const computing = offered.map((load, server) => {
    const a = decisions[server]!;
    if (scenario.queue === 'constantRate') return unitDelay / a;
    return (unitDelay * serviceRate) / (serviceRate * a - processed[server]! * load);
  });
  return {
    offered,
    processed,
    servedBy,
    cloudTasks:
      cloudTasks + offered.reduce((sum, load, server) => sum + (1 - processed[server]!) * load, 0),
    rewards: offered.map((_, server) => {
      const a = decisions[server]!;
      if (a === 0) return 0;
      const worth = flows
        .filter((flow) => flow.server === server)
        .map(
          ({ tasks, delay }) =>
            tasks * processed[server]! * (cloudDelay - computing[server]! - delay),
        );
      return (
        scenario.valueOfDelay * worth.reduce((sum, value) => sum + value, 0) - prices[server]! * a
      );
    }),
    nextEstimates: Array.from(estimates, (estimate, server) => {
      const a = decisions[server]!;
      if (a === 0) return estimate + scenario.estimateRecovery * (unitDelay - estimate);
      const f = processed[server]!;
      const experience = f * computing[server]! + (1 - f) * cloudDelay;
      const weight = scenario.estimateWeight;
      return (1 - weight) * estimate + weight * experience * a;
    }),
  };
}

/** The released slot. Which server a user picked is taken from the saved state. */
export function releasedOutcome(
  environment: EdgeEnvironment,
  decisions: ArrayLike<number>,
): Expected {
  const scenario = environment.scenario as ReleasedScenario;
  const { users, prices, spectrum } = environment.draws;
  const picked = environment.save().dynamics.picked!;
  const tasks = Array.from(users.tasks);
  const offered = Array.from(prices, (_, server) =>
    tasks.reduce((sum, number, user) => sum + (picked[user] === server ? number : 0), 0),
  );
  const rented = offered.map((_, server) => decisions[server]! > 0);
  const delays = offered.map((load, server) => {
    if (!(scenario.fault === 'kept' ? rented[0] : rented[server])) return 0;
    const connected = picked.filter((place) => place === server).length;
    return (
      1 / Math.max(scenario.serviceRate * decisions[server]! - load, 0.2) +
      Math.min(5, 1 / (spectrum[server]! / Math.max(1, connected)))
    );
  });
  return {
    offered,
    processed: rented.map(Number),
    rewards: offered.map((load, server) =>
      rented[server]
        ? scenario.rewardScale *
          ((scenario.taskValue - scenario.delayWeight * delays[server]!) * load -
            decisions[server]! * prices[server]!)
        : 0,
    ),
    nextEstimates: delays,
    cloudTasks: tasks
      .filter((_, user) => picked[user]! < 0 || !rented[picked[user]!])
      .reduce((sum, number) => sum + number, 0),
    servedBy: tasks.map((number, user) => {
      if (number === 0) return -2;
      return picked[user]! >= 0 && rented[picked[user]!] ? picked[user]! : -1;
    }),
  };
}
