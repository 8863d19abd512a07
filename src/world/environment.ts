/**
 * The edge system as a multi-agent environment in PettingZoo's parallel shape: everybody observes,
 * everybody decides, the slot plays. An agent is a server; decisions are the units it rents.
 *
 * The order in a slot: users, prices, spectrum, fading and tasks are drawn; the agents observe and
 * decide; tasks are split and processed; rewards; the users' estimates; t + 1. All of a slot is
 * drawn before its decision and none of it depends on earlier decisions (what users of `released`
 * do with their draws does), so two runs of one seed face the same world whatever they decide.
 */
import { hashOf } from '../hash.ts';
import { checkSeed } from '../random.ts';
import { InputError } from '../schema.ts';
import { hourOf } from './demand.ts';
import type { SlotExplainer } from './explanation.ts';
import { PaperDynamics } from './paperDynamics.ts';
import { ReleasedDynamics } from './releasedDynamics.ts';
import { levelsOf, type Scenario } from './scenario.ts';
import { checkChange } from './scenarioChange.ts';
import { areSameServers, formerPlaces, idsOf } from './servers.ts';
import type { Dynamics, DynamicsState, SlotDraws, SlotOutcome } from './slot.ts';
import {
  type ActionSpace,
  checkDecisions,
  type ObservationSpace,
  observationSpaceOf,
} from './spaces.ts';
import {
  createStreams,
  restoreStreams,
  type StreamStates,
  saveStreams,
  streamsAfter,
  type WorldStreams,
} from './streams.ts';
import { buildTopology, type Topology } from './topology.ts';

export interface ResetResult {
  /** N x 5, row-major. A new array at every slot. */
  readonly observations: Float64Array;
  readonly infos: { readonly slot: number; readonly timeOfDay: number };
}
export interface StepResult {
  /** Of the next slot; at the end of a day of `released`, the last ones of that day. */
  readonly observations: Float64Array;
  readonly rewards: Float64Array;
  readonly terminations: Uint8Array;
  /** 1 for every agent at the end of a day of `released`; `paper` never ends. */
  readonly truncations: Uint8Array;
  readonly infos: SlotOutcome;
}
/** A world between two calls, in plain data: JSON and structured cloning carry it exactly. */
export interface EnvironmentState {
  readonly format: 'n2o-environment-state';
  readonly version: 1;
  readonly scenario: Scenario;
  /** The scenario that the next slot begins with, where a change is waiting. */
  readonly nextScenario: Scenario | null;
  readonly slot: number;
  readonly timeOfDay: number;
  readonly dayOver: boolean;
  readonly streams: StreamStates;
  readonly dynamics: DynamicsState;
}

