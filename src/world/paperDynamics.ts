/** The `paper` scenario from one slot to the next (method: users, radio, offloading, queue, reward). */
import { expectedTasks, HOURS, hourOf } from './demand.ts';
import { explainPaper, type SlotExplainer } from './explanation.ts';
import { type Offloading, offloadingOf } from './offloading.ts';
import { drawPrices, priceRangeOf } from './pricing.ts';
import { computationDelay, experiencedDelay, nextEstimate, processedShare } from './queue.ts';
import { type Coverage, cover, drawSpectrum, drawTransmissionDelays } from './radio.ts';
import { coverageOf, mergedDelays } from './radioChange.ts';
import { expectedUsers, type PaperScenario } from './scenario.ts';
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
import { drawArrivals, emptyUsers, joinUsers, type Users, walk } from './users.ts';

export class PaperDynamics implements Dynamics<PaperScenario> {
  #scenario: PaperScenario;
  #topology: Topology;
  #streams: WorldStreams;
  #load: Float64Array;
  #sending: Float64Array;
  /** Expected tasks of a user by zone and hour. */
  #expected: Float64Array;
  #nextId = 0;
  #draws!: SlotDraws;
  #coverage!: Coverage;
  #delays!: Float64Array;
  #offloading!: Offloading;

  constructor(scenario: PaperScenario, topology: Topology, streams: WorldStreams) {
    this.#scenario = scenario;
    this.#topology = topology;
    this.#streams = streams;
    this.#expected = expectedTasks(scenario);
    this.#load = new Float64Array(topology.count);
    this.#sending = new Float64Array(topology.count);
  }

  configure(scenario: PaperScenario, topology: Topology): void {
    this.#scenario = scenario;
    this.#topology = topology;
    this.#expected = expectedTasks(scenario);
  }

