/** Minibatches of centralised DQL: whole states, joint decisions and the system's reward. */
import { RandomStream } from '../random.ts';
import { type CentralizedLayout, jointIndex } from './centralizedLayout.ts';
import type { CentralizedBatch } from './engines/centralized/engine.ts';
import type { ReplayLog } from './replay.ts';

export class CentralizedSampler {
  readonly #layout: CentralizedLayout;
  readonly #stream: RandomStream;
  readonly #batch: CentralizedBatch;

  constructor(layout: CentralizedLayout, batchSize: number, seed: number) {
    this.#layout = layout;
    this.#stream = new RandomStream(seed, 'replay');
    this.#batch = {
      size: batchSize,
      observations: new Float64Array(batchSize * layout.inputs),
      taken: new Int32Array(batchSize),
      rewards: new Float64Array(batchSize),
      nextObservations: new Float64Array(batchSize * layout.inputs),
      nextRows: new Float64Array(batchSize),
    };
  }

  /**
   * Draws a minibatch, uniform with replacement from the window as it stood when `transitions`
   * transitions had been written. The arrays are used again by the next call.
   */
  sample(log: ReplayLog, transitions: number): CentralizedBatch {
    const size = log.sizeAt(transitions);
    const first = transitions - size;
    for (let sample = 0; sample < this.#batch.size; sample += 1) {
      this.#fill(log, first + this.#stream.integer(size), sample);
    }
    return this.#batch;
  }

  save(): readonly number[] {
    return this.#stream.save();
  }

  restore(state: readonly number[]): void {
    this.#stream.restore(state);
  }

  #fill(log: ReplayLog, transition: number, sample: number): void {
    const { inputs, levels } = this.#layout;
    const { observations, nextObservations, taken, rewards, nextRows } = this.#batch;
    const row = log.rowOf(transition);
    const size = inputs / levels.length;
    let reward = 0;
    for (let server = 0; server < levels.length; server += 1) {
      const place = sample * inputs + server * size;
      log.readObservation(row, server, observations, place);
      log.readObservation(row + 1, server, nextObservations, place);
      reward += log.reward(transition, server);
    }
    rewards[sample] = reward;
    nextRows[sample] = row + 1;
    taken[sample] = jointIndex(levels, (server) => log.decision(transition, server));
  }
}
