/**
 * Centralised deep Q-learning (Algorithm 2): one network sees the observations of all servers and
 * has an output for every joint decision, trained on the reward of the whole system. A slot is as in
 * MA-DQL: act, reward, next slot drawn, transition stored, one update.
 */
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import { EdgeEnvironment, type EnvironmentState } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import { areSameServers, idsOf } from '../world/servers.ts';
import { type CentralizedConfiguration, centralizedPlan } from './centralizedConfiguration.ts';
import {
  type CentralizedLayout,
  centralizedLayout,
  initialCentralizedWeights,
  jointDecision,
} from './centralizedLayout.ts';
import type { CentralizedNetwork } from './centralizedNetwork.ts';
import { CentralizedSampler } from './centralizedReplay.ts';
import type { LearnerConfiguration } from './configuration.ts';
import type { LearnerMemory } from './engine.ts';
import {
  CentralizedDivergence,
  type CentralizedEngine,
  type CentralizedEngineFactory,
  type CentralizedState,
  type Numbers,
} from './engines/centralized/engine.ts';
import { CentralizedTypeScriptEngine } from './engines/centralized/typescript.ts';
import { WARM_UP } from './experience.ts';
import { CurveRecorder, type EpisodeSums, type LearningCurve } from './learningCurve.ts';
import { ReplayLog, type ReplayState } from './replay.ts';
import { explorationAt, learningRateAt } from './schedules.ts';
import { answered, runLater, runNow, type Steps } from './steps.ts';

/** What a learner is made from. The same setup gives the same weights, bit for bit. */
export interface CentralizedSetup {
  readonly scenario: Scenario;
  /** Its hidden widths, activation, learning rates and jitter have no say here. */
  readonly learner: LearnerConfiguration;
  readonly centralized: CentralizedConfiguration;
  readonly seed: number;
}

/** A learner between two chunks. Structured cloning carries it exactly. */
export interface CentralizedCheckpoint extends CentralizedSetup {
  readonly format: 'n2o-centralized-checkpoint';
  readonly version: 1;
  readonly slots: number;
  readonly engine: CentralizedState;
  readonly environment: EnvironmentState;
  readonly exploration: readonly number[];
  readonly sampler: readonly number[];
  readonly replay: ReplayState;
  /** The episode that was under way. */
  readonly sums: EpisodeSums;
}

const typeScriptEngine: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedTypeScriptEngine(layout, weights);

export class CentralizedLearner {
  readonly seed: number;
  readonly layout: CentralizedLayout;
  #scenario: Scenario;
  readonly configuration: LearnerConfiguration;
  readonly #centralized: CentralizedConfiguration;
  readonly #environment: EdgeEnvironment;
  readonly #exploration: RandomStream;
  readonly #sampler: CentralizedSampler;
  readonly #log: ReplayLog;
  readonly #decisions: Int32Array;
  /** One network, one loss: it stands at every server. */
  readonly #losses: Float64Array;
  #engine: CentralizedEngine;
  #curve: CurveRecorder;
  #slots = 0;
  #failure: CentralizedDivergence | null = null;

  /**
   * @throws InputError for a seed out of range, and where the network would be too large
   * @throws EngineFailure where the engine finds no room for it
   */
  constructor(setup: CentralizedSetup, createEngine: CentralizedEngineFactory = typeScriptEngine) {
    const { scenario, learner, centralized, seed } = setup;
    this.seed = seed;
    this.#scenario = scenario;
    this.configuration = centralizedPlan(learner, centralized);
    this.#centralized = centralized;
    this.layout = centralizedLayout(scenario, centralized, learner.valueScale);
    this.#environment = new EdgeEnvironment(scenario);
    const servers = this.layout.levels.length;
    this.#exploration = new RandomStream(seed, 'exploration');
    this.#sampler = new CentralizedSampler(this.layout, learner.batchSize, seed);
    this.#log = new ReplayLog(servers, this.layout.inputs / servers, learner.replayCapacity);
    this.#decisions = new Int32Array(servers);
    this.#losses = new Float64Array(servers);
    this.#curve = new CurveRecorder(servers, 0);
    this.#log.appendObservations(this.#environment.reset(seed).observations);
    this.#engine = createEngine(this.layout, initialCentralizedWeights(this.layout, seed));
  }

