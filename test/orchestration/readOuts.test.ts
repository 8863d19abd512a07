import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { hearingOf } from '../../src/orchestration/hearing.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate, orchestratedDecision } from '../../src/orchestration/orchestrate.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import { sweep } from '../../src/orchestration/readOut.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks, objective, problemOf, scopesOf } from '../support/objectives.ts';

/** Objectives on a 2 x 3 grid that no gradient method solves: sines of the decisions. */
function waves(seed: number, links: readonly Link[] = gridLinks(2, 3)) {
  const stream = new RandomStream(seed, 'initialisation');
  const objectives = scopesOf(6, gridLinks(2, 3)).map((scope) => {
    const phase = scope.map(() => 6 * stream.uniform());
    const size = scope.map(() => 10 * stream.uniform());
    return objective(
      scope,
      scope.map(() => 3),
      (alpha) => alpha.reduce((sum, a, i) => sum + size[i]! * Math.sin(phase[i]! + 2 * a), 0),
      (alpha) => alpha.map((a, i) => 2 * size[i]! * Math.cos(phase[i]! + 2 * a)),
    );
  });
  return problemOf(objectives, links);
}

describe('the best iterate', () => {
  it('is the first of those with the largest objective', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(1, 3, 40), (seed, iterations) => {
        const problem = waves(seed);
        const options = parseOrchestration({ readOut: 'best', iterations, gradientScale: 5 });
        const trace = orchestrate(problem, options);
        const values = trace.iterations.map(({ objective }) => objective);
        const first = values.findIndex((value) => value >= Math.max(...values) - 1e-9);
        expect(trace.objective).toBeCloseTo(Math.max(...values), 8);
        expect(trace.decision).toEqual(trace.iterations[first]!.rounded);
        expect(orchestratedDecision(problem, options)).toEqual(trace.decision);
      }),
      { numRuns: 40 },
    );
  });
});

describe('sweeps after the read-out', () => {
  it('are the sweeps of what was read out, as many as asked for', () => {
    for (const readOut of ['last', 'average', 'best']) {
      const problem = waves(4);
      const tables = new DecisionTables(problem.objectives);
      const decide = (sweeps: number) =>
        orchestratedDecision(problem, parseOrchestration({ readOut, sweeps, iterations: 4 }));
      let expected = decide(0);
      for (let sweeps = 1; sweeps <= 3; sweeps++) {
        expected = sweep(tables, problem.ids, expected);
        expect(decide(sweeps)).toEqual(expected);
      }
    }
  });

  it('come on top of the one of the read-out sweep', () => {
    const decide = (chosen: object) =>
      orchestratedDecision(waves(5), parseOrchestration({ iterations: 2, ...chosen }));
    expect(decide({ readOut: 'sweep', sweeps: 1 })).toEqual(decide({ sweeps: 2 }));
  });
});

describe('a message graph in pieces', () => {
  const pieces: Link[] = [
    [0, 1],
    [3, 4],
    [2, 5],
  ];

  it('leaves an LSM with its own copy of whom it cannot hear', () => {
    const tables = new DecisionTables(waves(1).objectives);
    const copies = Float64Array.from({ length: 36 }, (_, place) => (place % 7) / 3);
    const hearing = hearingOf(tables, pieces, copies)!;
    const seen = hearing.seenBy(1, Int32Array.of(2, 2, 2, 2, 2, 2));
    // 1 looks at 0, 1, 2 and 4, and hears 0: of 2 and 4 it takes places 8 and 10, rounded.
    expect(seen).toEqual(Int32Array.of(2, 2, 0, 2, 1, 2));
    expect(hearing.hears(0, 1)).toBe(true);
    expect(hearing.hears(1, 2)).toBe(false);
    expect(hearingOf(tables, gridLinks(2, 3), copies)).toBeNull();
  });

  it('decides in each piece as if the others were not there', () => {
    const iterations = 6;
    for (const chosen of [{ sweeps: 2 }, { readOut: 'best' }, { readOut: 'sweep' }]) {
      const options = parseOrchestration({ iterations, ...chosen });
      const whole = waves(2, pieces);
      const other = waves(3, pieces);
      // The piece {0, 1} decides the same whatever stands behind the gap.
      const mixed = {
        ...whole,
        objectives: other.objectives.with(0, whole.objectives[0]!).with(1, whole.objectives[1]!),
      };
      const [one, two] = [orchestrate(whole, options), orchestrate(mixed, options)];
      expect([...two.decision.subarray(0, 2)]).toEqual([...one.decision.subarray(0, 2)]);
      expect(two.decision).not.toEqual(one.decision);
      expect(orchestratedDecision(whole, options)).toEqual(one.decision);
    }
  });

  it('anchors an LSM at what it can know', () => {
    const problem = waves(2, pieces);
    const { initialCopies } = orchestrate(problem, parseOrchestration({}));
    const alone = orchestrate(problem, parseOrchestration({ anchor: 'own' })).initialCopies;
    const { decision } = orchestrate(problem, parseOrchestration({})).greedy;
    // Of its piece the owners' levels, of the rest of its scope its own wish, of others nothing.
    expect([...initialCopies.subarray(0, 6)]).toEqual([
      decision[0],
      decision[1],
      0,
      alone[3],
      0,
      0,
    ]);
  });
});
