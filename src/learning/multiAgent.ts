/**
 * Multi-agent deep Q-learning (Algorithm 3): every LSM trains its own Q_n(o_n, alpha_n) from its
 * own reward, all in one world; or VDN, Q_n(o_n, a_n) from the reward of all (teamTargets.ts). A slot is: act, reward, next slot drawn, transition stored, one
 * update of every LSM.
 */
import { InputError } from '../schema.ts';
import type { Scenario } from '../world/scenario.ts';
import { checkChange } from '../world/scenarioChange.ts';
import { areSameServers, formerPlaces, idsOf } from '../world/servers.ts';
import { Bootstrap } from './bootstrap.ts';
import { type LearnerConfiguration, learnerFields, parseLearner } from './configuration.ts';
import {
  DivergenceError,
  type EngineFactory,
  type EngineState,
  type LearnerMemory,
  type LearningEngine,
} from './engine.ts';
import { checkEngine } from './engineOptions.ts';
import { TypeScriptEngine } from './engines/typescript.ts';
import { copyTargetOn, settleOn, updateOn } from './engineWork.ts';
import { Experience, type ExperienceState } from './experience.ts';
import { grownState } from './growth.ts';
import { initialWeights } from './initialisation.ts';
import { buildLayout, networksFromWeights, type WeightLayout } from './layout.ts';
import { CurveRecorder, type EpisodeSums, type LearningCurve } from './learningCurve.ts';
import type { LocalNetworks } from './network.ts';
import { explorationAt, learningRateAt } from './schedules.ts';
import { answered, runLater, runNow, type Steps } from './steps.ts';
import { TeamTargets } from './teamTargets.ts';

/** What a learner is made from. The same setup gives the same weights, bit for bit. */
export interface LearnerSetup {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly seed: number;
  /** What to start from, in the flat layout; drawn from the seed where there are none. */
  readonly weights?: Float64Array;
}

/**
 * A learner between two chunks. Structured cloning carries it exactly. Its replay memory is shared
 * with the learner that made it (a cursor into an append-only log), so taking one is cheap.
 */
export interface LearnerCheckpoint extends LearnerSetup, ExperienceState {
  readonly format: 'n2o-learner-checkpoint';
  readonly version: 1;
  readonly slots: number;
  readonly engine: EngineState;
  /** The episode that was under way. */
  readonly sums: EpisodeSums;
}

const typeScriptEngine: EngineFactory = (layout, weights) => new TypeScriptEngine(layout, weights);

export class MultiAgentLearner {
  readonly seed: number;
  #layout: WeightLayout;
  #startWeights: Float64Array | undefined;
  #createEngine: EngineFactory;
  readonly #experience: Experience;
  #targets: Bootstrap | TeamTargets;
  #engine: LearningEngine;
  #curve: CurveRecorder;
  /** Of each update of a chunk. */
  #losses: readonly Float64Array[];
  #scenario: Scenario;
  #configuration: LearnerConfiguration;
  #slots = 0;
  /** While a chunk of several updates is under way: the weights that it began with. */
  #weightsBefore: Float64Array | null = null;
  #failure: DivergenceError | null = null;

