/** How a changed run stands against its control: hand-computed days. */
import { describe, expect, it } from 'vitest';
import { adaptation } from '../../../src/app/stages/learn/change/adaptation.ts';

const constant = (value: number, count: number) => new Float64Array(count).fill(value);
const days = (...values: number[]) => Float64Array.from(values.flatMap((value) => [value, value]));

describe('a run against its control', () => {
  it('says nothing before the first whole day', () => {
    const control = { from: 0, systemReward: constant(10, 11) };
    expect(adaptation(constant(10, 11), control, 10, 2)).toBeNull();
  });

  it('finds the lowest day, and since when it is back', () => {
    const changed = days(10, 10, 4, 2, 9.5, 8, 9.5, 11);
    const control = { from: 2, systemReward: days(10, 10, 10, 10, 10, 10, 10) };
    expect(adaptation(changed, control, 4, 2)).toEqual({
      days: 6,
      changed: 11,
      control: 10,
      lowest: { day: 2, difference: -8 },
      first: -6,
      mean: (-6 - 8 - 0.5 - 2 - 0.5 + 1) / 6,
      back: 5,
    });
  });

  it('has not come back where the last day is below, and never fell where none is', () => {
    const control = { from: 0, systemReward: constant(10, 8) };
    expect(adaptation(days(10, 3, 4, 5), control, 2, 2)!.back).toBeNull();
    expect(adaptation(days(10, 12, 9.5, 11), control, 2, 2)!.back).toBe(1);
  });

  it('goes by the difference where the control loses', () => {
    const control = { from: 0, systemReward: constant(-10, 4) };
    expect(adaptation(days(-10.5, -10.5), control, 0, 2)!.back).toBe(1);
    expect(adaptation(days(-12, -12), control, 0, 2)!.back).toBeNull();
  });
});
