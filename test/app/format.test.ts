import { describe, expect, it } from 'vitest';
import { formatFixed, formatNumber } from '../../src/app/components/format.ts';

describe('numbers as they are shown', () => {
  it('have separators between thousands, before the point only, and a true minus sign', () => {
    expect(formatFixed(-1234567.891, 2)).toBe('−1,234,567.89');
    expect(formatFixed(-999.96, 1)).toBe('−1,000.0');
    expect(formatFixed(12.3456, 4)).toBe('12.3456');
    expect(formatNumber(-1500)).toBe('−1,500');
    expect(formatNumber(0.12345)).toBe('0.12345');
  });

  it('have no sign where they are rounded to zero', () => {
    expect(formatFixed(-0.04, 1)).toBe('0.0');
  });
});
