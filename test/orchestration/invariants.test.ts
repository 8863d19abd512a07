import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HorizonMixing, keptCoordinates } from '../../src/orchestration/horizon.ts';
import { buildMixing } from '../../src/orchestration/mixing.ts';
import { applyFailures } from '../../src/orchestration/n2o.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { gradientScaleOf, orchestrate } from '../../src/orchestration/orchestrate.ts';
import type { Link, OrchestrationProblem } from '../../src/orchestration/problem.ts';
import { RandomStream } from '../../src/random.ts';
import { objective, scopesOf } from '../support/objectives.ts';

/** A graph of 2 to 8 LSMs that hangs together: a random tree and some more links. */
const graphs = fc
  .record({
    parents: fc.array(fc.nat(1000), { minLength: 1, maxLength: 7 }),
    more: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 8 }),
  })
  .map(({ parents, more }) => {
    const count = parents.length + 1;
    const links = new Map<string, Link>();
    const add = (m: number, n: number) => {
      if (m !== n)
        links.set(`${Math.min(m, n)} ${Math.max(m, n)}`, [Math.min(m, n), Math.max(m, n)]);
    };
    for (const [n, parent] of parents.entries()) add(parent % (n + 1), n + 1);
    for (const [m, n] of more) add(m % count, n % count);
    return { count, links: [...links.values()] };
  });

/** Concave quadratics whose scopes are those of another random graph than the links. */
const problems = fc
  .record({ graph: graphs, scopeGraph: graphs, seed: fc.nat(1_000_000) })
  .map(({ graph: { count, links }, scopeGraph, seed }): OrchestrationProblem => {
    const stream = new RandomStream(seed, 'initialisation');
    const pairs = scopeGraph.links.filter(([, n]) => n < count);
    const levels = Array.from({ length: count }, () => 2 + stream.integer(4));
    const objectives = scopesOf(count, pairs).map((scope) => {
      const curvature = scope.map(() => 10 * stream.uniform());
      const target = scope.map((i) => stream.uniform() * levels[i]!);
      return objective(
        scope,
        scope.map((i) => levels[i]!),
        (alpha) =>
          alpha.reduce((sum, a, k) => sum - (curvature[k]! * (a - target[k]!) ** 2) / 2, 0),
        (alpha) => alpha.map((a, k) => -curvature[k]! * (a - target[k]!)),
      );
    });
    const ids = levels.map((_, n) => 10 + ((n * 5) % 11));
    return { ids, objectives, links };
  });

const choices = {
  iterations: fc.constantFrom(1, 5, 12),
  gamma: fc.constantFrom(1, 10),
  anchor: fc.constantFrom('owners', 'own', 'middle', 'zero'),
  gradientScale: fc.constantFrom(1, 7, 'auto'),
  mixing: fc.constantFrom('equation13', 'lazy', 'metropolis'),
  stepSize: fc.constantFrom('inverseRoot', 'inverse', 'constant'),
  horizon: fc.constantFrom('all', 1, 2),
};
const anyOptions = fc.record({
  ...choices,
  gradient: fc.constantFrom('network', 'multilinear'),
  projection: fc.constantFrom('box', 'discrete'),
  readOut: fc.constantFrom('last', 'average', 'sweep', 'best'),
  failure: fc.constantFrom(0, 0.3, 0.8),
  linkModel: fc.constantFrom('independent', 'bursty'),
  seed: fc.nat(1000),
});

