import { expect, it } from 'vitest';
import { orchestrationBytes, sweepBytes } from '../../src/orchestration/messages.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { gridLinks, objective, problemOf, scopesOf } from '../support/objectives.ts';

function grid(rows: number, columns: number) {
  const links = gridLinks(rows, columns);
  const objectives = scopesOf(rows * columns, links).map((scope) =>
    objective(
      scope,
      scope.map(() => 3),
      () => 0,
      (alpha) => alpha.map(() => 0),
    ),
  );
  return problemOf(objectives, links);
}

/** Bytes a slot as the method's table states them, at 2x2 and 5x5 with three levels. */
it.each([
  [2, { n2o: 12_864, n2oSweep: 13_184, sweeps: [0, 320, 576] }],
  [5, { n2o: 800_640, n2oSweep: 803_840, sweeps: [0, 3200, 5760] }],
])('counts the bytes of a %i x %i grid as stated', (side, { n2o, n2oSweep, sweeps }) => {
  const problem = grid(side, side);
  expect(orchestrationBytes(problem, parseOrchestration({}))).toBe(n2o);
  expect(orchestrationBytes(problem, parseOrchestration({ readOut: 'sweep' }))).toBe(n2oSweep);
  expect(sweeps.map((_, count) => sweepBytes(problem, count))).toEqual(sweeps);
});

it('needs no message for an anchor that every LSM knows by itself', () => {
  const problem = grid(2, 2);
  const withOwners = orchestrationBytes(problem, parseOrchestration({ iterations: 1 }));
  for (const anchor of ['own', 'middle', 'zero']) {
    const bytes = orchestrationBytes(problem, parseOrchestration({ iterations: 1, anchor }));
    expect(bytes).toBe(withOwners - 64);
  }
});