  changeServers(scenario: PaperScenario, topology: Topology, change: ServerChange): void {
    const { former, streams, time } = change;
    const { users, prices, spectrum, estimates } = this.#draws;
    const delays = this.#delays;
    const coverage = this.#coverage;
    this.configure(scenario, topology);
    this.#streams = streams;
    this.#load = new Float64Array(topology.count);
    this.#sending = new Float64Array(topology.count);
    const hour = hourOf(time, scenario.slotsPerDay);
    const joins = (_: unknown, server: number) => former[server] === null;
    const drawn = (draw: (server: number) => number) =>
      Float64Array.from(former, (place, server) => (place === null ? draw(server) : 0));
    const market = { ...scenario, priceRanges: 'shared' as const };
    const freshPrices = drawn((server) => {
      const { minimum, maximum } = priceRangeOf(scenario, server);
      const own = { ...market, priceMinimum: minimum, priceMaximum: maximum };
      return drawPrices(own, hour, [streams.price[server]!])[0]!;
    });
    const freshSpectrum = drawn(
      (server) => drawSpectrum(scenario, [streams.spectrum[server]!])[0]!,
    );
    const now = cover(users, topology, scenario.coverageRadius);
    const width = keptNumbers(spectrum, former, freshSpectrum);
    const freshDelays = drawTransmissionDelays(
      scenario,
      coverageOf(now, joins),
      width.filter(joins),
      streams.radio.filter(joins),
    );
    this.#delays = mergedDelays(now, former, {
      kept: { coverage, delays },
      fresh: freshDelays,
    });
    this.#coverage = now;
    const unit = new Float64Array(topology.count).fill(scenario.unitDelay);
    this.#draws = {
      users: { ...users, attachedTo: placesAfter(users.attachedTo, former) },
      usersInRange: now.usersInRange,
      prices: keptNumbers(prices, former, freshPrices),
      spectrum: width,
      estimates: keptNumbers(estimates, former, unit),
    };
    this.#prepare();
  }

  get draws(): SlotDraws {
    return this.#draws;
  }

  begin(): void {
    const { count } = this.#topology;
    const mean = expectedUsers(this.#scenario);
    const users = drawArrivals(this.#scenario, mean, this.#nextId, this.#streams.users);
    this.#nextId += users.count;
    this.#draws = {
      users,
      usersInRange: new Int32Array(count),
      prices: new Float64Array(count),
      spectrum: new Float64Array(count),
      estimates: new Float64Array(count).fill(this.#scenario.unitDelay),
    };
  }

  draw(time: number): void {
    const scenario = this.#scenario;
    const streams = this.#streams;
    const users = this.#moveUsers();
    const hour = hourOf(time, scenario.slotsPerDay);
    const prices = drawPrices(scenario, hour, streams.price);
    const spectrum = drawSpectrum(scenario, streams.spectrum);
    const coverage = cover(users, this.#topology, scenario.coverageRadius);
    this.#delays = drawTransmissionDelays(scenario, coverage, spectrum, streams.radio);
    const expected = this.#expected;
    for (let user = 0; user < users.count; user++) {
      users.tasks[user] = streams.tasks.poisson(expected[users.zone[user]! * HOURS + hour]!);
    }
    this.#coverage = coverage;
    this.#draws = {
      users,
      usersInRange: coverage.usersInRange,
      prices,
      spectrum,
      estimates: this.#draws.estimates,
    };
    this.#prepare();
  }

  rewards(decisions: ArrayLike<number>, rewards: Float64Array): number {
    const load = this.#load;
    const sending = this.#sending;
    this.#offloading.split(decisions, load, sending);
    let sum = 0;
    for (let server = 0; server < rewards.length; server++) {
      const reward = this.#reward(server, decisions[server]!, load[server]!, sending[server]!);
      rewards[server] = reward;
      sum += reward;
    }
    return sum;
  }

  /** r_n = value of delay * sum over processed tasks of (cloud delay - d_comp - d_tx) - p_n a_n. */
  #reward(server: number, decision: number, load: number, sending: number): number {
    if (decision === 0) return 0;
    const scenario = this.#scenario;
    const share = processedShare(scenario, load, decision);
    const saved = scenario.cloudDelay - computationDelay(scenario, share * load, decision);
    return (
      scenario.valueOfDelay * share * (saved * load - sending) -
      this.#draws.prices[server]! * decision
    );
  }

  evaluate(decisions: ArrayLike<number>): SlotOutcome {
    const scenario = this.#scenario;
    const { users } = this.#draws;
    const { count } = this.#topology;
    const offered = new Float64Array(count);
    const sending = this.#sending;
    const servedBy = new Int16Array(users.count);
    let cloudTasks = this.#offloading.split(decisions, offered, sending, servedBy);
    const processed = new Float64Array(count);
    const computation = new Float64Array(count).fill(Number.NaN);
    const transmission = new Float64Array(count).fill(Number.NaN);
    const experience = new Float64Array(count).fill(Number.NaN);
    const rewards = new Float64Array(count);
    let systemReward = 0;
    for (let server = 0; server < count; server++) {
      const decision = decisions[server]!;
      if (decision === 0) continue;
      const load = offered[server]!;
      const share = processedShare(scenario, load, decision);
      const delay = computationDelay(scenario, share * load, decision);
      processed[server] = share;
      computation[server] = delay;
      if (load > 0) transmission[server] = sending[server]! / load;
      experience[server] = experiencedDelay(share, delay, scenario.cloudDelay);
      rewards[server] = this.#reward(server, decision, load, sending[server]!);
      systemReward += rewards[server]!;
      cloudTasks += (1 - share) * load;
    }
    return {
      decisions: Int32Array.from(decisions),
      offered,
      capacity: Float64Array.from(decisions, (decision) => decision * scenario.serviceRate),
      processed,
      computationDelay: computation,
      transmissionDelay: transmission,
      experience,
      rewards,
      systemReward,
      tasks: sumOf(users.tasks),
      cloudTasks,
      servedBy,
    };
  }

  settle({ decisions, experience, servedBy }: SlotOutcome): void {
    const draws = this.#draws;
    const { attachedTo } = draws.users;
    this.#draws = {
      ...draws,
      users: {
        ...draws.users,
        // Whoever had no tasks keeps its server.
        attachedTo: attachedTo.map((last, user) => (servedBy[user]! < -1 ? last : servedBy[user]!)),
      },
      estimates: draws.estimates.map((estimate, server) =>
        nextEstimate(this.#scenario, estimate, decisions[server]!, experience[server]!),
      ),
    };
  }

  observe(time: number): Float64Array {
    return observationsOf(this.#scenario, this.#draws, time, CROWDS.paper);
  }

  explain(time: number): SlotExplainer {
    const scenario = this.#scenario;
    const { users, estimates, spectrum } = this.#draws;
    const expected = this.#expected;
    const hour = hourOf(time, scenario.slotsPerDay);
    return explainPaper({
      scenario,
      users,
      coverage: this.#coverage,
      delays: this.#delays,
      estimates,
      spectrum,
      expected: (user) => expected[users.zone[user]! * HOURS + hour]!,
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
      attachedTo: Array.from(users.attachedTo),
      prices: Array.from(prices),
      spectrum: Array.from(spectrum),
      estimates: Array.from(estimates),
      delays: Array.from(this.#delays),
    };
  }

  restore(state: DynamicsState): void {
    const { count } = this.#topology;
    const read = (key: string, length: number) => numbersOf(state, key, length);
    const size = numbersOf(state, 'id').length;
    const users: Users = {
      ...emptyUsers(size),
      id: Int32Array.from(read('id', size)),
      x: Float64Array.from(read('x', size)),
      y: Float64Array.from(read('y', size)),
      tasks: Int32Array.from(read('tasks', size)),
      attachedTo: Int16Array.from(read('attachedTo', size)),
    };
    this.#assignZones(users);
    const coverage = cover(users, this.#topology, this.#scenario.coverageRadius);
    this.#coverage = coverage;
    this.#delays = Float64Array.from(read('delays', coverage.server.length));
    this.#nextId = numbersOf(state, 'nextId', 1)[0]!;
    this.#draws = {
      users,
      usersInRange: coverage.usersInRange,
      prices: Float64Array.from(read('prices', count)),
      spectrum: Float64Array.from(read('spectrum', count)),
      estimates: Float64Array.from(read('estimates', count)),
    };
    this.#prepare();
  }

  /** Users leave, move and arrive; everyone's zone is that of where it stands now. */
  #moveUsers(): Users {
    const scenario = this.#scenario;
    const stream = this.#streams.users;
    const stayed = walk(scenario, this.#draws.users, stream);
    const mean = scenario.leaveProbability * expectedUsers(scenario);
    const arrived = drawArrivals(scenario, mean, this.#nextId, stream);
    this.#nextId += arrived.count;
    const users = joinUsers(stayed, arrived);
    this.#assignZones(users);
    return users;
  }

  #assignZones(users: Users): void {
    for (let user = 0; user < users.count; user++) {
      users.zone[user] = zoneIndexAt(this.#scenario, users.x[user]!, users.y[user]!);
    }
  }

  #prepare(): void {
    this.#offloading = offloadingOf({
      scenario: this.#scenario,
      users: this.#draws.users,
      coverage: this.#coverage,
      delays: this.#delays,
      estimates: this.#draws.estimates,
    });
  }
}
