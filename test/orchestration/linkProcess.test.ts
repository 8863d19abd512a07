import { describe, expect, it } from 'vitest';
import { LinkProcess, transitions } from '../../src/orchestration/linkProcess.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import { RandomStream } from '../../src/random.ts';

const links: readonly Link[] = [
  [0, 1],
  [0, 2],
  [1, 2],
  [2, 3],
];
const ids = [7, 3, 9, 1];

function run(chosen: object, iterations: number, slot = 0): number[][] {
  const process = new LinkProcess(parseOrchestration(chosen), links, ids, slot);
  return Array.from({ length: iterations }, () => process.next());
}

describe('links that fail', () => {
  it('independently: as often as they should, one draw a link and iteration', () => {
    const stream = new RandomStream(5, 'links', 2);
    const expected = Array.from({ length: 200 }, () =>
      [0, 1, 2, 3].filter(() => stream.uniform() < 0.3),
    );
    expect(run({ failure: 0.3, seed: 5 }, 200, 2)).toEqual(expected);
  });

  it('in bursts: the share of time and the mean length are as configured', () => {
    const iterations = 60_000;
    const failing = run({ failure: 0.25, linkModel: 'bursty', burstLength: 6 }, iterations);
    for (const link of links.keys()) {
      const down = failing.map((each) => each.includes(link));
      const share = down.filter(Boolean).length / iterations;
      // A standard error of about 0.006: bursts make neighbours in time alike.
      expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
      const bursts = down.filter((each, i) => each && !down[i - 1]).length;
      expect(Math.abs((share * iterations) / bursts - 6)).toBeLessThan(0.6);
    }
  });

  it('in bursts: begin as they go on', () => {
    const first = Array.from({ length: 4000 }, (_, slot) => {
      return run({ failure: 0.25, linkModel: 'bursty', burstLength: 6 }, 1, slot)[0]!.length;
    });
    const share = first.reduce((a, b) => a + b) / (4000 * links.length);
    expect(Math.abs(share - 0.25)).toBeLessThan(0.02);
  });

  it('in bursts as long as those of independent failures, are independent', () => {
    const bursts = { failure: 0.3, linkModel: 'bursty', burstLength: 1 / 0.7 } as const;
    for (const chance of transitions(bursts)) expect(chance).toBeCloseTo(0.3, 12);
    expect(run(bursts, 300)).toEqual(run({ failure: 0.3 }, 300));
  });

  it('refuses more failures than bursts of that length leave room for', () => {
    const bursts = { linkModel: 'bursty', burstLength: 4 };
    expect(() => parseOrchestration({ ...bursts, failure: 0.81 })).toThrow(
      'orchestration.failure: 0.81 is not allowed; allowed: a number from 0 to 0.8',
    );
    const [again, anew] = transitions(parseOrchestration({ ...bursts, failure: 0.8 }));
    expect([again, anew]).toEqual([0.75, expect.closeTo(1, 12)]);
  });
});

describe('links cut by hand', () => {
  it('fail from the first iteration to the last, or to the end', () => {
    const cuts = [
      { link: [9, 7], from: 2, to: 3 },
      { link: [9, 1], from: 4 },
    ];
    expect(run({ cuts }, 6)).toEqual([[], [1], [1], [3], [3], [3]]);
  });

  it('do not move the draws of others, and none counts twice', () => {
    const cuts = [{ link: [3, 9], from: 3, to: 50 }];
    const chosen = { failure: 0.4, linkModel: 'bursty', seed: 8 };
    const without = run(chosen, 100);
    const expected = without.map((failing, i) =>
      i + 1 >= 3 && i + 1 <= 50 ? [...new Set([...failing, 2])].sort() : failing,
    );
    expect(run({ ...chosen, cuts }, 100)).toEqual(expected);
  });

  it('mean nothing where there is no such link', () => {
    expect(run({ cuts: [{ link: [7, 1], from: 1 }] }, 2)).toEqual([[], []]);
    expect(run({ cuts: [{ link: [7, 55], from: 1 }] }, 2)).toEqual([[], []]);
  });

  it.each([
    [[{ link: [1, 1], from: 1 }], 'orchestration.cuts[0].link: [1,1] is not allowed'],
    [[{ link: [1, 2], from: 5, to: 4 }], 'orchestration.cuts[0].to: 4 is not allowed'],
    [[{ link: [1, 2], from: 0 }], 'orchestration.cuts[0].from: 0 is not allowed'],
    [[{ link: [1, 2, 3], from: 1 }], 'orchestration.cuts[0].link'],
  ])('are refused as %j', (cuts, message) => {
    expect(() => parseOrchestration({ cuts })).toThrow(message);
  });
});
