/**
 * Full training steps on a learning engine: every LSM acts greedily and makes an update on a
 * minibatch of 32 rows that it has not met (as once the replay memory has filled).
 */
import type { LearningEngine, Minibatch } from '../../src/learning/engine.ts';
import type { WeightLayout } from '../../src/learning/layout.ts';
import { randomBatches } from '../support/naiveLearning.ts';
import { BATCH_SIZE, UPDATE_SETTINGS } from './workloads.ts';

/** The minibatches that every contender trains on. */
export function benchBatches(layout: WeightLayout): Minibatch[] {
  return randomBatches(layout, 1, BATCH_SIZE);
}

/** N x observationSize, what every contender acts on. */
export function benchObservations({ agents, observationSize }: WeightLayout): Float64Array {
  return Float64Array.from({ length: agents.length * observationSize }, (_, i) => (i % 7) / 7);
}

export class EngineSteps {
  readonly #engine: LearningEngine;
  readonly #chunk: number;
  readonly #batches: readonly Minibatch[];
  readonly #observations: Float64Array;
  readonly #losses: Float64Array;
  readonly #levels: Int32Array;
  readonly #wanted: Uint8Array;
  #row = 0;

  /** @param chunk S: so many steps act on the same weights, then update */
  constructor(engine: LearningEngine, chunk = 1) {
    const count = engine.layout.agents.length;
    this.#engine = engine;
    this.#chunk = chunk;
    this.#batches = benchBatches(engine.layout);
    this.#observations = benchObservations(engine.layout);
    this.#losses = new Float64Array(count);
    this.#levels = new Int32Array(count);
    this.#wanted = new Uint8Array(count).fill(1);
  }

  /** `count` chunks. */
  async full(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < this.#chunk; k++) this.#act();
      for (let k = 0; k < this.#chunk; k++) {
        this.#takeNewRows();
        this.#update();
      }
      const pending = this.#engine.settle();
      if (pending) await pending;
    }
  }

  /** The same on rows that are known: without the joint maxima of the targets. */
  rest(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#act();
      this.#update();
    }
  }

  dispose(): void {
    this.#engine.dispose();
  }

  #act(): void {
    this.#engine.greedyLevels(this.#observations, this.#wanted, this.#levels);
  }

  #update(): void {
    this.#engine.update(this.#batches, UPDATE_SETTINGS, this.#losses);
  }

  #takeNewRows(): void {
    for (const { nextRows } of this.#batches) {
      for (let sample = 0; sample < BATCH_SIZE; sample++) nextRows[sample] = this.#row + sample;
    }
    this.#row += BATCH_SIZE;
  }
}
