import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale } from '../../../src/app/charts/axes.ts';
import {
  type Domain,
  extent,
  roundDomain,
  roundStep,
  spreadLabels,
  steadyDomain,
  ticksOf,
  typicalExtent,
} from '../../../src/app/charts/domain.ts';
import { timeAtPoint, trackFrames } from '../../../src/app/charts/tracks.ts';

const values = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('round domains and ticks', () => {
  it('steps by 1, 2 or 5 times a power of ten', () => {
    expect(roundStep(100, 4)).toBe(50);
    expect(roundStep(8, 4)).toBe(2);
    expect(roundStep(0.03, 3)).toBeCloseTo(0.01, 12);
    expect(roundDomain(-13, 80.2)).toEqual([-50, 100]);
    expect(ticksOf([0, 0.3], 3)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('holds what it is made for', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(high - low > 1e-6);
        const domain = roundDomain(low, high);
        const slack = 1e-8 * (high - low);
        expect(domain[0]).toBeLessThanOrEqual(low + slack);
        expect(domain[1]).toBeGreaterThanOrEqual(high - slack);
        for (const tick of ticksOf(domain)) {
          expect(tick).toBeGreaterThanOrEqual(domain[0] - slack);
          expect(tick).toBeLessThanOrEqual(domain[1] + slack);
        }
      }),
    );
  });

  it('gives room to values that are one but for rounding errors', () => {
    for (const value of [0, 6.12, -3e5]) {
      const domain = roundDomain(value, value + Math.abs(value) * 1e-15);
      expect(domain[0]).toBeLessThan(value);
      expect(domain[1]).toBeGreaterThan(value);
      expect(ticksOf(domain).length).toBeLessThan(12);
    }
    expect(ticksOf([5, 5])).toEqual([5]);
  });

  it('steadies: what fits changes nothing, what does not only widens', () => {
    const domain: Domain = [-50, 100];
    expect(steadyDomain(domain, 0, 99)).toBe(domain);
    const wider = steadyDomain(domain, 0, 120);
    expect(wider[1]).toBeGreaterThanOrEqual(120);
    expect(wider[0]).toBeLessThanOrEqual(-50);
    expect(steadyDomain(domain, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(domain);
  });

  it('moves seldom while a curve climbs', () => {
    let domain: Domain | null = null;
    const seen = new Set<string>();
    for (let value = 1; value <= 1000; value++) {
      domain = steadyDomain(domain, 0, value);
      seen.add(String(domain));
    }
    expect(seen.size).toBeLessThan(25);
  });
});

describe('extents', () => {
  it('leave out what is not finite', () => {
    expect(extent([Number.NaN, 3, -1, Number.POSITIVE_INFINITY])).toEqual([-1, 3]);
    expect(typicalExtent([Number.NaN], 0.1)[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it('are not moved by a few outliers where the typical one is asked for', () => {
    const many = Array.from({ length: 101 }, (_, k) => k);
    many[50] = 1e9;
    expect(typicalExtent(many, 0.05)).toEqual([5, 96]);
  });
});

describe('labels', () => {
  it('keep apart, in order and inside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 6 }),
        (at) => {
          const placed = spreadLabels(at, 15, [0, 200]);
          const sorted = [...placed].sort((a, b) => a - b);
          sorted.forEach((y, k) => {
            expect(y).toBeLessThanOrEqual(200);
            if (k > 0) expect(y - sorted[k - 1]!).toBeGreaterThanOrEqual(15 - 1e-9);
          });
        },
      ),
    );
  });

  it('stay where they are when there is room', () => {
    expect(spreadLabels([100, 20, 60], 15, [0, 200])).toEqual([100, 20, 60]);
  });
});

describe('scales and frames', () => {
  it('map ends to ends, and a point of the canvas back to its time', () => {
    const scale = linearScale([0, 50], [40, 240]);
    expect([scale(0), scale(50), scale(25)]).toEqual([40, 240, 140]);
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
    expect(timeAtPoint(40, 636, [0, 50])).toBe(0);
    expect(timeAtPoint(540, 636, [0, 50])).toBe(50);
    expect(timeAtPoint(290, 636, [0, 50])).toBe(25);
    expect(timeAtPoint(9999, 636, [0, 50])).toBe(50);
  });

  it('share the height by weight and stay on the canvas', () => {
    const track = { title: '', domain: [0, 1] as const, lines: [], format: String };
    const frames = trackFrames(
      [
        { ...track, weight: 3 },
        { ...track, weight: 1 },
      ],
      400,
      300,
    );
    const heights = frames.map(({ top, bottom }) => bottom - top);
    expect(heights[0]! / heights[1]!).toBeCloseTo(3, 9);
    expect(frames[1]!.bottom).toBeLessThan(300);
    expect(frames[1]!.top).toBeGreaterThan(frames[0]!.bottom);
  });
});