export class EdgeEnvironment {
  #levels: readonly number[];
  /** What the streams were drawn from: those of a server that joins too. */
  #seed = 0;
  #scenario: Scenario;
  #nextScenario: Scenario | null = null;
  #topology: Topology;
  #streams: WorldStreams | null = null;
  #dynamics!: Dynamics;
  #observations!: Float64Array;
  #slot = 0;
  #timeOfDay = 0;
  #dayOver = false;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#topology = buildTopology(scenario);
    this.#levels = levelsOf(scenario);
  }

  /** Places of all servers in the lists. */
  get possibleAgents(): readonly number[] {
    return this.#levels.map((_, server) => server);
  }
  /** K_n of each server. */
  get levels(): readonly number[] {
    return this.#levels;
  }

  /** Servers that can act now: all of them, or none before a reset and after a day's end. */
  get agents(): readonly number[] {
    return this.#streams && !this.#dayOver ? this.possibleAgents : [];
  }
  /** The scenario of the current slot. */
  get scenario(): Scenario {
    return this.#scenario;
  }
  get topology(): Topology {
    return this.#topology;
  }
  /** Observations of the current slot, N x 5, row-major. */
  get observations(): Float64Array {
    this.#checkStarted();
    return this.#observations;
  }
  /** What was drawn for the current slot. */
  get draws(): SlotDraws {
    this.#checkStarted();
    return this.#dynamics.draws;
  }
  /** Slots since the last reset. */
  get slot(): number {
    return this.#slot;
  }
  /** t, 0..slotsPerDay - 1 (slotsPerDay in the last observations of a day of `released`). */
  get timeOfDay(): number {
    return this.#timeOfDay;
  }
  /** Hour of the day, 0..23. */
  get hour(): number {
    return hourOf(this.#timeOfDay, this.#scenario.slotsPerDay);
  }

  /** What an agent's observation can be: unbounded above where a distribution is. */
  observationSpace(agent: number): ObservationSpace {
    this.#checkAgent(agent);
    return observationSpaceOf(this.#scenario, agent);
  }

  /** What an agent can decide: 0..K - 1 units. */
  actionSpace(agent: number): ActionSpace {
    this.#checkAgent(agent);
    return { n: this.levels[agent]! };
  }

  /**
   * Begins a new world from a seed. Without one the world's streams go on: the next day of
   * `released`, another start of `paper` (seed 0 where there was none before).
   *
   * @throws InputError for a seed that is not a whole number from 0 to 4,294,967,295
   */
  reset(seed?: number): ResetResult {
    if (seed !== undefined) checkSeed(seed);
    if (seed !== undefined || !this.#streams) this.#open(seed ?? 0);
    this.#takeUpScenario();
    const { kind, slotsPerDay } = this.#scenario;
    this.#slot = 0;
    this.#timeOfDay = kind === 'paper' ? this.#streams!.start.integer(slotsPerDay) : 0;
    this.#dayOver = false;
    this.#dynamics.begin();
    this.#draw();
    return {
      observations: this.#observations,
      infos: { slot: this.#slot, timeOfDay: this.#timeOfDay },
    };
  }

  /**
   * Plays the current slot with a joint decision and draws the next one.
   *
   * @param decisions units that each server rents, whole numbers 0..K_n - 1
   * @throws InputError for a decision out of range
   * @throws Error before the first reset, and after the end of a day of `released`
   */
  step(decisions: ArrayLike<number>): StepResult {
    this.#checkStarted();
    if (this.#dayOver) throw new Error('The day is over: reset() begins the next one.');
    const outcome = this.evaluate(decisions);
    this.#dynamics.settle(outcome);
    this.#slot += 1;
    const { kind, slotsPerDay } = this.#scenario;
    const next = this.#timeOfDay + 1;
    this.#dayOver = kind === 'released' && next === slotsPerDay;
    this.#timeOfDay = this.#dayOver ? next : next % slotsPerDay;
    this.#takeUpScenario();
    this.#draw();
    const count = outcome.rewards.length;
    return {
      observations: this.#observations,
      rewards: outcome.rewards,
      terminations: new Uint8Array(count),
      truncations: new Uint8Array(count).fill(this.#dayOver ? 1 : 0),
      infos: outcome,
    };
  }

  /**
   * What would come of a joint decision in the current slot. Changes nothing.
   *
   * @throws InputError for a decision out of range
   */
  evaluate(decisions: ArrayLike<number>): SlotOutcome {
    this.#checkStarted();
    checkDecisions(this.levels, decisions);
    return this.#dynamics.evaluate(decisions);
  }

  /** Explains the current slot, also after the world has gone on. */
  explain(): SlotExplainer {
    this.#checkStarted();
    return this.#dynamics.explain(this.#timeOfDay);
  }

  /**
   * The rewards alone, for searches over many joint decisions: no allocation and no check.
   *
   * @param rewards written: r_n
   * @returns their sum
   */
  rewardsOf(decisions: ArrayLike<number>, rewards: Float64Array): number {
    return this.#dynamics.rewards(decisions, rewards);
  }

  /**
   * Goes on with another scenario from the next slot (or reset) on. Servers come and go at once,
   * before the decision of the current slot: who stays keeps what was drawn for it.
   *
   * @throws InputError for a field that is out of range, or that takes a restart and differs
   */
  applyScenario(next: Scenario): void {
    const checked = checkChange(this.#scenario, next);
    if (!areSameServers(idsOf(this.#scenario), idsOf(checked))) this.#changeServers(checked);
    this.#nextScenario = checked;
  }

  #changeServers(next: Scenario): void {
    const ids = idsOf(next);
    const former = formerPlaces(idsOf(this.#scenario), ids);
    // All but the servers' lists changes with the next slot, as ever.
    const { sites, serverIds, levels, priceRanges } = next;
    const scenario = { ...this.#scenario, sites, serverIds, levels, priceRanges };
    this.#scenario = scenario;
    this.#topology = buildTopology(scenario);
    this.#levels = levelsOf(scenario);
    if (!this.#streams) return;
    this.#streams = streamsAfter(this.#streams, this.#seed, ids, former);
    const change = { former, streams: this.#streams, time: this.#timeOfDay };
    this.#dynamics.changeServers(scenario, this.#topology, change);
    this.#observations = this.#dynamics.observe(this.#timeOfDay);
  }

  /** Everything that the future depends on. */
  save(): EnvironmentState {
    this.#checkStarted();
    return {
      format: 'n2o-environment-state',
      version: 1,
      scenario: this.#scenario,
      nextScenario: this.#nextScenario,
      slot: this.#slot,
      timeOfDay: this.#timeOfDay,
      dayOver: this.#dayOver,
      streams: saveStreams(this.#streams!),
      dynamics: this.#dynamics.save(),
    };
  }

  /**
   * Goes on exactly from where `save` was called, on an environment of the same ground. A server that joins
   * later draws from the seed that this environment was last reset with.
   *
   * @throws InputError where the state is malformed or of another grid; nothing has changed then
   */
  restore(state: EnvironmentState): void {
    if (state.format !== 'n2o-environment-state' || state.version !== 1) {
      throw new InputError('state.format', state.format, 'n2o-environment-state, version 1');
    }
    const scenario = checkChange(this.#scenario, state.scenario);
    const restored = new EdgeEnvironment(scenario);
    restored.#open(0);
    restoreStreams(restored.#streams!, state.streams);
    restored.#dynamics.restore(state.dynamics);
    this.#scenario = scenario;
    this.#levels = restored.levels;
    this.#nextScenario = state.nextScenario && checkChange(scenario, state.nextScenario);
    this.#topology = restored.#topology;
    this.#streams = restored.#streams;
    this.#dynamics = restored.#dynamics;
    this.#slot = state.slot;
    this.#timeOfDay = state.timeOfDay;
    this.#dayOver = state.dayOver;
    this.#observations = this.#dynamics.observe(this.#timeOfDay);
  }

  /** Fingerprint of the whole state. */
  stateHash(): string {
    const { slot, timeOfDay, streams, dynamics } = this.save();
    return hashOf([slot, timeOfDay, ...streams.flat(), ...Object.values(dynamics).flat()]);
  }

  #open(seed: number): void {
    const scenario = this.#scenario;
    this.#seed = seed;
    const streams = createStreams(seed, idsOf(scenario));
    this.#streams = streams;
    this.#dynamics =
      scenario.kind === 'paper'
        ? new PaperDynamics(scenario, this.#topology, streams)
        : new ReleasedDynamics(scenario, this.#topology, streams);
  }

  #takeUpScenario(): void {
    if (!this.#nextScenario) return;
    this.#scenario = this.#nextScenario;
    this.#nextScenario = null;
    this.#topology = buildTopology(this.#scenario);
    // checkChange has made sure that the kind is still the dynamics' own.
    this.#dynamics.configure(this.#scenario, this.#topology);
  }

  #draw(): void {
    this.#dynamics.draw(this.#timeOfDay);
    this.#observations = this.#dynamics.observe(this.#timeOfDay);
  }

  #checkStarted(): void {
    if (!this.#streams) throw new Error('The environment has not begun: call reset() first.');
  }

  #checkAgent(agent: number): void {
    if (this.levels[agent] === undefined) {
      throw new InputError('agent', agent, `a whole number from 0 to ${this.levels.length - 1}`);
    }
  }
}