  /**
   * Goes on exactly where a checkpoint was taken. The curve begins with the checkpoint's episode.
   */
  static resume(
    checkpoint: CentralizedCheckpoint,
    createEngine?: CentralizedEngineFactory,
  ): CentralizedLearner {
    const learner = new CentralizedLearner(checkpoint, createEngine);
    learner.#restore(checkpoint);
    return learner;
  }

  /** The scenario as last applied. */
  get scenario(): Scenario {
    return this.#scenario;
  }
  /** Training slots done. */
  get slots(): number {
    return this.#slots;
  }
  /** Episodes finished; also the number of the one under way, counted from 0. */
  get episode(): number {
    return this.#episodeOf(this.#slots);
  }
  /** Probability of exploring in the episode under way. */
  get exploration(): number {
    return explorationAt(this.episode, this.configuration);
  }
  /** Learning rate of the episode under way. */
  get learningRate(): number {
    return learningRateAt(this.episode, this.configuration);
  }
  /** Id of the engine. */
  get engine(): string {
    return this.#engine.id;
  }

  /**
   * Trains one chunk of S = `actingLag` slots: the acting weights stand still while S transitions
   * are collected, then S updates run, each on the replay memory as it stood after its own slot.
   *
   * @throws CentralizedDivergence where loss or gradient leaves the finite numbers; the last good
   *   weights stay readable, and every later call throws the same error
   * @throws Error where the engine answers later
   */
  advance(): void {
    runNow(this.advancing());
  }

  /** `advance` on any engine. Nothing else may be asked of the learner until it is done. */
  advanceLater(): Promise<void> {
    return runLater(this.advancing());
  }

