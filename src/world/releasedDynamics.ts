/**
 * The `released` scenario, the authors' EdgeEnv.py generalised to any grid, from one slot to the
 * next. Users are drawn afresh; each picks one server in range, the likelier the shorter that
 * server's delay in the slot before. Both the pick and the demand depend on earlier decisions, so
 * the uniforms behind them are drawn first and inverted: the draws are the same whatever is decided.
 */
import { exp } from '../elementary.ts';
import { poissonQuantile } from '../random.ts';
import { expectedTasks, HOURS, hourOf } from './demand.ts';
import { explainReleased, type SlotExplainer } from './explanation.ts';
import { SERVED_BY_CLOUD, WITHOUT_TASKS } from './offloading.ts';
import { drawPrices, priceRangeOf } from './pricing.ts';
import { type Coverage, cover, drawSpectrum } from './radio.ts';
import { expectedUsers, extent, type ReleasedScenario } from './scenario.ts';
import {
  CROWDS,
  type Dynamics,
  type DynamicsState,
  keptNumbers,
  numbersOf,
  observationsOf,
  placesAfter,
  type ServerChange,
  type SlotDraws,
  type SlotOutcome,
  sumOf,
} from './slot.ts';
import type { WorldStreams } from './streams.ts';
import { type Topology, zoneIndexAt } from './topology.ts';
import { emptyUsers, type Users } from './users.ts';

/** Both parts of the delay are cut off here: 1 / 0.2 and 5. */
const LARGEST_DELAY = 5;
const SMALLEST_SPARE = 0.2;
/** Share of their demand that users keep at any delay. */
const SMALLEST_DEMAND = 0.2;

export class ReleasedDynamics implements Dynamics<ReleasedScenario> {
  #streams: WorldStreams;
  #scenario: ReleasedScenario;
  #topology: Topology;
  /** Expected tasks of a user by zone and hour. */
  #expected: Float64Array;
  #nextId = 0;
  #draws!: SlotDraws;
  /** Server that each user picked; -1 where none is in range. */
  #picked!: Int16Array;
  #coverage!: Coverage;
  /** Users that picked each server, and w_n, their tasks. */
  #connected!: Int32Array;
  #load!: Float64Array;
  /** Radio part of each server's delay. */
  #radioDelay!: Float64Array;

  constructor(scenario: ReleasedScenario, topology: Topology, streams: WorldStreams) {
    this.#scenario = scenario;
    this.#topology = topology;
    this.#streams = streams;
    this.#expected = expectedTasks(scenario);
  }

  get draws(): SlotDraws {
    return this.#draws;
  }

  configure(scenario: ReleasedScenario, topology: Topology): void {
    this.#scenario = scenario;
    this.#topology = topology;
    this.#expected = expectedTasks(scenario);
  }

