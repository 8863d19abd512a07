import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchors } from '../../../src/orchestration/anchor.ts';
import { DecisionTables } from '../../../src/orchestration/decisionTables.ts';
import { buildMixing } from '../../../src/orchestration/mixing.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import type { Link } from '../../../src/orchestration/problem.ts';
import {
  centralizedGradient,
  centresOf,
} from '../../../src/orchestration/rivals/centralizedGradient.ts';
import { gradientTracking } from '../../../src/orchestration/rivals/gradientTracking.ts';
import { LinkPost } from '../../../src/orchestration/rivals/post.ts';
import { RandomStream } from '../../../src/random.ts';
import { gridLinks, problemOf, quadratic, scopesOf } from '../../support/objectives.ts';

/** Quadratics on the scopes of a graph; targets well outside the box make its border matter. */
function quadratics(seed: number, links: readonly Link[], count: number) {
  const stream = new RandomStream(seed, 'initialisation');
  const levels = 4;
  return scopesOf(count, links).map((scope) => {
    const curvature = scope.map(() => 0.5 + stream.uniform());
    const target = scope.map(() => 6 * stream.uniform() - 1.5);
    return { scope, curvature, target, levels: scope.map(() => levels) };
  });
}

/** Coordinate by coordinate: the curvature-weighted mean of the targets, clipped to the box. */
function optimum(parts: ReturnType<typeof quadratics>): number[] {
  return parts.map((_, i) => {
    let above = 0;
    let below = 0;
    for (const { scope, curvature, target } of parts) {
      const place = scope.indexOf(i);
      if (place < 0) continue;
      above += curvature[place]! * target[place]!;
      below += curvature[place]!;
    }
    return Math.max(0, Math.min(above / below, 3));
  });
}

function setting(seed: number, links: readonly Link[], count: number, failure = 0) {
  const parts = quadratics(seed, links, count);
  const objectives = parts.map(({ scope, levels, curvature, target }) =>
    quadratic(scope, levels, curvature, target),
  );
  const tables = new DecisionTables(objectives);
  const options = parseOrchestration({ failure, seed });
  const problem = problemOf(objectives, links);
  const post = new LinkPost({ problem, options, slot: 3 });
  return { objectives, tables, options, post, optimum: optimum(parts) };
}

const GRAPHS: readonly (readonly [name: string, count: number, links: readonly Link[]])[] = [
  ['2 x 2', 4, gridLinks(2, 2)],
  ['a path of 5', 5, gridLinks(1, 5)],
  ['3 x 3', 9, gridLinks(3, 3)],
];

describe.each(GRAPHS)('on concave quadratics, %s', (_, count, links) => {
  it('the centre climbs to the known optimum, through failing links too', () => {
    for (const failure of [0, 0.4]) {
      const { objectives, tables, post, optimum } = setting(7, links, count, failure);
      let reached = new Float64Array();
      const run = centralizedGradient(
        objectives,
        tables,
        links,
        { iterations: 800, step: 0.05 },
        post,
      );
      for (const levels of run) reached = Float64Array.from(levels);
      reached.forEach((level, i) => {
        expect(level).toBeCloseTo(optimum[i]!, 9);
      });
    }
  });

  it('gradient tracking brings every copy to the known optimum, through failing links too', () => {
    for (const failure of [0, 0.4]) {
      const { objectives, tables, options, post, optimum } = setting(8, links, count, failure);
      const mixing = buildMixing('equation13', count, links);
      const anchor = anchors(options.anchor, tables);
      const run = gradientTracking(
        objectives,
        mixing,
        anchor,
        { iterations: 6000, step: 0.01 },
        post,
      );
      let copies = new Float64Array();
      for (const state of run) copies = state.copies.slice();
      copies.forEach((level, place) => {
        expect(level).toBeCloseTo(optimum[place % count]!, 6);
      });
    }
  });
});

describe('gradient tracking', () => {
  it("keeps the mean of what is tracked at the mean of everyone's gradient, whatever fails", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, failure) => {
          const links = gridLinks(2, 3);
          const { objectives, tables, options, post } = setting(seed, links, 6, failure);
          const mixing = buildMixing('metropolis', 6, links);
          const anchor = anchors(options.anchor, tables);
          const run = gradientTracking(
            objectives,
            mixing,
            anchor,
            { iterations: 12, step: 0.03 },
            post,
          );
          for (const { copies, tracked } of run) {
            const expected = new Float64Array(6);
            objectives.forEach((objective, n) => {
              const gradient = new Float64Array(objective.scope.length);
              objective.gradient(
                objective.scope.map((member) => copies[6 * n + member]!),
                gradient,
              );
              objective.scope.forEach((member, i) => {
                expected[member]! += gradient[i]!;
              });
            });
            for (let i = 0; i < 6; i++) {
              let sum = 0;
              for (let n = 0; n < 6; n++) sum += tracked[6 * n + i]!;
              expect(sum).toBeCloseTo(expected[i]!, 9);
            }
            expect(copies.every((level) => level >= 0 && level <= 3)).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the centre', () => {
  it('is the LSM from which the others are the fewest hops away, one in each piece', () => {
    expect([...centresOf(9, gridLinks(3, 3))]).toEqual(Array(9).fill(4));
    expect([...centresOf(4, gridLinks(2, 2))]).toEqual([0, 0, 0, 0]);
    const pieces: Link[] = [
      [0, 1],
      [1, 2],
      [3, 4],
    ];
    expect([...centresOf(6, pieces)]).toEqual([1, 1, 1, 3, 3, 5]);
  });
});
