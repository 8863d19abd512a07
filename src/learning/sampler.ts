/** Minibatches from the replay memory: each LSM draws its own samples and its own action jitter. */
import { RandomStream } from '../random.ts';
import type { LearnerConfiguration } from './configuration.ts';
import type { Minibatch } from './engine.ts';
import type { WeightLayout } from './layout.ts';
import type { ReplayLog } from './replay.ts';
import { finish, PLAIN_SLICE, type Slices, WorkMeter } from './slices.ts';

/** A sample's number (read, or drawn for the jitter) takes as long as so many multiply-adds. */
const NUMBER_COST = 30;

/** States of the LSMs' replay and jitter streams, in the order of the servers. */
export interface SamplerState {
  readonly replay: readonly (readonly number[])[];
  readonly jitter: readonly (readonly number[])[];
  /** Transitions that were there when each server joined; absent where all began together. */
  readonly joined?: readonly number[];
}

/** What of a learner's configuration a minibatch depends on. */
export type SamplingPlan = Pick<
  LearnerConfiguration,
  'jitter' | 'discount' | 'nStep' | 'terminalCut' | 'slotsPerEpisode'
>;

export class MinibatchSampler {
  readonly #layout: WeightLayout;
  readonly #isShared: boolean;
  readonly #replay: readonly RandomStream[];
  readonly #jitter: readonly RandomStream[];
  readonly #batches: readonly Minibatch[];
  /** The same arrays, with a discount for every sample. */
  readonly #discounted: readonly (Minibatch & { readonly discounts: Float64Array })[];
  /** Places of the transitions drawn last in the window. */
  readonly #drawn: Int32Array;
  readonly #meter = new WorkMeter(PLAIN_SLICE);
  /** The first transition that each LSM may draw. */
  #joined: readonly number[];

  /** @param isShared all LSMs get the same transitions, those that the first one draws */
  constructor(layout: WeightLayout, batchSize: number, seed: number, isShared = false) {
    this.#layout = layout;
    this.#isShared = isShared;
    this.#drawn = new Int32Array(batchSize);
    this.#joined = layout.agents.map(() => 0);
    const ids = layout.ids ?? layout.agents.map(({ id }) => id);
    this.#replay = ids.map((id) => new RandomStream(seed, 'replay', id));
    this.#jitter = ids.map((id) => new RandomStream(seed, 'jitter', id));
    this.#batches = layout.agents.map(({ scope }) => ({
      size: batchSize,
      observations: new Float64Array(batchSize * layout.observationSize),
      decisions: new Float64Array(batchSize * scope.length),
      rewards: new Float64Array(batchSize),
      nextObservations: new Float64Array(batchSize * layout.observationSize),
      nextRows: new Float64Array(batchSize),
    }));
    this.#discounted = this.#batches.map((batch) => ({
      ...batch,
      discounts: new Float64Array(batchSize),
    }));
  }

  /**
   * Draws a minibatch for every LSM, uniform with replacement from the window as it stood when
   * `transitions` transitions had been written. The arrays are used again by the next call.
   *
   * @param plan `jitter`: decisions are moved by U(-jitter, jitter) levels, unclipped. `nStep`,
   *   `terminalCut`: what is not a plain one-step transition gets discounts of its own
   */
  sample(log: ReplayLog, transitions: number, plan: SamplingPlan): readonly Minibatch[] {
    return finish(this.sampleInSlices(log, transitions, plan));
  }

  /** `sample` with pauses between the LSMs; nothing may be written to the log before its end. */
  *sampleInSlices(
    log: ReplayLog,
    transitions: number,
    plan: SamplingPlan,
  ): Slices<readonly Minibatch[]> {
    const isPlain = plan.nStep === 1 && plan.terminalCut === 'off';
    const batches = isPlain ? this.#batches : this.#discounted;
    for (const [agent, batch] of batches.entries()) {
      const numbers = 2 * batch.observations.length + batch.decisions.length;
      if (this.#meter.announce(NUMBER_COST * numbers)) yield;
      const size = Math.min(log.sizeAt(transitions), transitions - this.#joinedAt(agent));
      const first = transitions - size;
      for (let sample = 0; sample < batch.size; sample += 1) {
        if (agent === 0 || !this.#isShared) {
          this.#drawn[sample] = this.#replay[agent]!.integer(size);
        }
        const transition = first + this.#drawn[sample]!;
        this.#fill(log, transition, agent, sample, plan.jitter);
        if (!isPlain) this.#lookAhead(log, { transition, transitions, agent, sample }, plan);
      }
    }
    return batches;
  }

  save(): SamplerState {
    return {
      replay: this.#replay.map((stream) => stream.save()),
      jitter: this.#jitter.map((stream) => stream.save()),
      ...(this.#joined.some((transition) => transition > 0) && { joined: this.#joined }),
    };
  }

  /** One that all LSMs share goes back to when the last of them joined. */
  #joinedAt(agent: number): number {
    return this.#isShared ? Math.max(...this.#joined) : this.#joined[agent]!;
  }

  restore(state: SamplerState): void {
    if (state.joined) this.#joined = state.joined;
    this.#replay.forEach((stream, agent) => {
      stream.restore(state.replay[agent]!);
    });
    this.#jitter.forEach((stream, agent) => {
      stream.restore(state.jitter[agent]!);
    });
  }

  /**
   * Sums rewards over up to nStep slots: r_t + gamma r_(t+1) + ..., as far as they are known and the
   * day, or with `terminalCut` the episode, lasts. What comes after is discounted by gamma to the
   * number of slots, or by 0 at an episode's end.
   */
  #lookAhead(
    log: ReplayLog,
    at: {
      readonly transition: number;
      readonly transitions: number;
      readonly agent: number;
      readonly sample: number;
    },
    { nStep, discount, terminalCut, slotsPerEpisode }: SamplingPlan,
  ): void {
    const { transition, transitions, agent, sample } = at;
    const batch = this.#discounted[agent]!;
    let reward = 0;
    let weight = 1;
    let slot = transition;
    let isEnd = false;
    for (let step = 0; step < nStep; step += 1) {
      slot = transition + step;
      reward += weight * log.reward(slot, agent);
      weight *= discount;
      isEnd = terminalCut === 'on' && (slot + 1) % slotsPerEpisode === 0;
      const isLast = slot + 1 >= transitions || log.rowOf(slot + 1) !== log.rowOf(slot) + 1;
      if (isEnd || isLast) break;
    }
    const { observationSize } = this.#layout;
    const next = log.rowOf(slot) + 1;
    log.readObservation(next, agent, batch.nextObservations, sample * observationSize);
    batch.nextRows[sample] = next;
    batch.rewards[sample] = reward;
    batch.discounts[sample] = isEnd ? 0 : weight;
  }

  #fill(log: ReplayLog, transition: number, agent: number, sample: number, jitter: number): void {
    const { observationSize, agents } = this.#layout;
    const { scope } = agents[agent]!;
    const batch = this.#batches[agent]!;
    const stream = this.#jitter[agent]!;
    const row = log.rowOf(transition);
    log.readObservation(row, agent, batch.observations, sample * observationSize);
    log.readObservation(row + 1, agent, batch.nextObservations, sample * observationSize);
    batch.nextRows[sample] = row + 1;
    batch.rewards[sample] = log.reward(transition, agent);
    for (let i = 0; i < scope.length; i += 1) {
      batch.decisions[sample * scope.length + i] =
        log.decision(transition, scope[i]!) + jitter * (2 * stream.uniform() - 1);
    }
  }
}