describe('whatever the links do', () => {
  it('the mean dual moves by the mean gradient', () => {
    fc.assert(
      fc.property(problems, anyOptions, (problem, chosen) => {
        const [one, other] = problem.links[0]!;
        const cuts = [{ link: [problem.ids[one]!, problem.ids[other]!], from: 2, to: 3 }];
        const options = parseOrchestration({ ...chosen, cuts });
        const { iterations } = orchestrate(problem, options);
        const count = problem.ids.length;
        const scale = gradientScaleOf(options, count);
        let before: Float64Array = new Float64Array(count * count);
        for (const { duals, gradients } of iterations) {
          for (let i = 0; i < count; i++) {
            let moved = 0;
            let pulled = 0;
            let size = 1;
            for (let n = 0; n < count; n++) {
              moved += duals[n * count + i]! - before[n * count + i]!;
              pulled += scale * gradients[n * count + i]!;
              size += Math.abs(duals[n * count + i]!);
            }
            expect(Math.abs(moved - pulled)).toBeLessThan(1e-10 * size);
          }
          before = duals;
        }
      }),
    );
  });

  it('every W is symmetric and doubly stochastic, of each coordinate among those that keep it', () => {
    const cases = fc.record({
      graph: graphs,
      mixing: choices.mixing,
      horizon: fc.constantFrom(1, 2, 3),
      failing: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
    });
    fc.assert(
      fc.property(cases, ({ graph: { count, links }, mixing: kind, horizon, failing }) => {
        const mixing = buildMixing(kind as 'lazy', count, links);
        const weight = mixing.weight.slice();
        const failed = [...mixing.links.keys()].filter((link) => failing[link]);
        applyFailures(mixing, failed, weight);
        const alone = scopesOf(count, []);
        const kept =
          keptCoordinates(horizon, alone, links) ?? new Uint8Array(count * count).fill(1);
        const horizonMixing = new HorizonMixing(mixing, kept);
        for (let i = 0; i < count; i++) {
          const keepers = [...alone.keys()].filter((n) => kept[n * count + i] === 1);
          // Column by column: what comes of a dual that is 1 at one LSM alone.
          const W = keepers.map((m) => {
            const next = new Float64Array(count * count);
            horizonMixing.mix(
              weight,
              new Float64Array(count * count).fill(1, m * count + i, m * count + i + 1),
              next,
            );
            return keepers.map((n) => next[n * count + i]!);
          });
          keepers.forEach((m, row) => {
            expect(W[row]!.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
            keepers.forEach((n, column) => {
              const entry = W[row]![column]!;
              expect(entry).toBeGreaterThanOrEqual(0);
              expect(entry).toBeCloseTo(W[column]![row]!, 12);
              const isUp = mixing.links.some(
                ([a, b], link) =>
                  !failed.includes(link) && a === Math.min(m, n) && b === Math.max(m, n),
              );
              if (m !== n) expect(entry).toBe(isUp ? mixing.matrix[m * count + n]! : 0);
            });
          });
        }
      }),
    );
  });

  it('copies stay in the box, on whole levels where those are asked for', () => {
    fc.assert(
      fc.property(problems, anyOptions, (problem, chosen) => {
        const options = parseOrchestration(chosen);
        const { iterations, initialCopies, kept, decision } = orchestrate(problem, options);
        const levels = problem.objectives.map((each) => each.levels[0]!);
        const count = levels.length;
        for (const copies of [initialCopies, ...iterations.map((each) => each.copies)]) {
          copies.forEach((copy, place) => {
            expect(copy).toBeGreaterThanOrEqual(0);
            expect(copy).toBeLessThanOrEqual(levels[place % count]! - 1);
            if (options.projection === 'discrete') expect(copy).toBe(Math.round(copy));
            if (kept?.[place] === 0) expect(copy).toBe(0);
          });
        }
        for (const each of [decision, ...iterations.map(({ rounded }) => rounded)]) {
          expect(each.every((level, n) => level >= 0 && level < levels[n]!)).toBe(true);
        }
      }),
    );
  });

  it('the same seed gives the same trace', () => {
    fc.assert(
      fc.property(problems, anyOptions, fc.nat(100), (problem, chosen, slot) => {
        const options = parseOrchestration(chosen);
        expect(orchestrate(problem, options, slot)).toEqual(orchestrate(problem, options, slot));
      }),
      { numRuns: 30 },
    );
  });
});

it('LSMs under other numbers have the same duals and copies, under those numbers', () => {
  const cases = fc.record({ problem: problems, options: fc.record(choices), key: fc.nat(1000) });
  fc.assert(
    fc.property(cases, ({ problem, options: chosen, key }) => {
      const count = problem.ids.length;
      const cuts = problem.links.slice(0, 2).map(([m, n], i) => ({
        link: [problem.ids[m]!, problem.ids[n]!],
        from: 1 + i,
      }));
      const options = parseOrchestration({ ...chosen, cuts });
      const stream = new RandomStream(key, 'policy');
      const order = Array.from({ length: count }, (_, n) => ({ n, key: stream.uniform() }))
        .sort((a, b) => a.key - b.key)
        .map(({ n }) => n);
      // Who was `order[n]` is now n.
      const now = (was: number) => order.indexOf(was);
      const renumbered: OrchestrationProblem = {
        ids: order.map((was) => problem.ids[was]!),
        objectives: order.map((was) => {
          const before = problem.objectives[was]!;
          return { ...before, scope: before.scope.map(now) };
        }),
        links: problem.links.map(([m, n]) => [now(m), now(n)]),
      };
      const before = orchestrate(problem, options);
      const after = orchestrate(renumbered, options);
      const expectMoved = (ours: Float64Array, theirs: Float64Array) => {
        ours.forEach((value, place) => {
          const was = order[Math.floor(place / count)]! * count + order[place % count]!;
          expect(Math.abs(value - theirs[was]!)).toBeLessThan(1e-7 * (1 + Math.abs(value)));
        });
      };
      expectMoved(after.initialCopies, before.initialCopies);
      after.iterations.forEach((iteration, i) => {
        expectMoved(iteration.duals, before.iterations[i]!.duals);
        expectMoved(iteration.copies, before.iterations[i]!.copies);
      });
      expect([after.messages, after.bytes]).toEqual([before.messages, before.bytes]);
    }),
  );
});
