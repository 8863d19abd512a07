import { describe, expect, it } from 'vitest';
import {
  cellBox,
  cellIndex,
  cellOfKey,
  forEachCell,
  hourPriceAt,
  pricesOfBin,
} from '../../../src/app/charts/hourPrice.ts';
import {
  decidedIn,
  decidedOverall,
  differingShare,
} from '../../../src/app/stages/learn/maps/counted.ts';
import { hourPriceCell } from '../../../src/experiments/policyMaps.ts';

const frame = { left: 30, right: 270, top: 10, bottom: 110 };

describe('a table over hour and price', () => {
  it('finds the cell under the middle of every cell, and none beside the table', () => {
    let cells = 0;
    forEachCell((cell, index) => {
      const { x, y, width, height } = cellBox(cell, frame);
      expect(hourPriceAt(frame, x + width / 2, y + height / 2)).toEqual(cell);
      expect(cellIndex(cell)).toBe(index);
      const [from, to] = pricesOfBin(cell.bin, [20, 40]);
      expect(hourPriceCell(cell.hour, (from + to) / 2, [20, 40])).toBe(index);
      cells += 1;
    });
    expect(cells).toBe(240);
    expect(hourPriceAt(frame, 29, 50)).toBeNull();
    expect(hourPriceAt(frame, 100, 111)).toBeNull();
  });

  it('has midnight at the left and the dearest price on top', () => {
    expect(hourPriceAt(frame, 31, 11)).toEqual({ hour: 0, bin: 9 });
    expect(hourPriceAt(frame, 269, 109)).toEqual({ hour: 23, bin: 0 });
  });

  it('is gone through by arrow keys, and stays inside', () => {
    expect(cellOfKey('ArrowUp', null)).toEqual({ hour: 12, bin: 5 });
    expect(cellOfKey('ArrowUp', { hour: 3, bin: 9 })).toEqual({ hour: 3, bin: 9 });
    expect(cellOfKey('ArrowLeft', { hour: 0, bin: 2 })).toEqual({ hour: 0, bin: 2 });
    expect(cellOfKey('ArrowRight', { hour: 0, bin: 2 })).toEqual({ hour: 1, bin: 2 });
    expect(cellOfKey('ArrowRight', { hour: 23, bin: 2 })).toEqual({ hour: 23, bin: 2 });
    expect(cellOfKey('ArrowDown', { hour: 0, bin: 0 })).toEqual({ hour: 0, bin: 0 });
    expect(cellOfKey('ArrowDown', { hour: 0, bin: 2 })).toEqual({ hour: 0, bin: 1 });
    expect(cellOfKey('Escape', { hour: 0, bin: 2 })).toBeNull();
    // A page that reads nothing leaves Escape and other keys to others.
    expect(cellOfKey('Escape', null)).toBeUndefined();
    expect(cellOfKey('x', { hour: 0, bin: 2 })).toBeUndefined();
  });
});

describe('counted decisions', () => {
  const counts = new Uint32Array(240 * 3);
  counts.set([1, 0, 3], 7 * 3);
  counts.set([2, 2, 0], 8 * 3);
  const counted = { levels: 3, prices: [20, 40], counts } as const;

  it('are shares, a mean and the most frequent level', () => {
    expect(decidedIn(counted, 7)).toEqual({
      slots: 4,
      shares: [0.25, 0, 0.75],
      mean: 1.5,
      most: 2,
    });
    expect(decidedIn(counted, 8).most).toBe(0);
    expect(decidedIn(counted, 9)).toEqual({ slots: 0, shares: [], mean: Number.NaN, most: -1 });
    expect(decidedOverall(counted)).toMatchObject({ slots: 8, mean: (2 + 6) / 8 });
    expect(differingShare(Uint32Array.of(1, 0, 2), 12)).toBe(0.25);
  });
});
