import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashOf, NumberHash } from '../src/hash.ts';

it('tells numbers apart by their bits, and order and length too', () => {
  const hashes = [
    [],
    [0],
    [-0],
    [0, 0],
    [1, 2],
    [2, 1],
    [1 + Number.EPSILON, 2],
    [Number.NaN],
    [5e-324],
  ].map(hashOf);
  expect(new Set(hashes).size).toBe(hashes.length);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/);
});

it('is the same for typed arrays and lists, at once or bit by bit', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (values) => {
      expect(hashOf(Float64Array.from(values))).toBe(hashOf(values));
      const hash = new NumberHash().add(values.length);
      for (const value of values) hash.add(value);
      expect(hash.digest()).toBe(hashOf(values));
    }),
  );
});

it('has no collision among many near numbers', () => {
  const hashes = Array.from({ length: 20_000 }, (_, k) => hashOf([k * 2 ** -30, 20_000 - k]));
  expect(new Set(hashes).size).toBe(20_000);
});
