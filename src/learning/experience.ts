/**
 * What the LSMs live through: one world, the decisions taken in it, and the replay memory of what
 * came of them. What decides and what learns from it is an engine's business.
 */
import { EdgeEnvironment, type EnvironmentState } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import type { LearnerConfiguration } from './configuration.ts';
import type { LearningEngine, Minibatch } from './engine.ts';
import { greedyLevelsOn } from './engineWork.ts';
import { Exploration } from './exploration.ts';
import { grownReplay } from './growthReplay.ts';
import type { WeightLayout } from './layout.ts';
import { networkObservations } from './networkObservations.ts';
import { ReplayLog, type ReplayState } from './replay.ts';
import { MinibatchSampler, type SamplerState, type SamplingPlan } from './sampler.ts';
import type { Slices } from './slices.ts';

/** No update before the replay memory holds this many transitions. */
export const WARM_UP = 32;

export interface ExperienceState {
  readonly environment: EnvironmentState;
  readonly exploration: readonly (readonly number[])[];
  readonly sampler: SamplerState;
  readonly replay: ReplayState;
}

export class Experience {
  readonly #environment: EdgeEnvironment;
  #exploration: Exploration;
  #sampler: MinibatchSampler;
  #log: ReplayLog;
  #decisions: Int32Array;
  #layout: WeightLayout;

  /** @throws InputError for a seed out of range */
  constructor(
    scenario: Scenario,
    layout: WeightLayout,
    { batchSize, replayCapacity, method }: LearnerConfiguration,
    seed: number,
  ) {
    this.#layout = layout;
    this.#environment = new EdgeEnvironment(scenario);
    const { levels } = this.#environment;
    this.#exploration = new Exploration(levels, seed, layout.ids);
    this.#sampler = new MinibatchSampler(layout, batchSize, seed, method === 'vdn');
    this.#log = new ReplayLog(levels.length, layout.observationSize, replayCapacity);
    this.#decisions = new Int32Array(levels.length);
    this.#remember(this.#environment.reset(seed).observations);
  }

  /**
   * Acts in one slot and stores the transition with the executed levels.
   *
   * @param share of explored decisions
   */
  *live(engine: LearningEngine, share: number): Slices {
    this.#exploration.draw(share, this.#decisions);
    const observations = networkObservations(this.#layout, this.#environment.observations);
    yield* greedyLevelsOn(engine, observations, this.#exploration.greedy, this.#decisions);
    const next = this.#environment.step(this.#decisions);
    this.#log.appendTransition(this.#decisions, next.rewards);
    // A day that ends is cut, not over: its last observations are bootstrapped from all the same.
    this.#remember(next.observations);
    if (next.truncations[0] === 1) {
      this.#remember(this.#environment.reset().observations);
    }
  }

  /** Whether the memory was large enough for an update after so many slots. */
  isWarm(slots: number): boolean {
    return this.#log.sizeAt(slots) >= WARM_UP;
  }

  /** A minibatch an LSM from the memory as it stood after so many slots. */
  draw(slots: number, plan: SamplingPlan): Slices<readonly Minibatch[]> {
    return this.#sampler.sampleInSlices(this.#log, slots, plan);
  }

  /** What all LSMs observed in a remembered row, N x observationSize. */
  observationsAt(row: number): Float64Array {
    return this.#log.observationsOf(row);
  }

  /** What an LSM was paid in a slot that is still remembered, in reward units. */
  reward(slot: number, agent: number): number {
    return this.#log.reward(slot, agent);
  }

  /** Forgets what can no longer be drawn. */
  trim(): void {
    this.#log.trim();
  }

  /** @throws InputError for a field that takes a restart; then nothing has changed */
  get replayBytes(): number {
    return this.#log.bytes;
  }

  applyScenario(next: Scenario): void {
    this.#environment.applyScenario(next);
  }

  /**
   * Goes on with other servers, between two slots. Whoever stays keeps its streams and what it
   * lived; one that joins learns from what comes now.
   *
   * @param former for each server its place before; null for one that joins
   * @throws InputError where they cannot come or go; then nothing has changed
   */
  changeServers(
    next: Scenario,
    layout: WeightLayout,
    former: readonly (number | null)[],
    { seed, learner }: { readonly seed: number; readonly learner: LearnerConfiguration },
  ): void {
    this.#environment.applyScenario(next);
    const { batchSize, replayCapacity, method } = learner;
    const before = this.#log.save();
    const known = { exploration: this.#exploration.save(), sampler: this.#sampler.save() };
    const shape = { agents: this.#decisions.length, observationSize: layout.observationSize };
    const { levels, observations } = this.#environment;
    const kept = <T>(old: readonly T[], fresh: readonly T[]) =>
      former.map((place, server) => (place === null ? fresh[server]! : old[place]!));
    this.#exploration = new Exploration(levels, seed, layout.ids);
    this.#exploration.restore(kept(known.exploration, this.#exploration.save()));
    this.#sampler = new MinibatchSampler(layout, batchSize, seed, method === 'vdn');
    const fresh = this.#sampler.save();
    const joined = known.sampler.joined ?? known.sampler.replay.map(() => 0);
    this.#sampler.restore({
      replay: kept(known.sampler.replay, fresh.replay),
      jitter: kept(known.sampler.jitter, fresh.jitter),
      joined: former.map((place) => (place === null ? before.transitions : joined[place]!)),
    });
    this.#log = new ReplayLog(levels.length, layout.observationSize, replayCapacity);
    this.#log.restore(grownReplay(before, shape, former));
    // What everybody sees in the slot to come, those included that have just joined.
    this.#log.replaceObservations(networkObservations(layout, observations));
    this.#layout = layout;
    this.#decisions = new Int32Array(levels.length);
  }

  #remember(observations: Float64Array): void {
    this.#log.appendObservations(networkObservations(this.#layout, observations));
  }

  save(): ExperienceState {
    return {
      environment: this.#environment.save(),
      exploration: this.#exploration.save(),
      sampler: this.#sampler.save(),
      replay: this.#log.save(),
    };
  }

  restore(state: ExperienceState): void {
    this.#environment.restore(state.environment);
    this.#exploration.restore(state.exploration);
    this.#sampler.restore(state.sampler);
    this.#log.restore(state.replay);
  }
}
