/**
 * Training of actors (Algorithm 4's second half): every LSM's own, from what it saw and what the
 * teacher decided for it, in minibatches drawn uniformly with replacement, by Adam.
 */
import { RandomStream } from '../random.ts';
import { MAXIMUM_LEVELS } from '../world/scenario.ts';
import { ActorGradient, type ActorObjective } from './actorGradient.ts';
import { ACTOR_OBSERVATION_SIZE, type ActorNetwork } from './actors.ts';
import type { Activation } from './configuration.ts';
import type { DenseLayer } from './denseLayer.ts';
import { adamStep, biasCorrection } from './engines/adam.ts';

/** What the teacher did, slot by slot. */
export interface Lessons {
  readonly slots: number;
  /** N. */
  readonly servers: number;
  /** slots x N x 5, row-major. */
  readonly observations: Float64Array;
  /** slots x N, row-major. */
  readonly decisions: Uint8Array;
  /**
   * For `reward`: what the slot would have paid in all with each level of a server, all others as
   * they decided, in any unit; slots x N x MAXIMUM_LEVELS, row-major.
   */
  readonly rewards?: Float64Array;
}

/** Who the actor is, and what it sees. */
export type ActorPlace = Omit<ActorNetwork, 'layers'>;

export interface ActorTrainingSettings {
  readonly loss: ActorObjective;
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** An actor's training went where numbers end. */
export class ActorDivergence extends Error {
  override readonly name = 'ActorDivergence';
  constructor(id: number, step: number) {
    super(
      `The actor of server ${id} diverged at step ${step}: its loss is no longer a finite ` +
        'number. A smaller learning rate helps.',
    );
  }
}

/** Biases start uniform within this of zero. */
const BIAS_BOUND = 0.05;

/** Trains one actor. Two of the same place, lessons and settings give the same bits. */
export class ActorTrainer {
  readonly #place: ActorPlace;
  /** Position of the server in the lessons: the first that it sees. */
  readonly #index: number;
  #lessons: Lessons;
  readonly #settings: ActorTrainingSettings;
  readonly #parameters: FlatLayers;
  readonly #slopes: FlatLayers;
  readonly #firstMoments: Float64Array;
  readonly #secondMoments: Float64Array;
  readonly #gradient: ActorGradient;
  readonly #batches: RandomStream;
  #steps = 0;

  /** @param start layers to begin with; drawn from the seed where there are none */
  constructor(
    place: ActorPlace,
    lessons: Lessons,
    settings: ActorTrainingSettings,
    start: readonly DenseLayer[] | null = null,
  ) {
    const { loss, hidden, activation, batchSize, seed } = settings;
    this.#place = place;
    this.#index = place.sees[0]!;
    this.#lessons = lessons;
    this.#settings = settings;
    const outputs = loss === 'squaredError' ? 1 : place.levels;
    const widths = [place.sees.length * ACTOR_OBSERVATION_SIZE, ...hidden, outputs];
    this.#parameters = flatLayers(widths);
    this.#slopes = flatLayers(widths);
    const { length } = this.#parameters.flat;
    this.#firstMoments = new Float64Array(length);
    this.#secondMoments = new Float64Array(length);
    if (start) copyLayers(start, this.#parameters.layers);
    else
      initialise(this.#parameters.layers, activation, new RandomStream(seed, 'actors', place.id));
    this.#gradient = new ActorGradient(this.#parameters.layers, loss, activation, batchSize);
    this.#batches = new RandomStream(seed, 'actorBatches', place.id);
  }

  /** Goes on with other lessons of the same servers. */
  study(lessons: Lessons): void {
    this.#lessons = lessons;
  }

  /** Steps of Adam so far. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * One step of Adam on one minibatch.
   *
   * @returns the loss before the step
   * @throws ActorDivergence where it is not finite; nothing has changed then
   */
  step(): number {
    const { learningRate, batchSize } = this.#settings;
    for (let sample = 0; sample < batchSize; sample += 1) {
      this.#load(sample, this.#batches.integer(this.#lessons.slots));
    }
    const loss = this.#gradient.run(this.#parameters.layers, this.#slopes.layers);
    if (!Number.isFinite(loss)) throw new ActorDivergence(this.#place.id, this.#steps);
    this.#steps += 1;
    const arrays = {
      parameters: this.#parameters.flat,
      gradient: this.#slopes.flat,
      firstMoments: this.#firstMoments,
      secondMoments: this.#secondMoments,
    };
    adamStep(arrays, 0, arrays.gradient.length, learningRate * biasCorrection(this.#steps), 1);
    return loss;
  }

  /** The actor as it is now, in arrays of its own. */
  network(): ActorNetwork {
    const layers = this.#parameters.layers.map(({ inputs, outputs, weights, biases }) => ({
      inputs,
      outputs,
      weights: weights.slice(),
      biases: biases.slice(),
    }));
    return { ...this.#place, layers };
  }

  #load(sample: number, slot: number): void {
    const { servers, observations, decisions, rewards } = this.#lessons;
    const { inputs, levels, columns } = this.#gradient;
    let place = sample;
    for (const seen of this.#place.sees) {
      const start = (slot * servers + seen) * ACTOR_OBSERVATION_SIZE;
      for (let i = 0; i < ACTOR_OBSERVATION_SIZE; i += 1, place += columns) {
        inputs[place] = observations[start + i]!;
      }
    }
    const taught = slot * servers + this.#index;
    levels[sample] = decisions[taught]!;
    if (!rewards) return;
    for (let level = 0; level < this.#place.levels; level += 1) {
      const reward = rewards[taught * MAXIMUM_LEVELS + level]!;
      this.#gradient.rewards[level * columns + sample] = reward;
    }
  }
}

/** Layers as views into one flat array. */
interface FlatLayers {
  readonly flat: Float64Array;
  readonly layers: readonly DenseLayer[];
}

function flatLayers(widths: readonly number[]): FlatLayers {
  const shapes = widths.slice(1).map((outputs, depth) => ({ inputs: widths[depth]!, outputs }));
  const sizes = shapes.map(({ inputs, outputs }) => (inputs + 1) * outputs);
  const flat = new Float64Array(sizes.reduce((sum, size) => sum + size, 0));
  let offset = 0;
  const layers = shapes.map(({ inputs, outputs }, depth) => {
    const middle = offset + inputs * outputs;
    const weights = flat.subarray(offset, middle);
    offset += sizes[depth]!;
    return { inputs, outputs, weights, biases: flat.subarray(middle, offset) };
  });
  return { flat, layers };
}

function copyLayers(from: readonly DenseLayer[], to: readonly DenseLayer[]): void {
  from.forEach(({ weights, biases }, depth) => {
    to[depth]!.weights.set(weights);
    to[depth]!.biases.set(biases);
  });
}

/** As the Q-networks begin: uniform on (-l, l), l = sqrt(6 / fan-in) or sqrt(3 / fan-in). */
function initialise(
  layers: readonly DenseLayer[],
  activation: Activation,
  stream: RandomStream,
): void {
  layers.forEach(({ inputs, weights, biases }, depth) => {
    const gain = depth === layers.length - 1 || activation === 'tanh' ? 3 : 6;
    const bound = Math.sqrt(gain / inputs);
    for (let i = 0; i < weights.length; i += 1) weights[i] = bound * (2 * stream.uniform() - 1);
    for (let i = 0; i < biases.length; i += 1) biases[i] = BIAS_BOUND * (2 * stream.uniform() - 1);
  });
}
