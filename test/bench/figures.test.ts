/** What the bench makes of its measurements. */
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/schema.ts';
import { verdicts } from './aims.ts';
import { growthOf } from './growth.ts';
import { interleaved, type Task } from './interleave.ts';
import { markdown } from './markdown.ts';
import { printed } from './print.ts';
import { type Machine, PER_AGENT, type Row, rowOf } from './rows.ts';
import { parseSelection, selected } from './selection.ts';
import { fittedExponent, spreadOf } from './statistics.ts';
import { jointEvaluations, jointOperations, layoutOf } from './workloads.ts';

describe('statistics', () => {
  it('takes quartiles, and extremes of few', () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4, count: 5 });
    expect(spreadOf([4, 2])).toEqual({ median: 3, low: 2, high: 4, count: 2 });
  });

  it('finds the exponent of a power', () => {
    const points = [4, 9, 25, 100].map((n) => [n, 3 * n ** 1.25] as const);
    expect(fittedExponent(points)).toBeCloseTo(1.25, 12);
  });
});

it('knows the work of a step: joint decisions counted by hand', () => {
  // 3 x 3: four corners of 3^3, four sides of 3^4, one centre of 3^5; 32 targets and one action.
  const layout = layoutOf('9x4c', 'relu');
  const joint = 4 * 27 + 4 * 81 + 243;
  expect(jointEvaluations(layout)).toBe(33 * joint);
  expect(jointOperations(layout)).toBe(32 * joint * (8 + 2 * (8 * 32 + 32 * 8 + 8)));
  expect(jointEvaluations(layoutOf('9x8c', 'relu'))).toBe(33 * (4 * 81 + 4 * 729 + 19683));
});

describe('interleaving', () => {
  /** A task that takes `time` milliseconds a repetition, and says when it was measured. */
  const pretended = (name: string, time: number, order: string[]): Task => ({
    name,
    async measure(count) {
      order.push(name);
      return time * count;
    },
  });

  it('measures in turns, short ones long enough, slow ones less often', async () => {
    const order: string[] = [];
    const tasks = [pretended('fast', 0.1, order), pretended('slow', 100, order)];
    const rounds = await interleaved(tasks, { budget: 600, maximumRounds: 15 });
    expect(rounds.get('slow')).toEqual([100, 100, 100, 100, 100]);
    expect(rounds.get('fast')).toHaveLength(5);
    for (const time of rounds.get('fast')!) expect(time).toBeCloseTo(0.1, 12);
    expect(order.slice(-6)).toEqual(['fast', 'slow', 'fast', 'slow', 'fast', 'slow']);
  });

  it('counts a repetition of seconds as a measurement, and one of many as the only one', async () => {
    const order: string[] = [];
    const tasks = [pretended('long', 3000, order), pretended('longer', 9000, order)];
    const rounds = await interleaved(tasks, { budget: 600, maximumRounds: 15 });
    expect(rounds.get('long')).toEqual([3000, 3000]);
    expect(rounds.get('longer')).toEqual([9000]);
    expect(order).toEqual(['long', 'longer', 'long']);
  });
});

describe('rows', () => {
  const identity = { section: 'step', activation: 'algebraicSilu', engine: 'wasm' } as const;
  const row = (workload: string, times: number[], more: Partial<Row> = {}) =>
    rowOf(
      { ...identity, workload },
      { times, reference: { name: PER_AGENT, times: [30, 60, 40] } },
      more,
    );
  const machine: Machine = {
    cpu: 'a processor',
    cores: 2,
    runtime: 'Node',
    clock: 'processor time',
    simdPeakGflops: 30,
  };

  it('takes ratios within one round each', () => {
    const { ratio, ratioSpread, ratioToTfjsPerAgent, millisecondsPerStep, rounds } = row(
      '9x4c',
      [1, 1, 2],
    );
    expect([ratio, ratioToTfjsPerAgent, millisecondsPerStep, rounds]).toEqual([30, 30, 1, 3]);
    expect(ratioSpread).toEqual([20, 60]);
  });

  it('has the keys that are promised', () => {
    expect(row('9x4c', [1, 1, 2], { gflops: 24, shareOfPeak: 0.8 })).toMatchObject({
      workload: '9x4c',
      activation: 'algebraicSilu',
      engine: 'wasm',
      millisecondsPerStep: 1,
      ratioToTfjsPerAgent: 30,
      gflops: 24,
      shareOfPeak: 0.8,
    });
  });

  it('says which aims are reached', () => {
    const rows = [row('9x4c', [1, 1, 2]), row('25x4c', [2, 3, 2])];
    expect(verdicts(rows).map(({ reached }) => reached)).toEqual([true, false]);
  });

  it('sees how the cost grows, engine by engine', () => {
    const rows = [4, 9, 25].map((n) => row(`${n}x4c`, [n * n, n * n, n * n]));
    const [growth] = growthOf([...rows, row('9x8c', [1000])]);
    expect(growth!.exponent).toBeCloseTo(2, 12);
    expect(growth!.perServer.map(([, time]) => time)).toEqual([4, 9, 25]);
  });

  it('prints a line a row, and the same figures as markdown', () => {
    const rows = [row('9x4c', [1, 1, 2], { gflops: 24, shareOfPeak: 0.8 })];
    const line = printed(machine, rows).split('\n');
    expect(line.filter((each) => each.includes('30.0 x'))).toHaveLength(1);
    expect(markdown(machine, rows)).toContain('| 9x4c, algebraicSilu | 1.00 ms | 24.0 (80 %) |');
  });
});

describe('the selection', () => {
  it('narrows the kinds that are named and leaves the others', () => {
    const selection = parseSelection('9x4c, relu,wasm');
    expect(selected(selection, 'workload', '9x4c')).toBe(true);
    expect(selected(selection, 'workload', '4x4c')).toBe(false);
    expect(selected(selection, 'activation', 'algebraicSilu')).toBe(false);
    expect(selected(selection, 'section', 'n2o')).toBe(true);
  });

  it('refuses a word that names nothing', () => {
    expect(() => parseSelection('9x9c')).toThrow(InputError);
  });
});