  /** Whoever had picked a server that leaves is left to the cloud for this slot. */
  changeServers(scenario: ReleasedScenario, topology: Topology, change: ServerChange): void {
    const { former, streams, time } = change;
    const { users, prices, spectrum, estimates } = this.#draws;
    this.configure(scenario, topology);
    this.#streams = streams;
    const hour = hourOf(time, scenario.slotsPerDay);
    const drawn = (draw: (server: number) => number) =>
      Float64Array.from(former, (place, server) => (place === null ? draw(server) : 0));
    const freshPrices = drawn((server) => {
      const { minimum, maximum } = priceRangeOf(scenario, server);
      const own = { priceMinimum: minimum, priceMaximum: maximum, priceRanges: 'shared' as const };
      return drawPrices({ ...scenario, ...own }, hour, [streams.price[server]!])[0]!;
    });
    const freshSpectrum = drawn(
      (server) => drawSpectrum(scenario, [streams.spectrum[server]!])[0]!,
    );
    const coverage = cover(users, topology, scenario.coverageRadius);
    this.#coverage = coverage;
    this.#draws = {
      users,
      usersInRange: coverage.usersInRange,
      prices: keptNumbers(prices, former, freshPrices),
      spectrum: keptNumbers(spectrum, former, freshSpectrum),
      estimates: keptNumbers(estimates, former, new Float64Array(topology.count)),
    };
    this.#connect(placesAfter(this.#picked, former));
  }

  begin(): void {
    const { count } = this.#topology;
    this.#draws = {
      users: emptyUsers(0),
      usersInRange: new Int32Array(count),
      prices: new Float64Array(count),
      spectrum: new Float64Array(count),
      estimates: new Float64Array(count),
    };
  }

  draw(time: number): void {
    const scenario = this.#scenario;
    const streams = this.#streams;
    const { estimates } = this.#draws;
    const users = this.#drawUsers();
    const hour = hourOf(time, scenario.slotsPerDay);
    const prices = drawPrices(scenario, hour, streams.price);
    const spectrum = drawSpectrum(scenario, streams.spectrum);
    const coverage = cover(users, this.#topology, scenario.coverageRadius);
    const picked = new Int16Array(users.count);
    const expected = this.#expected;
    for (let user = 0; user < users.count; user++) {
      const server = pick(coverage, user, estimates, streams.offloading.uniform());
      picked[user] = server;
      const mean = expected[users.zone[user]! * HOURS + hour]!;
      const willingness = server < 0 ? 1 : demandShare(estimates[server]!);
      users.tasks[user] = poissonQuantile(streams.tasks.uniform(), willingness * mean);
    }
    const { usersInRange } = coverage;
    this.#coverage = coverage;
    this.#draws = { users, usersInRange, prices, spectrum, estimates };
    this.#connect(picked);
  }

  rewards(decisions: ArrayLike<number>, rewards: Float64Array): number {
    let sum = 0;
    for (let server = 0; server < rewards.length; server++) {
      const reward = this.#reward(server, decisions);
      rewards[server] = reward;
      sum += reward;
    }
    return sum;
  }

  evaluate(decisions: ArrayLike<number>): SlotOutcome {
    const scenario = this.#scenario;
    const { users } = this.#draws;
    const { count } = this.#topology;
    const picked = this.#picked;
    const rewards = new Float64Array(count);
    const systemReward = this.rewards(decisions, rewards);
    const rented = Array.from(decisions, (decision) => decision > 0);
    const counted = rented.map((_, server) => this.#delayCounts(server, decisions));
    const load = this.#load;
    const tasks = sumOf(users.tasks);
    return {
      decisions: Int32Array.from(decisions),
      offered: load.slice(),
      capacity: Float64Array.from(decisions, (decision) => decision * scenario.serviceRate),
      processed: Float64Array.from(rented, Number),
      computationDelay: Float64Array.from(rented, (yes, server) => {
        if (!yes) return Number.NaN;
        return counted[server] ? this.#computing(server, decisions[server]!) : 0;
      }),
      transmissionDelay: Float64Array.from(rented, (yes, server) => {
        if (!yes || load[server] === 0) return Number.NaN;
        return counted[server] ? this.#radioDelay[server]! : 0;
      }),
      experience: Float64Array.from(rented, (_, server) => this.#delay(server, decisions)),
      rewards,
      systemReward,
      tasks,
      cloudTasks: tasks - load.reduce((sum, w, server) => sum + (rented[server] ? w : 0), 0),
      servedBy: picked.map((server, user) => {
        if (users.tasks[user] === 0) return WITHOUT_TASKS;
        return server >= 0 && rented[server] ? server : SERVED_BY_CLOUD;
      }),
    };
  }

  settle({ experience }: SlotOutcome): void {
    this.#draws = { ...this.#draws, estimates: experience };
  }

  observe(time: number): Float64Array {
    return observationsOf(this.#scenario, this.#draws, time, CROWDS.released);
  }

  explain(time: number): SlotExplainer {
    const { users, spectrum, estimates } = this.#draws;
    const expected = this.#expected;
    const hour = hourOf(time, this.#scenario.slotsPerDay);
    return explainReleased({
      users,
      coverage: this.#coverage,
      spectrum,
      estimates,
      picked: this.#picked,
      connected: this.#connected,
      radioDelay: this.#radioDelay,
      expected: (user) => expected[users.zone[user]! * HOURS + hour]!,
      willingness: (server) => demandShare(estimates[server]!),
    });
  }

  save(): DynamicsState {
    const { users, prices, spectrum, estimates } = this.#draws;
    return {
      nextId: [this.#nextId],
      id: Array.from(users.id),
      x: Array.from(users.x),
      y: Array.from(users.y),
      tasks: Array.from(users.tasks),
      picked: Array.from(this.#picked),
      prices: Array.from(prices),
      spectrum: Array.from(spectrum),
      estimates: Array.from(estimates),
    };
  }

  restore(state: DynamicsState): void {
    const { count } = this.#topology;
    const size = numbersOf(state, 'id').length;
    const users = emptyUsers(size);
    users.id.set(numbersOf(state, 'id', size));
    users.x.set(numbersOf(state, 'x', size));
    users.y.set(numbersOf(state, 'y', size));
    users.tasks.set(numbersOf(state, 'tasks', size));
    this.#assignZones(users);
    this.#coverage = cover(users, this.#topology, this.#scenario.coverageRadius);
    const { usersInRange } = this.#coverage;
    this.#nextId = numbersOf(state, 'nextId', 1)[0]!;
    this.#draws = {
      users,
      usersInRange,
      prices: Float64Array.from(numbersOf(state, 'prices', count)),
      spectrum: Float64Array.from(numbersOf(state, 'spectrum', count)),
      estimates: Float64Array.from(numbersOf(state, 'estimates', count)),
    };
    this.#connect(Int16Array.from(numbersOf(state, 'picked', size)));
  }

  #drawUsers(): Users {
    const { width, height } = extent(this.#scenario);
    const stream = this.#streams.users;
    const users = emptyUsers(stream.poisson(expectedUsers(this.#scenario)));
    for (let user = 0; user < users.count; user++) {
      users.id[user] = this.#nextId + user;
      users.x[user] = stream.uniform() * width;
      users.y[user] = stream.uniform() * height;
    }
    this.#nextId += users.count;
    this.#assignZones(users);
    return users;
  }

  #assignZones(users: Users): void {
    for (let user = 0; user < users.count; user++) {
      users.zone[user] = zoneIndexAt(this.#scenario, users.x[user]!, users.y[user]!);
    }
  }

  /** Loads and radio delays that follow from who picked which server. */
  #connect(picked: Int16Array): void {
    const { users, spectrum } = this.#draws;
    const load = new Float64Array(spectrum.length);
    const connected = new Int32Array(spectrum.length);
    picked.forEach((server, user) => {
      if (server < 0) return;
      load[server]! += users.tasks[user]!;
      connected[server]! += 1;
    });
    this.#picked = picked;
    this.#connected = connected;
    this.#load = load;
    this.#radioDelay = spectrum.map((width, server) =>
      Math.min(LARGEST_DELAY, 1 / (width / Math.max(1, connected[server]!))),
    );
  }

  /** The test before a delay is computed: the server's own decision, or server 0's by the fault. */
  #delayCounts(server: number, decisions: ArrayLike<number>): boolean {
    return decisions[this.#scenario.fault === 'kept' ? 0 : server]! > 0;
  }

  #computing(server: number, decision: number): number {
    const spare = this.#scenario.serviceRate * decision - this.#load[server]!;
    return 1 / Math.max(spare, SMALLEST_SPARE);
  }

  /** delay_n of a slot. */
  #delay(server: number, decisions: ArrayLike<number>): number {
    if (!this.#delayCounts(server, decisions)) return 0;
    return this.#computing(server, decisions[server]!) + this.#radioDelay[server]!;
  }

  /** r_n = scale * ((task value - delay weight * delay_n) w_n - a_n p_n). */
  #reward(server: number, decisions: ArrayLike<number>): number {
    const decision = decisions[server]!;
    if (decision === 0) return 0;
    const { rewardScale, taskValue, delayWeight } = this.#scenario;
    const worth = taskValue - delayWeight * this.#delay(server, decisions);
    return rewardScale * (worth * this.#load[server]! - decision * this.#draws.prices[server]!);
  }
}

/** The server in range that a user picks, by inversion of its uniform; -1 where there is none. */
function pick(
  { start, server }: Coverage,
  user: number,
  estimates: Float64Array,
  uniform: number,
): number {
  const first = start[user]!;
  const end = start[user + 1]!;
  let sum = 0;
  for (let pair = first; pair < end; pair++) sum += exp(-estimates[server[pair]!]!);
  let left = uniform * sum;
  for (let pair = first; pair < end; pair++) {
    left -= exp(-estimates[server[pair]!]!);
    if (left < 0 || pair === end - 1) return server[pair]!;
  }
  return -1;
}

/** Share of its expected tasks that a user still demands after a delay. */
function demandShare(delay: number): number {
  return Math.max(SMALLEST_DEMAND, (LARGEST_DELAY - delay) / LARGEST_DELAY);
}
