import { describe, expect, it } from 'vitest';
import {
  differenceTo,
  isAsInPaper,
  rewardKept,
  standingOf,
} from '../../../src/app/stages/distil/outcome.ts';
import { parseDistillation } from '../../../src/experiments/distillation.ts';

const played = (days: readonly number[]) => ({
  mean: days.reduce((sum, day) => sum + day, 0) / days.length,
  standardError: null,
  days,
});

describe('what came of a distillation', () => {
  it('keeps a share of the reward, exactly where every day keeps the same', () => {
    const kept = rewardKept(played([45, 54, 36]), played([50, 60, 40]))!;
    expect(kept.value).toBeCloseTo(0.9, 12);
    expect(kept.half).toBeCloseTo(0, 12);
  });

  it('has an interval from what each day leaves of the ratio (Student’s t, by hand)', () => {
    // Ratio 1; leftovers -2, 0, 2: standard deviation 2, standard error 2 / sqrt 3, t(2) = 4.3027.
    const kept = rewardKept(played([8, 20, 32]), played([10, 20, 30]))!;
    expect(kept.value).toBe(1);
    expect(kept.half).toBeCloseTo((4.3027 * 2) / Math.sqrt(3) / 20, 10);
  });

  it('says nothing of a share where the teacher earns nothing, or of an interval of one day', () => {
    expect(rewardKept(played([3, 4]), played([-1, 1]))).toBeNull();
    expect(rewardKept(played([3]), played([4]))).toEqual({ value: 0.75, half: null });
  });

  it('stands above or below only where the interval leaves out 0', () => {
    const of = (mean: number, halfInterval: number | null) =>
      standingOf({ than: 'n2o', mean, halfInterval, days: 20 });
    expect([of(3, 2), of(-3, 2), of(1, 2), of(-1, 2), of(5, null), of(2, 2)]).toEqual([
      'above',
      'below',
      'open',
      'open',
      'few',
      'open',
    ]);
  });

  it('finds a difference, and knows the paper’s recipe from any other', () => {
    const n2o = { than: 'n2o', mean: 1, halfInterval: 2, days: 3 } as const;
    const all = { slots: 1, rewards: {} as never, differences: [n2o] };
    expect(differenceTo(all, 'n2o')).toBe(n2o);
    expect(differenceTo(all, 'exactP2')).toBeNull();
    const recipe = (change: object) => ({ used: { settings: parseDistillation(change) } as never });
    expect(isAsInPaper(recipe({}))).toBe(true);
    for (const change of [
      { teacher: 'exactP2' },
      { loss: 'classification' },
      { observes: 'neighbours' },
    ]) {
      expect(isAsInPaper(recipe(change))).toBe(false);
    }
  });
});
