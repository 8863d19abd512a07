import { describe, expect, it } from 'vitest';
import type { LocalObjective } from '../../src/orchestration/objective.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import {
  gradientScaleOf,
  type OrchestrationTrace,
  orchestrate,
  orchestratedDecision,
} from '../../src/orchestration/orchestrate.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks, objective, problemOf, quadratic, scopesOf } from '../support/objectives.ts';

const links = gridLinks(2, 3);
const scopes = scopesOf(6, links);
const K = 5;

/** Quadratics on a 2 x 3 grid, and the optimum of their sum on the box, coordinate by coordinate. */
function quadratics(seed: number, spread: number) {
  const stream = new RandomStream(seed, 'initialisation');
  const draw = (low: number, high: number) => low + (high - low) * stream.uniform();
  const weight = new Array<number>(6).fill(0);
  const pull = new Array<number>(6).fill(0);
  const curvatures = scopes.map(() => new Array<number>(6).fill(0));
  const objectives = scopes.map((scope, n) => {
    const curvature = scope.map(() => draw(8, 16));
    const target = scope.map(() => draw(2 - spread, 2 + spread));
    scope.forEach((i, k) => {
      curvatures[n]![i] = curvature[k]!;
      weight[i]! += curvature[k]!;
      pull[i]! += curvature[k]! * target[k]!;
    });
    return quadratic(
      scope,
      scope.map(() => K),
      curvature,
      target,
    );
  });
  const optimum = pull.map((each, i) => Math.max(0, Math.min(K - 1, each / weight[i]!)));
  return { objectives, optimum, curvatures };
}

/** Largest distance of any LSM's copy of any decision from the optimum. */
function error(trace: OrchestrationTrace, optimum: readonly number[]): number {
  const { copies } = trace.iterations.at(-1)!;
  return copies.reduce((most, level, place) => {
    return Math.max(most, Math.abs(level - optimum[place % 6]!));
  }, 0);
}

describe('N2O on concave quadratics', () => {
  const run = (objectives: LocalObjective[], chosen: object) =>
    orchestrate(problemOf(objectives, links), parseOrchestration(chosen));

  it.each([1, 2, 3])('brings every copy to the optimum of the sum, seed %i', (seed) => {
    const { objectives, optimum } = quadratics(seed, 1.5);
    const short = error(run(objectives, { iterations: 500, gamma: 30 }), optimum);
    const long = error(run(objectives, { iterations: 2000, gamma: 30 }), optimum);
    expect(long).toBeLessThan(0.15);
    // The step size falls as tau^(-1/2), and so does the error.
    expect(long).toBeLessThan(0.6 * short);
  });

  it('from the anchor middle too', () => {
    const { objectives, optimum } = quadratics(4, 1.5);
    const trace = run(objectives, { iterations: 2000, gamma: 30, anchor: 'middle' });
    expect(error(trace, optimum)).toBeLessThan(0.15);
  });

  it('with anchors of their own, copies settle around the optimum as far apart as the anchors', () => {
    const { objectives, optimum, curvatures } = quadratics(4, 0.9);
    const trace = run(objectives, { iterations: 2000, gamma: 30, anchor: 'own' });
    const { copies, copyDisagreement } = trace.iterations.at(-1)!;
    const anchor = trace.initialCopies;
    optimum.forEach((best, i) => {
      // All duals are alike in the end, so a'_n = c_n + v with the same v for all n, and the
      // gradients of the sum vanish: the curvature-weighted mean of a'_n is the optimum.
      let weighted = 0;
      let weights = 0;
      scopes.forEach((_, n) => {
        weighted += curvatures[n]![i]! * anchor[n * 6 + i]!;
        weights += curvatures[n]![i]!;
      });
      scopes.forEach((scope, n) => {
        if (!scope.includes(i)) return;
        const expected = best + anchor[n * 6 + i]! - weighted / weights;
        expect(Math.abs(copies[n * 6 + i]! - expected)).toBeLessThan(0.1);
      });
    });
    expect(copyDisagreement).toBeGreaterThan(1);
  });

  it.each([{ mixing: 'lazy' }, { mixing: 'metropolis' }, { failure: 0.5 }])(
    'with %o too',
    (chosen) => {
      const { objectives, optimum } = quadratics(5, 1.5);
      expect(
        error(run(objectives, { iterations: 2000, gamma: 30, ...chosen }), optimum),
      ).toBeLessThan(0.15);
    },
  );

  it('stays in the box where the optimum of the sum lies outside', () => {
    const { objectives, optimum } = quadratics(6, 8);
    expect(optimum.some((level) => level === 0 || level === K - 1)).toBe(true);
    const trace = run(objectives, { iterations: 2000, gamma: 30 });
    expect(error(trace, optimum)).toBeLessThan(0.3);
    for (const { copies } of trace.iterations) {
      expect(Math.min(...copies)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...copies)).toBeLessThanOrEqual(K - 1);
    }
  });

  it('never agrees where no message arrives', () => {
    const { objectives } = quadratics(7, 1.5);
    const silent = run(objectives, { iterations: 200, failure: 1 });
    const talking = run(objectives, { iterations: 200 });
    expect(silent.iterations.at(-1)!.copyDisagreement).toBeGreaterThan(
      5 * talking.iterations.at(-1)!.copyDisagreement,
    );
    expect(silent.iterations[0]!.failedLinks).toEqual(links);
  });
});

