/**
 * Named, seeded random streams. A stream is keyed by (seed, name, id), so that drawing more from
 * one never moves another, and a server or an LSM that joins has streams of its own. How many raw
 * numbers a draw takes depends on nothing but the kind of draw and its parameters.
 */
import { exp, log } from './elementary.ts';
import { InputError } from './schema.ts';

export type StreamName =
  | 'start'
  | 'users'
  | 'radio'
  | 'tasks'
  | 'offloading'
  | 'price'
  | 'spectrum'
  | 'exploration'
  | 'replay'
  | 'jitter'
  | 'initialisation'
  | 'newInputs'
  | 'links'
  | 'retries'
  | 'dsa'
  | 'places'
  | 'policy'
  | 'observations'
  | 'actors'
  | 'actorBatches';

export const MAXIMUM_SEED = 4_294_967_295;
/** Inversion starts at e^-mean, which must not underflow; larger means are split. */
const LARGEST_POISSON_MEAN = 600;
const HALF_STEP = 1 / 18014398509481984;

/** Throws InputError unless `seed` is a whole number from 0 to 4,294,967,295. */
export function checkSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAXIMUM_SEED) {
    throw new InputError('seed', seed, `a whole number from 0 to ${MAXIMUM_SEED}`);
  }
}

/** One stream of random numbers (xoshiro128**, keyed with MurmurHash3). */
export class RandomStream {
  readonly #state: Int32Array;

  /**
   * @param seed whole number from 0 to 4,294,967,295
   * @param id whole number from 0; one stream a server or LSM where each has its own
   */
  constructor(seed: number, name: StreamName, id = 0) {
    checkSeed(seed);
    this.#state = Int32Array.from([1, 2, 3, 4], (lane) => {
      let hash = absorb(Math.imul(lane, 0x9e3779b9), seed);
      for (let index = 0; index < name.length; index++) {
        hash = absorb(hash, name.charCodeAt(index));
      }
      return finish(absorb(absorb(hash, name.length), id));
    });
    // The generator's one forbidden state.
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  /** Uniform on [0, 1), a multiple of 2^-53. */
  uniform(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform whole number from 0 to bound - 1. */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Standard normal, from one uniform. */
  normal(): number {
    const uniform = this.uniform();
    return normalQuantile(uniform === 0 ? HALF_STEP : uniform);
  }

  /** Exponential of mean 1, from one uniform. */
  exponential(): number {
    return exponentialQuantile(this.uniform());
  }

  /** Poisson, from one uniform for each 600 of the mean. */
  poisson(mean: number): number {
    const parts = Math.max(1, Math.ceil(mean / LARGEST_POISSON_MEAN));
    let sum = 0;
    for (let part = 0; part < parts; part++) sum += poissonQuantile(this.uniform(), mean / parts);
    return sum;
  }

  /** The exact state, as four whole numbers. */
  save(): readonly number[] {
    return Array.from(this.#state);
  }

  /** Goes on exactly where `save` was called. */
  restore(state: readonly number[]): void {
    if (state.length !== 4 || !state.every(Number.isInteger) || state.every((word) => word === 0)) {
      throw new InputError('stream', state, 'four whole numbers, not all 0');
    }
    this.#state.set(state);
  }

  #next(): number {
    const state = this.#state;
    const second = state[1]!;
    const scrambled = Math.imul(second, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const third = state[2]! ^ state[0]!;
    const fourth = state[3]! ^ second;
    state[1] = second ^ third;
    state[0] = state[0]! ^ fourth;
    state[2] = third ^ (second << 9);
    state[3] = (fourth << 11) | (fourth >>> 21);
    return result;
  }
}

function absorb(hash: number, word: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  const sum = hash ^ mixed;
  return (Math.imul((sum << 13) | (sum >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** x with P(E <= x) = u for an exponential E of mean 1; u in [0, 1). */
export function exponentialQuantile(u: number): number {
  return 0 - log(1 - u);
}

/**
 * Smallest k with P(X <= k) > u for a Poisson X; u in [0, 1). Growing with the mean for a fixed u,
 * which is what common random numbers need where the mean depends on decisions.
 *
 * @param mean from 0 to about 700 (e^-mean must not underflow)
 */
export function poissonQuantile(u: number, mean: number): number {
  let probability = exp(-mean);
  let sum = probability;
  let count = 0;
  // The second condition ends the search in the far tail, where `sum` no longer grows.
  while (u >= sum && (count < mean || probability > 1e-18)) {
    count += 1;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}

/**
 * Inverse of the standard normal distribution function; p in (0, 1).
 * Wichura's algorithm AS 241 (Applied Statistics 37, 1988), relative error about 1e-16.
 */
export function normalQuantile(p: number): number {
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) {
    return centred * ratio(CENTRAL, 0.180625 - centred * centred);
  }
  const radius = Math.sqrt(-log(centred < 0 ? p : 1 - p));
  const size = radius <= 5 ? ratio(MIDDLE, radius - 1.6) : ratio(FAR, radius - 5);
  return centred < 0 ? -size : size;
}

interface Ratio {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

function ratio({ numerator, denominator }: Ratio, x: number): number {
  let above = numerator[7]!;
  let below = denominator[7]!;
  for (let power = 6; power >= 0; power--) {
    above = above * x + numerator[power]!;
    below = below * x + denominator[power]!;
  }
  return above / below;
}

const CENTRAL: Ratio = {
  numerator: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
    45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  denominator: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597,
    39307.89580009271, 28729.085735721943, 5226.495278852854,
  ],
};
const MIDDLE: Ratio = {
  numerator: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
    1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  denominator: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
    0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const FAR: Ratio = {
  numerator: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
    0.026532189526576124, 0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  denominator: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};