  /** The one way of training, for whoever waits, or lets others in, in a way of their own. */
  *advancing(): Steps {
    if (this.#failure) throw this.#failure;
    const { actingLag } = this.configuration;
    const first = this.#slots;
    for (let k = 0; k < actingLag; k += 1) yield* this.#collect(first + k);
    try {
      for (let k = 0; k < actingLag; k += 1) yield* this.#update(first + k);
    } catch (error) {
      if (error instanceof CentralizedDivergence) this.#failure = error;
      throw error;
    }
    this.#log.trim();
  }

  /** Finished episodes from number `from` on; the loss of the network stands at every server. */
  curve(from = 0): LearningCurve {
    return this.#curve.curve(from);
  }

  /**
   * Goes on with another scenario from the next slot on.
   *
   * @throws InputError for a field that takes a restart, and for servers that come or go: its outputs
   *   are the joint decisions of all of them; then nothing has changed
   */
  applyScenario(next: Scenario): void {
    if (!areSameServers(idsOf(this.#scenario), idsOf(next))) {
      const allowed = 'the servers of now: a network of all joint decisions has to begin again';
      throw new InputError('scenario.serverIds', next.serverIds, allowed);
    }
    this.#environment.applyScenario(next);
    this.#scenario = next;
  }

  /** What training holds by now. */
  get memory(): LearnerMemory {
    return { engine: this.#engine.bytes ?? null, replay: this.#log.bytes };
  }

  /** A copy of the weights in the flat layout. */
  weights(): Steps<Numbers> {
    return this.#engine.weights();
  }

  /** A copy of the network. */
  *network(): Steps<CentralizedNetwork> {
    return { layout: this.layout, weights: yield* this.weights() };
  }

  /**
   * Goes on with another engine: the same weights, target, moments and count of updates.
   *
   * @param start called once the state of the old engine is known; the old one stays if it throws
   */
  *changingEngine(
    start: () => CentralizedEngineFactory | Promise<CentralizedEngineFactory>,
  ): Steps {
    if (this.#failure) throw this.#failure;
    const state = yield* this.#engine.save();
    const createEngine = yield* answered(start());
    const engine = createEngine(this.layout, state.weights);
    engine.restore(state);
    this.#engine.dispose();
    this.#engine = engine;
  }

  /** Lets go of what the engine holds outside of JavaScript's memory. */
  dispose(): void {
    this.#engine.dispose();
  }

  /** @throws CentralizedDivergence where training has diverged: there is nothing to go on from */
  checkpoint(): CentralizedCheckpoint {
    return runNow(this.checkpointing());
  }

  /** `checkpoint` on any engine. */
  *checkpointing(): Steps<CentralizedCheckpoint> {
    if (this.#failure) throw this.#failure;
    const engine = yield* this.#engine.save();
    return {
      format: 'n2o-centralized-checkpoint',
      version: 1,
      scenario: this.#scenario,
      learner: this.configuration,
      centralized: this.#centralized,
      seed: this.seed,
      slots: this.#slots,
      engine,
      environment: this.#environment.save(),
      exploration: this.#exploration.save(),
      sampler: this.#sampler.save(),
      replay: this.#log.save(),
      sums: this.#curve.save(),
    };
  }

  /** Acts in one slot and stores the transition. One draw decides for all servers together. */
  *#collect(slot: number): Steps {
    const share = explorationAt(this.#episodeOf(slot), this.configuration);
    // Both are drawn every time, so that later draws do not depend on what was explored.
    const explores = this.#exploration.uniform() < share;
    const explored = this.#exploration.integer(this.layout.outputs);
    const { observations } = this.#environment;
    const taken = explores ? explored : yield* this.#engine.greedy(observations);
    jointDecision(this.layout.levels, taken, this.#decisions);
    const next = this.#environment.step(this.#decisions);
    this.#log.appendTransition(this.#decisions, next.rewards);
    // A day that ends is cut, not over: its last observations are bootstrapped from all the same.
    this.#log.appendObservations(next.observations);
    if (next.truncations[0] === 1) {
      this.#log.appendObservations(this.#environment.reset().observations);
    }
  }

  /** The update that belongs to a slot, where there is one, and the slot's end. */
  *#update(slot: number): Steps {
    const { discount, gradientClip, targetPeriod, slotsPerEpisode } = this.configuration;
    if (this.#log.sizeAt(slot + 1) >= WARM_UP) {
      const batch = this.#sampler.sample(this.#log, slot + 1);
      const learningRate = learningRateAt(this.#episodeOf(slot), this.configuration);
      const loss = yield* this.#engine.update(batch, { learningRate, discount, gradientClip });
      this.#curve.addLosses(this.#losses.fill(loss));
    }
    if ((slot + 1) % targetPeriod === 0) yield* this.#engine.copyTarget();
    for (let server = 0; server < this.#decisions.length; server += 1) {
      this.#curve.addReward(server, this.#log.reward(slot, server));
    }
    this.#curve.endSlot(slotsPerEpisode, this.exploration);
    this.#slots = slot + 1;
  }

  #restore(checkpoint: CentralizedCheckpoint): void {
    this.#slots = checkpoint.slots;
    this.#engine.restore(checkpoint.engine);
    this.#environment.restore(checkpoint.environment);
    this.#exploration.restore(checkpoint.exploration);
    this.#sampler.restore(checkpoint.sampler);
    this.#log.restore(checkpoint.replay);
    this.#curve = new CurveRecorder(this.#decisions.length, this.episode);
    this.#curve.restore(checkpoint.sums);
  }

  #episodeOf(slot: number): number {
    return Math.floor(slot / this.configuration.slotsPerEpisode);
  }
}
