import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningMean, smoothingWindow } from '../../../src/app/charts/smoothing.ts';

const value = fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constant(Number.NaN));

describe('runningMean', () => {
  it('equals the mean of every window taken by itself', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (all, window) => {
          const into = new Float64Array(all.length);
          runningMean(all, all.length, window, into);
          all.forEach((_, k) => {
            const inside = all.slice(Math.max(0, k - window + 1), k + 1).filter(Number.isFinite);
            const mean = inside.reduce((sum, each) => sum + each, 0) / inside.length;
            if (inside.length === 0) expect(into[k]).toBeNaN();
            else expect(into[k]).toBeCloseTo(mean, 9);
          });
        },
      ),
    );
  });

  it('goes on where it stopped as if it had never stopped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        (all, window, cut) => {
          const whole = new Float64Array(all.length);
          runningMean(all, all.length, window, whole);
          const parts = new Float64Array(all.length);
          const at = cut % all.length;
          runningMean(all, at, window, parts);
          runningMean(all, all.length, window, parts, at);
          parts.forEach((each, k) => {
            expect(each).toBeCloseTo(whole[k]!, 9);
          });
        },
      ),
    );
  });

  it('has a window that suits the plan, in whole days where it can', () => {
    expect(smoothingWindow(1500, 24)).toBe(24);
    expect(smoothingWindow(3000, 24)).toBe(72);
    expect(smoothingWindow(500, 24)).toBe(24);
    expect(smoothingWindow(180, 24)).toBe(5);
    expect(smoothingWindow(10, 24)).toBe(5);
    expect(smoothingWindow(1500, 4)).toBe(32);
    expect(smoothingWindow(100_000, 24)).toBe(192);
  });
});