describe('an N2O run', () => {
  const { objectives } = quadratics(8, 2);
  const problem = problemOf(objectives, links);

  it('comes to the same decision with and without its record', () => {
    for (const readOut of ['last', 'average', 'sweep']) {
      const options = parseOrchestration({ iterations: 9, readOut, failure: 0.3 });
      const trace = orchestrate(problem, options, 4);
      expect(orchestratedDecision(problem, options, 4)).toEqual(trace.decision);
    }
  });

  it('keeps every iteration as it was, not as the next one left it', () => {
    const trace = orchestrate(problem, parseOrchestration({ iterations: 3 }));
    const once = orchestrate(problem, parseOrchestration({ iterations: 1 }));
    expect(trace.iterations[0]).toEqual(once.iterations[0]);
    expect(trace.iterations[0]!.duals).not.toEqual(trace.iterations[1]!.duals);
  });

  it('draws other link failures in another slot, the same ones in the same slot', () => {
    const options = parseOrchestration({ iterations: 20, failure: 0.5, seed: 3 });
    const failures = (slot: number) =>
      orchestrate(problem, options, slot).iterations.map(({ failedLinks }) => failedLinks);
    expect(failures(1)).toEqual(failures(1));
    expect(failures(1)).not.toEqual(failures(2));
    const share = failures(7).flat().length / (20 * links.length);
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  it('scales gradients with `auto` from five LSMs on', () => {
    expect(gradientScaleOf({ gradientScale: 'auto' }, 4)).toBe(1);
    expect(gradientScaleOf({ gradientScale: 'auto' }, 25)).toBe(6.25);
    expect(gradientScaleOf({ gradientScale: 3 }, 25)).toBe(3);
    const auto = orchestrate(problem, parseOrchestration({ gradientScale: 'auto' }));
    const number = orchestrate(problem, parseOrchestration({ gradientScale: 1.5 }));
    expect(auto.iterations).toEqual(number.iterations);
  });

  it.each([
    [Number.NaN, /^Q of LSM 2: NaN/, /LSM at index 2: NaN/],
    [-2e100, /^Q of LSM 2: -2e\+100/, /LSM at index 2: 2e\+100/],
    [Number.POSITIVE_INFINITY, /^Q of LSM 2: Infinity/, /LSM at index 2: Infinity/],
  ])('stops where Q or its gradient is %s, and says whose', (wrong, ofQ, ofGradient) => {
    const levels = scopes[2]!.map(() => K);
    const problemWith = (q: number, slope: number) => {
      const broken = objective(
        scopes[2]!,
        levels,
        () => q,
        () => levels.map(() => slope),
      );
      return problemOf(objectives.with(2, broken), links);
    };
    const options = parseOrchestration({});
    expect(() => orchestrate(problemWith(wrong, 0), options)).toThrow(ofQ);
    expect(() => orchestrate(problemWith(0, wrong), options)).toThrow(ofGradient);
  });
});
