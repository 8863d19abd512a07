import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random.ts';
import { expectedUsers, type PaperScenario, parseScenario } from '../../src/world/scenario.ts';
import { drawArrivals, reflect, walk } from '../../src/world/users.ts';
import { moments } from '../support/moments.ts';
import { started } from './arbitraries.ts';

const paper = (fields: Record<string, unknown> = {}) => parseScenario(fields) as PaperScenario;

describe('users of the paper', () => {
  it('are expected 52 on 180 m x 180 m', () => {
    expect(expectedUsers(paper())).toBe(52);
    expect(expectedUsers(paper({ rows: 3, columns: 3 }))).toBeCloseTo(
      (52 * 240 * 240) / 32_400,
      10,
    );
    expect(expectedUsers(parseScenario({ kind: 'released' }))).toBe(30);
  });

  it('appear uniformly, a Poisson number of them', () => {
    const stream = new RandomStream(1, 'users');
    const draws = Array.from({ length: 4000 }, () => drawArrivals(paper(), 52, 0, stream));
    const number = moments(draws.map((users) => users.count));
    expect(Math.abs(number.mean - 52)).toBeLessThan(4 * Math.sqrt(52 / 4000));
    expect(Math.abs(number.variance / 52 - 1)).toBeLessThan(0.1);
    for (const axis of ['x', 'y'] as const) {
      const { mean, variance } = moments(draws.flatMap((users) => Array.from(users[axis])));
      expect(Math.abs(mean - 90)).toBeLessThan(0.5);
      expect(Math.abs(variance / ((180 * 180) / 12) - 1)).toBeLessThan(0.02);
    }
  });

  it('leave with probability 0.15 and step 20 m on each axis', () => {
    const wide = paper({ spacing: 500, margin: 500 });
    const stream = new RandomStream(2, 'users');
    const before = drawArrivals(wide, 40_000, 10, stream);
    const after = walk(wide, before, stream);
    expect(Math.abs(after.count / before.count - 0.85)).toBeLessThan(0.008);
    const steps: number[] = [];
    after.id.forEach((id, user) => {
      const old = id - 10;
      // Away from the border nothing is reflected.
      if (before.x[old]! < 200 || before.x[old]! > 1300) return;
      steps.push(after.x[user]! - before.x[old]!);
    });
    const { mean, variance, kurtosis } = moments(steps);
    expect(Math.abs(mean)).toBeLessThan(0.6);
    expect(Math.abs(Math.sqrt(variance) / 20 - 1)).toBeLessThan(0.02);
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.15);
  });

  it('are mirrored at the border, as often as it takes', () => {
    expect(reflect(30, 180)).toBe(30);
    expect(reflect(-30, 180)).toBe(30);
    expect(reflect(200, 180)).toBe(160);
    expect(reflect(-200, 180)).toBe(160);
    expect(reflect(365, 180)).toBe(5);
    expect(reflect(-725, 180)).toBe(5);
    expect(reflect(-3, 0)).toBe(0);
  });

  it('keep their ids, in ascending order, and stay as many and as even over the area', () => {
    const environment = started(paper(), 3);
    const counts: number[] = [];
    const left: number[] = [];
    let before = new Set<number>();
    let kept = 0;
    for (let slot = 0; slot < 3000; slot++) {
      const { users } = environment.draws;
      const ids = Array.from(users.id);
      expect(ids.every((id, user) => user === 0 || id > ids[user - 1]!)).toBe(true);
      kept += ids.filter((id) => before.has(id)).length;
      before = new Set(ids);
      counts.push(users.count);
      left.push(users.x.filter((x) => x < 45).length);
      environment.step([0, 0, 0, 0]);
    }
    const { mean } = moments(counts);
    expect(Math.abs(mean - 52)).toBeLessThan(1.5);
    expect(Math.abs(kept / 3000 - 0.85 * 52)).toBeLessThan(1.5);
    expect(Math.abs(moments(left).mean - 13)).toBeLessThan(0.6);
  });
});
