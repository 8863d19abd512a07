/**
 * A city of two servers that is small enough to be solved: every hour is a slot, users stand still,
 * nothing about a slot is left to chance but how far beyond their limit the rented units are asked.
 * What is left of the state is the hour and, of each server, which of three delays its users expect.
 * The model below is written from the method's equations and shares nothing with the simulator.
 */
import { EdgeEnvironment, type EnvironmentState } from '../../src/world/environment.ts';
import { parseScenario, type Scenario } from '../../src/world/scenario.ts';

const HOURS = 24;
const LEVELS = 3;
const CLOUD_DELAY = 5;
const UNIT_DELAY = 0.3;
const SENDING = 0.1;
const VALUE = 10;
/** Tasks that one unit admits in a slot: 0.9 of a service rate of 1. */
const ADMITTED = 0.9;
const PRICE = 20;
const SURGE = 2;

/** Expected delay of a server that is as new, and after one or two units that were asked too much. */
const ESTIMATES = [UNIT_DELAY, CLOUD_DELAY, 2 * CLOUD_DELAY] as const;
export const DECISIONS = LEVELS * LEVELS;
export const STATES = HOURS * DECISIONS;

/** `apart`: each server has users of its own. `shared`: every user reaches both, one gets all. */
export type Users = 'apart' | 'shared';

export function smallScenario(users: Users): Scenario {
  const always = Array.from({ length: HOURS }, () => 100);
  return parseScenario({
    rows: 1,
    columns: 2,
    slotsPerDay: HOURS,
    coverageRadius: users === 'apart' ? 85 : 1000,
    leaveProbability: 0,
    walkDeviation: 0,
    demand: { residential: always, school: always, commercial: always, public: always },
    demandScale: 5,
    priceMinimum: PRICE,
    priceMaximum: PRICE,
    surgeStart: 12,
    surgeEnd: 24,
    surgeFactor: SURGE,
    spectrumDeviation: 0,
    // So slow that every transmission is cut off at its longest.
    taskSize: 100,
    referenceSnr: 0.1,
    transmissionDelayMaximum: SENDING,
    offloading: 'hardMin',
    cloudDelay: CLOUD_DELAY,
    queue: 'constantRate',
    serviceRate: 1,
    admission: ADMITTED,
    unitDelay: UNIT_DELAY,
    estimateWeight: 1,
    estimateRecovery: 0,
    valueOfDelay: VALUE,
  });
}

/** Number of a state: the hour, then which estimate each server has. */
export function stateOf(hour: number, first: number, second: number): number {
  return (hour * LEVELS + first) * LEVELS + second;
}

/** Which of the three delays an estimate is, give or take what is left to chance. */
function kindOf(estimate: number): number {
  const distances = ESTIMATES.map((each) => Math.abs(each - estimate));
  const nearest = Math.min(...distances);
  if (nearest > 0.05) throw new Error(`no state has the estimate ${estimate}`);
  return distances.indexOf(nearest);
}

/** The state that a world is in. */
export function stateIn({ timeOfDay, draws }: EdgeEnvironment): number {
  return stateOf(timeOfDay, kindOf(draws.estimates[0]!), kindOf(draws.estimates[1]!));
}

export function decisionOf(index: number): [number, number] {
  return [Math.floor(index / LEVELS), index % LEVELS];
}

/** Reward of both servers together and the state after it. */
export function outcome(users: Users, state: number, decision: readonly [number, number]) {
  const hour = Math.floor(state / DECISIONS);
  const kinds = decisionOf(state % DECISIONS);
  const price = hour >= 12 ? SURGE * PRICE : PRICE;
  const costs = kinds.map((kind, n) => {
    const units = decision[n]!;
    return units === 0 ? Number.POSITIVE_INFINITY : SENDING + ESTIMATES[kind]! / units;
  });
  const next = [0, 0];
  let reward = 0;
  kinds.forEach((kind, n) => {
    const units = decision[n]!;
    // Nothing rented: what the users expect stays.
    if (units === 0) {
      next[n] = kind;
      return;
    }
    const isBeaten =
      users === 'shared' && (n === 0 ? costs[1]! < costs[0]! : costs[0]! <= costs[1]!);
    const isAsked = costs[n]! <= CLOUD_DELAY && !isBeaten;
    const saved = CLOUD_DELAY - UNIT_DELAY / units - SENDING;
    reward += (isAsked ? VALUE * ADMITTED * units * saved : 0) - price * units;
    // Far too many ask: nearly all of them are sent on to the cloud, and remember it.
    next[n] = isAsked ? units : 0;
  });
  return { reward, next: stateOf((hour + 1) % HOURS, next[0]!, next[1]!) };
}

/**
 * Whether two servers that serve the same users are exactly as good as each other: then what was left
 * to chance says who gets them. Either way the reward is the same.
 */
export function isDrawn(
  users: Users,
  state: number,
  [first, second]: readonly [number, number],
): boolean {
  const [one, other] = decisionOf(state % DECISIONS);
  return users === 'shared' && one === other && one > 0 && first === second && first > 0;
}

/** Optimal values by value iteration, in reward units. */
export function optimalValues(users: Users, discount: number): Float64Array {
  let values = new Float64Array(STATES);
  for (let iteration = 0; iteration < 400; iteration += 1) {
    values = values.map((_, state) => Math.max(...backedUp(users, state, values, discount)));
  }
  return values;
}

/** Of every joint decision: its reward and the discounted value of the state after it. */
export function backedUp(users: Users, state: number, values: Float64Array, discount: number) {
  return Array.from({ length: DECISIONS }, (_, index) => {
    const { reward, next } = outcome(users, state, decisionOf(index));
    return reward + discount * values[next]!;
  });
}

/** What a policy is worth in every state. */
export function valuesOf(
  users: Users,
  policy: readonly (readonly [number, number])[],
  discount: number,
): Float64Array {
  let values = new Float64Array(STATES);
  for (let iteration = 0; iteration < 400; iteration += 1) {
    values = values.map((_, state) => {
      const { reward, next } = outcome(users, state, policy[state]!);
      return reward + discount * values[next]!;
    });
  }
  return values;
}

/** What a policy decides in every state, shown to it as a world that is in this state. */
export function decisionsOf(
  users: Users,
  seed: number,
  decide: (environment: EdgeEnvironment) => ArrayLike<number>,
): [number, number][] {
  const scenario = smallScenario(users);
  const environment = new EdgeEnvironment(scenario);
  environment.reset(seed);
  const saved = environment.save();
  return Array.from({ length: STATES }, (_, state) => {
    const timeOfDay = Math.floor(state / DECISIONS);
    const estimates = decisionOf(state % DECISIONS).map((kind) => ESTIMATES[kind]!);
    const prices = estimates.map(() => (timeOfDay >= 12 ? SURGE * PRICE : PRICE));
    const shown: EnvironmentState = {
      ...saved,
      timeOfDay,
      dynamics: { ...saved.dynamics, estimates, prices },
    };
    environment.restore(shown);
    const decided = decide(environment);
    return [decided[0]!, decided[1]!];
  });
}
