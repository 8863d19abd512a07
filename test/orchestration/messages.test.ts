import { expect, it } from 'vitest';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
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
  [2, { n2o: 12_864, n2oSweep: 13_184, best: 17_264, sweeps: [0, 320, 576] }],
  [5, { n2o: 800_640, n2oSweep: 803_840, best: 842_240, sweeps: [0, 3200, 5760] }],
])('counts the bytes of a %i x %i grid as stated', (side, { n2o, n2oSweep, best, sweeps }) => {
  const problem = grid(side, side);
  const bytes = (chosen: object) => orchestrate(problem, parseOrchestration(chosen)).bytes;
  expect(bytes({})).toBe(n2o);
  expect(bytes({ readOut: 'sweep' })).toBe(n2oSweep);
  expect(bytes({ readOut: 'best' })).toBe(best);
  expect(sweeps.map((_, count) => bytes({ sweeps: count }) - n2o)).toEqual(sweeps);
  expect(bytes({ readOut: 'sweep', sweeps: 1 })).toBe(n2o + sweeps[2]!);
});

it('needs no message for an anchor that every LSM knows by itself', () => {
  const problem = grid(2, 2);
  for (const anchor of ['own', 'middle', 'zero']) {
    const trace = orchestrate(problem, parseOrchestration({ iterations: 1, anchor }));
    expect(trace).toMatchObject({ anchorBytes: 0, messages: 8, bytes: 256 });
  }
});

it('counts up, iteration by iteration', () => {
  const { iterations, messages, bytes } = orchestrate(grid(2, 2), parseOrchestration({}));
  // Eight numbers to tell the levels, then eight messages of four numbers an iteration.
  expect(iterations.map((each) => each.messages)).toEqual(iterations.map(({ tau }) => 8 + 8 * tau));
  expect(iterations.map((each) => each.bytes)).toEqual(iterations.map(({ tau }) => 64 + 256 * tau));
  expect([messages, bytes]).toEqual([408, 12_864]);
});

it('counts a message over several links once a link', () => {
  // Scopes of a 2 x 2 grid over a star around 0: 1 and 3, and 2 and 3, are two links apart.
  const star = {
    ...grid(2, 2),
    links: [
      [0, 1],
      [0, 2],
      [0, 3],
    ] as const,
  };
  const one = orchestrate(star, parseOrchestration({ iterations: 1 }));
  expect(one.messagesPerIteration).toBe(6);
  // Four pairs, both ways: 0-1 and 0-2 over one link, 1-3 and 2-3 over two.
  expect(one.anchorBytes).toBe(8 * 2 * (1 + 1 + 2 + 2));
  const swept = orchestrate(star, parseOrchestration({ iterations: 1, sweeps: 1 }));
  expect(swept.messages - one.messages).toBe(3 * 12);
  expect(swept.bytes - one.bytes).toBe(8 * 5 * 12);
  const best = orchestrate(star, parseOrchestration({ iterations: 1, readOut: 'best' }));
  expect(best.messages - one.messages).toBe(12 + 3);
});

it('sends only what both ends of a link keep', () => {
  const path = problemOf(
    scopesOf(5, gridLinks(1, 5)).map((scope) =>
      objective(
        scope,
        scope.map(() => 3),
        () => 0,
        (alpha) => alpha.map(() => 0),
      ),
    ),
    gridLinks(1, 5),
  );
  // Within one hop, 0-1 and 3-4 share two coordinates, 1-2 and 2-3 too.
  const near = orchestrate(path, parseOrchestration({ horizon: 1 }));
  expect(near.bytesPerIteration).toBe(8 * 2 * (2 + 2 + 2 + 2));
  const farther = orchestrate(path, parseOrchestration({ horizon: 2 }));
  expect(farther.bytesPerIteration).toBe(8 * 2 * (3 + 4 + 4 + 3));
});

it('sends again until it arrives, as often as links fail, in bursts for as long as they last', () => {
  const problem = grid(5, 5);
  const swept = (chosen: object) => {
    let messages = 0;
    for (let slot = 0; slot < 40; slot++) {
      const run = (sweeps: number) =>
        orchestrate(problem, parseOrchestration({ iterations: 1, sweeps, ...chosen }), slot);
      messages += (run(5).messages - run(0).messages) / 40;
    }
    return messages;
  };
  const reliable = 80 * 11;
  expect(swept({})).toBeCloseTo(reliable, 9);
  // Mean attempts: 1 / (1 - p), and 1 + p B where failures last B iterations.
  const independent = swept({ failure: 0.5 }) / reliable;
  expect(Math.abs(independent - 2)).toBeLessThan(0.06);
  const bursty = swept({ failure: 0.4, linkModel: 'bursty', burstLength: 8 }) / reliable;
  expect(Math.abs(bursty - (1 + 0.4 * 8))).toBeLessThan(0.2);
});
