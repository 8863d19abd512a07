import { describe, expect, it } from 'vitest';
import { Measurement } from '../../../src/app/stages/agree/measurement.ts';
import { evidenceText } from '../../../src/app/stages/agree/theory/assumptionText.ts';
import { layOutCorollary } from '../../../src/app/stages/agree/theory/corollaryLayout.ts';
import { layOutTerms } from '../../../src/app/stages/agree/theory/termsLayout.ts';
import { theoryVerdict } from '../../../src/app/stages/agree/theory/theoryVerdict.ts';
import type { TheoryReport, TheoryTerms } from '../../../src/orchestration/theoryReport.ts';

function terms(iterations: number, change: Partial<TheoryTerms> = {}): TheoryTerms {
  const [optimisation, communication, nonConvexity] = [1000 / iterations, 500, 100 * iterations];
  const bound = optimisation + communication + nonConvexity;
  const rates = { rate2: 1, bound2: 1, rate3: 1, bound3: 1, concaveBound: 1, leastBound: 1 };
  const ratio = bound / 2;
  const measured = { gap: 2, worst: 0, ratio, vacuous: true };
  return {
    iterations,
    optimisation,
    communication,
    nonConvexity,
    bound,
    ...rates,
    ...measured,
    ...change,
  };
}

function report(all: readonly TheoryTerms[], change: Partial<TheoryReport> = {}): TheoryReport {
  return {
    lipschitz: { upper: 10, lower: 9, method: 'vertices', cells: 4 },
    steepest: 0,
    gamma: 10,
    gradientScale: 1,
    reference: { kind: 'exact', decision: [0], objective: 1 },
    auxiliary: 1,
    spread: { kind: 'exact', value: 40 },
    secondSingularValue: 0.8,
    secondEigenvalue: 0.64,
    terms: all,
    assumptions: [],
    applies: true,
    ...change,
  };
}

describe('the verdict on Theorem 1', () => {
  it('says how loose the bound is and that the worst decision keeps it', () => {
    const text = theoryVerdict(report([terms(10)]), terms(10)).join(' ');
    expect(text).toContain('at most 1,600. Measured: 2.00.');
    expect(text).toContain('800 times');
    expect(text).toContain('40.0 a server below the best: even the worst keeps this promise');
    expect(text).toContain('meets all');
  });

  it('says when the bound says something, when there is no gap, and what is broken', () => {
    const good = terms(10, { vacuous: false, gap: 0, ratio: null });
    const broken = {
      key: 'strongConvexity',
      verdict: 'broken',
      theorems: [1],
      evidence: {},
    } as const;
    const text = theoryVerdict(report([good], { assumptions: [broken], applies: false }), good);
    expect(text[1]).toContain('no ratio');
    expect(text[2]).toContain('says something');
    expect(text[3]).toContain('breaks one of its assumptions');
  });
});

describe('evidence', () => {
  it('is filled in with its numbers, whole ones without decimals', () => {
    const text = evidenceText({
      key: 'strongConvexity',
      verdict: 'broken',
      theorems: [1],
      evidence: { curvature: 27.64, gamma: 10, lsm: 5 },
    });
    expect(text).toBe('Curvature 27.6 at server 5 against γ = 10.');
  });
});

describe('the picture of the terms', () => {
  const all = [1, 10, 100].map((iterations) =>
    terms(iterations, iterations === 10 ? { gap: 0 } : {}),
  );
  const layout = layOutTerms(report(all), 600, 440, 1);

  it('has logarithmic axes that hold bound, gap and spread', () => {
    const { value, time, frame } = layout;
    expect(value(10) - value(100)).toBeCloseTo(value(100) - value(1000), 9);
    expect(time(10) - time(1)).toBeCloseTo(time(100) - time(10), 9);
    for (const each of [2, 40, all[2]!.bound]) {
      expect(value(each)).toBeGreaterThanOrEqual(frame.top);
      expect(value(each)).toBeLessThanOrEqual(frame.bottom);
    }
  });

  it('breaks the gap where there is none', () => {
    expect(layout.gap.match(/M/g)).toHaveLength(2);
  });

  it('shows shares that fill the strip', () => {
    const { strip, shares } = layout;
    const edges = shares.map(({ path }) => path.slice(1).split(/[LZ]/)[0]!.split(',').map(Number));
    expect(edges.at(-1)![1]).toBeCloseTo(strip.top, 1);
    expect(shares[0]!.middle).toBeGreaterThan(shares[2]!.middle);
  });
});

describe('the picture of Corollary 1', () => {
  it('draws the law through the first point of every k', () => {
    const point = (side: number, inverseGap: number) => ({
      side,
      count: side * side,
      reach: 1,
      secondSingularValue: 1 - 1 / inverseGap,
      inverseGap,
      iterations: [1],
    });
    const points = [point(2, 4), point(4, 16), point(8, 64)];
    const layout = layOutCorollary(
      points,
      ({ inverseGap }) => inverseGap,
      { paper: { count: 1, reach: -2 } },
      600,
      230,
      1,
    );
    const [k] = layout.reaches;
    const [from, to] = k!.law
      .slice(1)
      .split('L')
      .map((each) => each.split(',').map(Number));
    // These points lie on the law, so it ends where they do.
    expect(from![1]).toBeCloseTo(k!.points[0]!.y, 6);
    expect(to![1]).toBeCloseTo(k!.points[2]!.y, 6);
  });
});

describe('a measurement', () => {
  it('keeps what was reported when it is stopped, and takes no late answer', async () => {
    const measurement = new Measurement<string, number>();
    let answer: (value: number) => void = () => {};
    const done = measurement.start('a', (_, report) => {
      report(1);
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    measurement.stop();
    answer(2);
    await done;
    expect(measurement.store.getState()).toMatchObject({ status: 'stopped', of: 'a', value: 1 });
  });

  it('ends the one before, and says why one failed', async () => {
    const measurement = new Measurement<string, number>();
    let isEnded = false;
    const first = measurement.start('a', (signal) => {
      signal.addEventListener('abort', () => {
        isEnded = true;
      });
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    await measurement.start('b', () => Promise.reject(new Error('too large: 3 GB')));
    await first;
    expect(isEnded).toBe(true);
    expect(measurement.store.getState()).toMatchObject({
      status: 'failed',
      of: 'b',
      value: null,
      reason: 'too large: 3 GB',
    });
  });
});
