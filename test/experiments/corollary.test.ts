import { describe, expect, it } from 'vitest';
import { corollary, gridOf } from '../../src/experiments/corollary.ts';
import type { CorollaryReport, CorollarySetting } from '../../src/experiments/corollaryReport.ts';
import { logarithmicFit } from '../../src/experiments/logarithmicFit.ts';
import { buildMixing } from '../../src/orchestration/mixing.ts';
import { secondSingularValue } from '../../src/orchestration/spectrum.ts';
import { RandomStream } from '../../src/random.ts';

const setting: CorollarySetting = {
  sides: [2, 3, 4],
  reaches: [1, 2],
  seeds: [1, 2],
  accuracy: 0.5,
  iterations: 300,
  curvature: 4,
  gradientScale: 1,
};

function whole(chosen: CorollarySetting): CorollaryReport {
  const points = corollary(chosen);
  for (;;) {
    const next = points.next();
    if (next.done) return next.value;
  }
}

/** Eigenvalues of the Laplacian of a path whose links reach k, from its quadratic form, by rotations. */
function pathLaplacian(m: number, k: number): number[] {
  const matrix = Array.from({ length: m }, () => new Array<number>(m).fill(0));
  for (let i = 0; i < m; i++) {
    for (let j = i + 1; j < m && j <= i + k; j++) {
      matrix[i]![i]!++;
      matrix[j]![j]!++;
      matrix[i]![j] = -1;
      matrix[j]![i] = -1;
    }
  }
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < m; p++) {
      for (let q = p + 1; q < m; q++) {
        const angle = 0.5 * Math.atan2(2 * matrix[p]![q]!, matrix[q]![q]! - matrix[p]![p]!);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let i = 0; i < m; i++) {
          const [x, y] = [matrix[i]![p]!, matrix[i]![q]!];
          matrix[i]![p] = c * x - s * y;
          matrix[i]![q] = s * x + c * y;
        }
        for (let i = 0; i < m; i++) {
          const [x, y] = [matrix[p]![i]!, matrix[q]![i]!];
          matrix[p]![i] = c * x - s * y;
          matrix[q]![i] = s * x + c * y;
        }
      }
    }
  }
  return matrix.map((row, i) => row[i]!);
}

describe('sigma_2 of k-connected grids', () => {
  it('is the closed form of a grid for k = 1', () => {
    for (const m of [3, 4, 5, 8, 10]) {
      const sigma = secondSingularValue(buildMixing('equation13', m * m, gridOf(m, 1)));
      // W = I - L / 5, L of a grid: sums of two eigenvalues 2 - 2 cos(pi i / m) of a path.
      expect(sigma).toBeCloseTo(1 - (2 - 2 * Math.cos(Math.PI / m)) / 5, 10);
    }
  });

  it('is that of a product of paths for every k', () => {
    for (const m of [2, 3, 4, 6, 10]) {
      for (const k of [1, 2, 3]) {
        const path = pathLaplacian(m, k);
        const degree = (i: number) => Math.min(i, k) + Math.min(m - 1 - i, k);
        const largest = 2 * Math.max(...path.map((_, i) => degree(i)));
        const values = path.flatMap((one) =>
          path.map((other) => 1 - (one + other) / (largest + 1)),
        );
        const sizes = values.map(Math.abs).sort((a, b) => b - a);
        const mixing = buildMixing('equation13', m * m, gridOf(m, k));
        expect(secondSingularValue(mixing)).toBeCloseTo(sizes[1]!, 9);
      }
    }
  });
});

describe('fitted exponents', () => {
  it('are those of an exact power law', () => {
    const factors = [1, 2, 3, 5, 8].flatMap((a) =>
      [1, 2, 4].map((b) => [Math.log(a), Math.log(b)]),
    );
    const values = factors.map(([a, b]) => 3 + 1.5 * a! - 2 * b!);
    const [one, other] = logarithmicFit(factors, values)!;
    expect(one!.value).toBeCloseTo(1.5, 10);
    expect(other!.value).toBeCloseTo(-2, 10);
    expect(one!.interval![1] - one!.interval![0]).toBeLessThan(1e-9);
  });

  it('have intervals that hold the true exponent in 95 of 100 samples', () => {
    const stream = new RandomStream(1, 'policy');
    let held = 0;
    for (let sample = 0; sample < 1000; sample++) {
      const factors = Array.from({ length: 8 }, (_, i) => [Math.log(1 + i)]);
      const values = factors.map(([x]) => 1 + 0.7 * x! + 0.3 * stream.normal());
      const [low, high] = logarithmicFit(factors, values)![0]!.interval!;
      if (low <= 0.7 && 0.7 <= high) held++;
    }
    expect(held).toBeGreaterThan(925);
    expect(held).toBeLessThan(975);
  });

  it('are not given by too few points', () => {
    expect(logarithmicFit([[0]], [1])).toBeNull();
    expect(logarithmicFit([], [])).toBeNull();
    expect(logarithmicFit([[0], [1]], [1, 3])![0]).toEqual({ value: 2, interval: null });
  });
});

describe('Corollary 1 from runs', () => {
  const report = whole(setting);

  it('has a point a grid, with the iterations of every seed', () => {
    expect(report.points.map(({ side, reach }) => [side, reach])).toEqual([
      [2, 1],
      [2, 2],
      [3, 1],
      [3, 2],
      [4, 1],
      [4, 2],
    ]);
    for (const { secondSingularValue: sigma, inverseGap, iterations } of report.points) {
      expect(inverseGap).toBeCloseTo(1 / (1 - sigma), 12);
      expect(iterations.every((each) => each !== null && each > 1)).toBe(true);
    }
    // On 2 x 2 a reach of 2 adds no link.
    expect(report.points[0]!.iterations).toEqual(report.points[1]!.iterations);
  });

  it('takes longer for a finer accuracy, says where T was not enough, and is the same again', () => {
    expect(whole(setting)).toEqual(report);
    const finer = whole({ ...setting, accuracy: 0.3, iterations: 3000 });
    finer.points.forEach(({ iterations }, i) => {
      iterations.forEach((each, seed) => {
        expect(each!).toBeGreaterThan(report.points[i]!.iterations[seed]!);
      });
    });
    const short = whole({ ...setting, iterations: 2 });
    expect(
      short.points.flatMap(({ iterations }) => iterations).every((each) => each === null),
    ).toBe(true);
    expect(short.runs.count).toBeNull();
    expect(short.spectrum.count).not.toBeNull();
  });
});
