import { describe, expect, it } from 'vitest';
import { bandPieces } from '../../../src/app/charts/bands.ts';
import { placeLabels } from '../../../src/app/charts/timeMarks.ts';

const gap = Number.NaN;

describe('a band', () => {
  it('is drawn in the pieces where both of its edges are known', () => {
    const low = Float64Array.of(gap, 1, 1, gap, 1, 1, 1);
    const high = Float64Array.of(2, 2, 2, 2, 2, gap, 2);
    expect(bandPieces({ low, high })).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 4 },
      { from: 6, to: 6 },
    ]);
    expect(bandPieces({ low: new Float64Array(0), high })).toEqual([]);
  });
});

describe('labels of marks', () => {
  const mark = (x: number, width = 60) => ({ x, text: `at ${x}`, width });

  it('never meet: one row further down for each that would', () => {
    const placed = placeLabels([mark(0), mark(20), mark(40), mark(200)], [0, 400], 3);
    expect(placed.map(({ row, left }) => [row, left])).toEqual([
      [0, 5],
      [1, 25],
      [2, 45],
      [0, 205],
    ]);
  });

  it('turn left where they would leave the frame, and are left out where no row is free', () => {
    const placed = placeLabels([mark(380), mark(385), mark(390)], [0, 400], 2);
    expect(placed.map(({ text }) => text)).toEqual(['at 380', 'at 385']);
    for (const { left } of placed) expect(left + 60).toBeLessThanOrEqual(385);
    // Too wide for either side: it begins where the frame does.
    expect(placeLabels([mark(50, 90)], [40, 120], 1)[0]!.left).toBe(40);
  });
});
