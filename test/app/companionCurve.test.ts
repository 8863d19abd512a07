import { expect, it } from 'vitest';
import { CompanionCurve } from '../../src/app/controller/companionCurve.ts';

const rising = (first: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => first + i);

it('keeps every episode in its place, however the points come', () => {
  const curve = new CompanionCurve();
  expect(curve.append(0, 0, rising(0, 3))).toEqual(rising(0, 3));
  expect(curve.append(0, 3, rising(3, 1000))).toEqual(rising(0, 1003));
  expect(curve.append(0, 1003, rising(1003, 0))).toBeNull();
});

it('leaves out the episode in the middle of which it began, and nothing else', () => {
  const curve = new CompanionCurve();
  expect(curve.append(8, 7, rising(7, 1))).toBeNull();
  expect(curve.append(8, 8, rising(8, 2))).toEqual(rising(8, 2));
  // The first message may hold that episode and others.
  const other = new CompanionCurve();
  expect(other.append(8, 7, rising(7, 5))).toEqual(rising(8, 4));
});
