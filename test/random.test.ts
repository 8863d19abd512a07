import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exponentialQuantile,
  normalQuantile,
  poissonQuantile,
  RandomStream,
} from '../src/random.ts';
import { InputError } from '../src/schema.ts';
import { moments } from './support/moments.ts';

/** xoshiro128** as published (Blackman and Vigna), in whole numbers of any size. */
function* published(state: readonly number[]): Generator<number> {
  const mask = 0xffffffffn;
  let [a, b, c, d] = state.map((word) => BigInt(word) & mask) as [bigint, bigint, bigint, bigint];
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & mask;
  for (;;) {
    yield Number((rotate((b * 5n) & mask, 7n) * 9n) & mask);
    const t = (b << 9n) & mask;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11n);
  }
}

describe('a stream', () => {
  it('is xoshiro128**, two words to a uniform', () => {
    const stream = new RandomStream(12345, 'tasks', 3);
    const words = published(stream.save());
    for (let draw = 0; draw < 500; draw++) {
      const high = words.next().value! >>> 5;
      const low = words.next().value! >>> 6;
      expect(stream.uniform()).toBe((high * 2 ** 26 + low) / 2 ** 53);
    }
  });

  it('repeats by seed, name and id, and differs when any of them does', () => {
    const first = (...key: ConstructorParameters<typeof RandomStream>) => {
      const stream = new RandomStream(...key);
      return [stream.uniform(), stream.uniform(), stream.uniform()];
    };
    const keys = [
      first(1, 'users'),
      first(2, 'users'),
      first(1, 'tasks'),
      first(1, 'users', 1),
      first(0, 'users'),
      first(4_294_967_295, 'users'),
    ];
    expect(first(1, 'users', 0)).toEqual(keys[0]);
    const values = keys.flat();
    expect(new Set(values).size).toBe(values.length);
  });

  it('has neighbours it is not correlated with', () => {
    const size = 20_000;
    const draws = (seed: number, id: number) => {
      const stream = new RandomStream(seed, 'radio', id);
      return Array.from({ length: size }, () => stream.uniform() - 0.5);
    };
    const one = draws(1, 0);
    for (const other of [draws(1, 1), draws(2, 0), draws(1, 2)]) {
      const product = one.reduce((sum, value, k) => sum + value * other[k]!, 0) / size;
      // Standard deviation of the mean product of independent uniforms: 1/12 / sqrt(size).
      expect(Math.abs(product)).toBeLessThan((4 / 12) * size ** -0.5);
    }
  });

  it('goes on exactly where it was saved, whatever was drawn', () => {
    const kinds = fc.constantFrom('uniform', 'normal', 'exponential', 'poisson', 'integer');
    fc.assert(
      fc.property(fc.nat(), fc.array(kinds, { maxLength: 30 }), (seed, draws) => {
        const stream = new RandomStream(seed, 'policy');
        const play = (on: RandomStream) =>
          draws.map((kind) =>
            kind === 'poisson' ? on.poisson(700) : kind === 'integer' ? on.integer(7) : on[kind](),
          );
        play(stream);
        const copy = new RandomStream(seed + 1, 'policy');
        copy.restore(JSON.parse(JSON.stringify(stream.save())));
        expect(play(copy)).toEqual(play(stream));
        expect(copy.save()).toEqual(stream.save());
      }),
    );
  });

  it('refuses seeds that are no whole number of 32 bits, and states that are none', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) {
      expect(() => new RandomStream(seed, 'users')).toThrow(InputError);
    }
    const stream = new RandomStream(1, 'users');
    for (const state of [[], [1, 2, 3], [0, 0, 0, 0], [1, 2, 3, 0.5]]) {
      expect(() => stream.restore(state)).toThrow(InputError);
    }
  });
});

describe('moments', () => {
  const size = 200_000;
  const sample = (draw: (stream: RandomStream) => number) => {
    const stream = new RandomStream(7, 'policy', 5);
    return moments(Array.from({ length: size }, () => draw(stream)));
  };

  it('of the uniform, with every sixteenth equally often', () => {
    const { mean, variance } = sample((stream) => stream.uniform());
    expect(mean).toBeCloseTo(1 / 2, 2.5);
    expect(variance).toBeCloseTo(1 / 12, 2.5);
    const stream = new RandomStream(3, 'users');
    const counts = new Array<number>(16).fill(0);
    for (let draw = 0; draw < 160_000; draw++) counts[stream.integer(16)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 0.999 quantile of chi-square with 15 degrees of freedom: 37.7.
    expect(chiSquare).toBeLessThan(37.7);
  });

  it('of the normal', () => {
    const { mean, variance, skewness, kurtosis } = sample((stream) => stream.normal());
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(size));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / size));
    expect(Math.abs(skewness)).toBeLessThan(4 * Math.sqrt(6 / size));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(24 / size));
  });

  it('of the exponential', () => {
    const { mean, variance, skewness } = sample((stream) => stream.exponential());
    expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(size));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(8 / size));
    expect(Math.abs(skewness - 2)).toBeLessThan(0.15);
  });

  it.each([0.2, 3, 22.5, 150, 2000])('of the Poisson of mean %d', (expected) => {
    const { mean, variance, skewness } = sample((stream) => stream.poisson(expected));
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / size));
    const spread = Math.sqrt((2 + 1 / expected) / size);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * spread);
    expect(Math.abs(skewness - expected ** -0.5)).toBeLessThan(0.1);
  });
});

describe('quantiles', () => {
  it('of the normal invert the distribution function', () => {
    // Phi(x) - 1/2 = density * (x + x^3/3 + x^5/15 + ...), exact for moderate x.
    const distribution = (x: number) => {
      let term = x;
      let sum = x;
      for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
        term *= (x * x) / k;
        sum += term;
      }
      return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
    };
    for (let p = 0.0005; p < 1; p += 0.001) {
      expect(distribution(normalQuantile(p))).toBeCloseTo(p, 13);
    }
    // Tables of the far tail.
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
    expect(normalQuantile(1e-16)).toBeCloseTo(-8.222082216130435, 12);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.26234008979841, 12);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('of the exponential and the Poisson are the smallest value that the probability allows', () => {
    expect(exponentialQuantile(0)).toBe(0);
    expect(exponentialQuantile(1 - Math.exp(-3))).toBeCloseTo(3, 12);
    const mean = 4.2;
    let sum = 0;
    let probability = Math.exp(-mean);
    for (let count = 0; count < 12; count++) {
      expect(poissonQuantile(sum + probability * 0.01, mean)).toBe(count);
      expect(poissonQuantile(sum + probability * 0.99, mean)).toBe(count);
      sum += probability;
      probability *= mean / (count + 1);
    }
    expect(poissonQuantile(0.99, 0)).toBe(0);
  });

  it('of the Poisson end in the far tail and grow with the mean', () => {
    const last = 1 - 2 ** -53;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: last, noNaN: true }),
        fc.double({ min: 0, max: 600, noNaN: true }),
        fc.double({ min: 0, max: 600, noNaN: true }),
        (u, one, other) => {
          const [less, more] = one < other ? [one, other] : [other, one];
          // In the far tail the sum of the probabilities is rounded: means that are nearly alike
          // are told apart to one count only.
          const rounding = more - less < 1e-3 ? 1 : 0;
          expect(poissonQuantile(u, less)).toBeLessThanOrEqual(poissonQuantile(u, more) + rounding);
        },
      ),
    );
    expect(poissonQuantile(last, 600)).toBeLessThan(900);
    expect(poissonQuantile(last, 600)).toBeGreaterThan(780);
  });
});