  /**
   * @throws InputError for a seed out of range, for weights of another number, and where an LSM's
   *   scope has more than 20,000 joint decisions
   */
  constructor(setup: LearnerSetup, createEngine: EngineFactory = typeScriptEngine) {
    const { scenario, learner, seed } = setup;
    this.seed = seed;
    this.#scenario = scenario;
    this.#configuration = learner;
    this.#createEngine = createEngine;
    this.#layout = buildLayout(scenario, learner);
    this.#experience = new Experience(scenario, this.layout, learner, seed);
    this.#targets = this.#freshTargets();
    this.#startWeights = setup.weights;
    this.#engine = createEngine(this.layout, firstWeights(this.layout, setup));
    checkEngine(this.#engine, learner);
    this.#curve = new CurveRecorder(this.layout.agents.length, 0);
    this.#losses = this.#freshLosses();
  }

  /**
   * Goes on exactly where a checkpoint was taken. The curve begins with the checkpoint's episode.
   */
  static resume(checkpoint: LearnerCheckpoint, createEngine?: EngineFactory): MultiAgentLearner {
    const learner = new MultiAgentLearner(checkpoint, createEngine);
    learner.#restore(checkpoint);
    return learner;
  }

  /** Of the servers that there are now. */
  get layout(): WeightLayout {
    return this.#layout;
  }
  /** Training slots done. */
  get slots(): number {
    return this.#slots;
  }
  /** Episodes finished; also the number of the one under way, counted from 0. */
  get episode(): number {
    return this.#episodeOf(this.#slots);
  }
  /** Share of explored decisions in the episode under way. */
  get exploration(): number {
    return explorationAt(this.episode, this.#configuration);
  }
  /** Learning rate of the episode under way. */
  get learningRate(): number {
    return learningRateAt(this.episode, this.#configuration);
  }
  /** Id of the engine. */
  get engine(): string {
    return this.#engine.id;
  }
  /** The scenario as last applied. */
  get scenario(): Scenario {
    return this.#scenario;
  }
  get configuration(): LearnerConfiguration {
    return this.#configuration;
  }

  /** What the training of all LSMs holds by now. */
  get memory(): LearnerMemory {
    return { engine: this.#engine.bytes ?? null, replay: this.#experience.replayBytes };
  }

  /**
   * Trains one chunk of S = `actingLag` slots: the acting weights stand still while S transitions
   * are collected, then S updates run, each on the replay memory as it stood after its own slot.
   *
   * @throws DivergenceError where a loss or gradient leaves the finite numbers; the last good
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

  /**
   * The one way of training, for whoever waits in a way of their own. Until it is done nothing may
   * be asked of the learner but its weights, its curve and how it stands: all as of the chunk
   * before. One that is given up leaves a learner that cannot go on; a checkpoint can.
   *
   * @throws EngineFailure where the engine cannot go on
   */
  *advancing(): Steps {
    if (this.#failure) throw this.#failure;
    const { actingLag } = this.#configuration;
    for (let k = 0; k < actingLag; k += 1) {
      const share = explorationAt(this.#episodeOf(this.#slots + k), this.#configuration);
      yield* this.#experience.live(this.#engine, share);
      yield;
    }
    if (actingLag > 1) this.#weightsBefore = this.#engine.weights();
    const settled = this.#engine.updates;
    try {
      for (let k = 0; k < actingLag; k += 1) yield* this.#update(k);
      yield* settleOn(this.#engine);
    } catch (error) {
      if (error instanceof DivergenceError) {
        this.#failure = error;
        this.#endSlots(actingLag, this.#engine.updates - settled);
      }
      throw error;
    }
    this.#endSlots(actingLag, actingLag);
    this.#experience.trim();
  }

  /** Finished episodes from number `from` on. */
  curve(from = 0): LearningCurve {
    return this.#curve.curve(from);
  }

  /** A copy of the weights in the flat layout, as of the last whole chunk. */
  weights(): Float64Array {
    return this.#weightsBefore?.slice() ?? this.#engine.weights();
  }

  /** A copy of the Q-networks. */
  networks(): LocalNetworks {
    return networksFromWeights(this.layout, this.weights());
  }

  /**
   * Goes on with another scenario from the next slot on. Servers may come and go: LSMs whose scope
   * stays go on bit for bit.
   *
   * @throws InputError for a field that takes a restart; then nothing has changed
   * @throws Error for servers that come or go where the engine answers later
   */
  applyScenario(next: Scenario): void {
    runNow(this.changingScenario(next));
  }

  /** `applyScenario` where engines answer later; between two chunks. */
  *changingScenario(next: Scenario): Steps {
    const [before, after] = [idsOf(this.#scenario), idsOf(next)];
    if (areSameServers(before, after)) this.#experience.applyScenario(next);
    else yield* this.#changingServers(next, before, after);
    this.#scenario = next;
  }

  *#changingServers(next: Scenario, before: readonly number[], after: readonly number[]): Steps {
    if (this.#failure) throw this.#failure;
    checkChange(this.#scenario, next);
    const layout = buildLayout(next, this.#configuration);
    const state = yield* answered(this.#engine.save());
    const generations = [
      { layout: this.#layout, ids: before },
      { layout, ids: after },
    ] as const;
    const grown = grownState(...generations, state, this.seed);
    const engine = this.#createEngine(layout, grown.weights);
    engine.restore(grown);
    const former = formerPlaces(before, after);
    const learner = this.#configuration;
    this.#experience.changeServers(next, layout, former, { seed: this.seed, learner });
    this.#engine.dispose();
    this.#engine = engine;
    this.#layout = layout;
    // Those were of other servers: what is trained now stands in the engine.
    this.#startWeights = undefined;
    this.#targets = this.#freshTargets();
    this.#losses = this.#freshLosses();
    this.#curve.changeServers(former);
  }

  #freshTargets(): Bootstrap | TeamTargets {
    return this.#configuration.method === 'vdn'
      ? new TeamTargets(this.#layout)
      : new Bootstrap(this.#layout, (row) => this.#experience.observationsAt(row));
  }

  #freshLosses(): readonly Float64Array[] {
    const { length } = this.#layout.agents;
    const { actingLag } = this.#configuration;
    return Array.from({ length: actingLag }, () => new Float64Array(length));
  }

  /**
   * Goes on with another configuration from the next slot on.
   *
   * @throws InputError for a field that takes a restart; then nothing has changed
   */
  applyLearner(next: LearnerConfiguration): void {
    const checked = parseLearner(next);
    for (const [field, meta] of learnerFields()) {
      const key = field as keyof LearnerConfiguration;
      const now = JSON.stringify(this.#configuration[key]);
      if (meta.applies === 'restart' && JSON.stringify(checked[key]) !== now) {
        throw new InputError(`learner.${field}`, checked[key], `${now}, or a restart`);
      }
    }
    checkEngine(this.#engine, checked);
    this.#configuration = checked;
  }

  /** Goes on with another engine: the same weights, target, moments and count of updates. */
  changeEngine(createEngine: EngineFactory): void {
    runNow(this.changingEngine(() => createEngine));
  }

  /**
   * `changeEngine` where engines answer later.
   *
   * @param start called once the state of the old engine is known; the old one stays if it throws
   */
  *changingEngine(start: () => EngineFactory | Promise<EngineFactory>): Steps {
    if (this.#failure) throw this.#failure;
    const state = yield* answered(this.#engine.save());
    const createEngine = yield* answered(start());
    const engine = createEngine(this.layout, state.weights);
    try {
      checkEngine(engine, this.#configuration);
    } catch (error) {
      engine.dispose();
      throw error;
    }
    engine.restore(state);
    this.#engine.dispose();
    this.#engine = engine;
    this.#createEngine = createEngine;
  }

  /** Lets go of what the engine holds outside of JavaScript's memory. */
  dispose(): void {
    this.#engine.dispose();
  }

  /** @throws DivergenceError where training has diverged: there is nothing to go on from */
  checkpoint(): LearnerCheckpoint {
    return runNow(this.checkpointing());
  }

  /** `checkpoint` on any engine. */
  *checkpointing(): Steps<LearnerCheckpoint> {
    if (this.#failure) throw this.#failure;
    const engine = yield* answered(this.#engine.save());
    return {
      format: 'n2o-learner-checkpoint',
      version: 1,
      scenario: this.#scenario,
      learner: this.#configuration,
      seed: this.seed,
      ...(this.#startWeights && { weights: this.#startWeights }),
      slots: this.#slots,
      engine,
      ...this.#experience.save(),
      sums: this.#curve.save(),
    };
  }

  /** Asks for the update that belongs to the chunk's slot `k`. */
  *#update(k: number): Steps {
    const slot = this.#slots + k;
    const { discount, gradientClip, targetPeriod, targetRate } = this.#configuration;
    // Before the update: after it, this chunk's weights are no longer those of the one before.
    yield;
    if (this.#experience.isWarm(slot + 1)) {
      const batches = yield* this.#experience.draw(slot + 1, this.#configuration);
      const learningRate = learningRateAt(this.#episodeOf(slot), this.#configuration);
      const settings = { learningRate, discount, gradientClip };
      const ready = yield* this.#targets.settle(this.#engine, batches, this.#configuration);
      yield* updateOn(this.#engine, ready, settings, this.#losses[k]!);
      if (targetRate > 0) this.#followTarget(targetRate);
    }
    if (targetRate === 0 && (slot + 1) % targetPeriod === 0) this.#followTarget(1);
  }

  #followTarget(share: number): void {
    copyTargetOn(this.#engine, share);
    this.#targets.targetChanged();
  }

  /** Notes what came of a chunk's slots, as far as `updates` good updates reach. */
  #endSlots(count: number, updates: number): void {
    const { slotsPerEpisode } = this.#configuration;
    this.#weightsBefore = null;
    let left = updates;
    for (let k = 0; k < count; k += 1) {
      const slot = this.#slots;
      const isWarm = this.#experience.isWarm(slot + 1);
      if (isWarm) {
        if (left === 0) return;
        left -= 1;
      }
      for (let agent = 0; agent < this.layout.agents.length; agent += 1) {
        this.#curve.addReward(agent, this.#experience.reward(slot, agent));
      }
      if (isWarm) this.#curve.addLosses(this.#losses[k]!);
      this.#curve.endSlot(slotsPerEpisode, this.exploration);
      this.#slots = slot + 1;
    }
  }

  #restore(checkpoint: LearnerCheckpoint): void {
    this.#slots = checkpoint.slots;
    this.#engine.restore(checkpoint.engine);
    this.#experience.restore(checkpoint);
    this.#curve = new CurveRecorder(this.layout.agents.length, this.episode);
    this.#curve.restore(checkpoint.sums);
  }

  #episodeOf(slot: number): number {
    return Math.floor(slot / this.#configuration.slotsPerEpisode);
  }
}

function firstWeights(layout: WeightLayout, { weights, seed }: LearnerSetup): Float64Array {
  if (!weights) return initialWeights(layout, seed);
  if (weights.length === layout.length) return weights;
  throw new InputError('weights', weights.length, `an array of ${layout.length} numbers`);
}
