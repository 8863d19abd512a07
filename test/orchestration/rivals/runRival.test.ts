import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionTables } from '../../../src/orchestration/decisionTables.ts';
import { exactOptimum } from '../../../src/orchestration/exactOptimum.ts';
import { greedyDecision } from '../../../src/orchestration/greedy.ts';
import { LinkProcess } from '../../../src/orchestration/linkProcess.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import type { Link } from '../../../src/orchestration/problem.ts';
import { dsa } from '../../../src/orchestration/rivals/dsa.ts';
import { LinkPost } from '../../../src/orchestration/rivals/post.ts';
import {
  RIVAL_KEYS,
  type RivalKey,
  type RivalSetting,
  type RivalStep,
} from '../../../src/orchestration/rivals/rival.ts';
import { parseRivals, type RivalOptions } from '../../../src/orchestration/rivals/rivalOptions.ts';
import { rivalOutcome, runRival } from '../../../src/orchestration/rivals/runRival.ts';
import { RandomStream } from '../../../src/random.ts';
import { gridLinks, jointDecisionsOf, problemOf, scopesOf } from '../../support/objectives.ts';
import { smoothObjectives } from './smoothObjectives.ts';

function settingOf(
  links: readonly Link[],
  levels: readonly number[],
  seed: number,
  options: Record<string, unknown> = {},
  rivals: Partial<RivalOptions> = {},
): RivalSetting {
  const objectives = smoothObjectives(seed, scopesOf(levels.length, links), levels);
  return {
    problem: problemOf(objectives, links),
    tables: new DecisionTables(objectives),
    options: parseOrchestration(options),
    rivals: parseRivals(rivals),
    slot: 5,
  };
}

function lastOf(key: RivalKey, setting: RivalSetting): RivalStep {
  return [...runRival(key, setting)].at(-1)!;
}

describe('every rival', () => {
  it('stays at or below the best of all joint decisions, at every step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 0.4, 1),
        (seed, columns, failure) => {
          const rows = columns > 4 ? 1 : 2;
          const stream = new RandomStream(seed, 'users');
          const levels = Array.from({ length: rows * columns }, () => 2 + stream.integer(2));
          const setting = settingOf(gridLinks(rows, columns), levels, seed, {
            failure,
            iterations: 8,
          });
          const best = Math.max(
            ...jointDecisionsOf(levels).map((joint) => setting.tables.objective(joint)),
          );
          for (const key of RIVAL_KEYS) {
            for (const { decision } of runRival(key, setting)) {
              expect(setting.tables.objective(decision)).toBeLessThanOrEqual(best + 1e-9);
              decision.forEach((level, n) => {
                expect(level >= 0 && level < levels[n]!).toBe(true);
              });
            }
          }
          const exact = lastOf('exactP2', setting);
          expect(setting.tables.objective(exact.decision)).toBeCloseTo(best, 9);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('starts at the greedy decision without a message, and what it sent never shrinks', () => {
    const setting = settingOf(gridLinks(3, 3), Array(9).fill(3), 2, { iterations: 6 });
    for (const key of RIVAL_KEYS) {
      const steps = [...runRival(key, setting)];
      if (key !== 'exactP2') {
        expect(steps[0]).toEqual({
          iteration: 0,
          decision: greedyDecision(setting.tables),
          messages: 0,
          bytes: 0,
        });
      }
      steps.slice(1).forEach((step, i) => {
        expect(step.bytes, key).toBeGreaterThanOrEqual(steps[i]!.bytes);
        expect(step.messages, key).toBeGreaterThanOrEqual(steps[i]!.messages);
        expect(step.iteration - steps[i]!.iteration, key).toBeOneOf([0, 1]);
      });
    }
  });

  it('takes the same steps again, and other links fail in another slot', () => {
    const setting = settingOf(gridLinks(3, 3), Array(9).fill(3), 3, {
      failure: 0.5,
      iterations: 9,
    });
    for (const key of RIVAL_KEYS) {
      expect([...runRival(key, setting)]).toEqual([...runRival(key, setting)]);
    }
    const other = { ...setting, slot: 6 };
    expect([...runRival('maxPlus', other)]).not.toEqual([...runRival('maxPlus', setting)]);
  });
});

describe('the outcome of a rival', () => {
  it('is its last step, whatever the links do', () => {
    for (const failure of [0, 0.4]) {
      const levels = Array(9).fill(3) as number[];
      const options = { failure, iterations: 7, sweeps: 2, linkModel: 'bursty' };
      const setting = settingOf(gridLinks(3, 3), levels, 21, options);
      for (const key of RIVAL_KEYS) {
        expect(rivalOutcome(key, setting), key).toEqual(lastOf(key, setting));
      }
    }
  });

  it('is had in a message graph in pieces too, where nothing crosses between them', () => {
    const levels = Array(6).fill(3) as number[];
    const links = gridLinks(2, 3);
    const objectives = smoothObjectives(5, scopesOf(6, links), levels);
    const setting: RivalSetting = {
      ...settingOf(links, levels, 5, { pieces: 'allow' }),
      problem: problemOf(objectives, [
        [0, 1],
        [3, 4],
      ]),
      tables: new DecisionTables(objectives),
    };
    for (const key of RIVAL_KEYS) {
      const { decision, messages } = rivalOutcome(key, setting);
      expect(decision.length).toBe(6);
      expect(messages > 0, key).toBe(key !== 'maDql');
    }
    // Nobody hears server 5, and nobody tells it anything.
    const greedy = greedyDecision(setting.tables)[5];
    expect(rivalOutcome('maxPlus', setting).decision[5]).toBe(greedy);
  });
});

describe('messages and bytes', () => {
  const sent = (key: RivalKey, rows: number, rivals: Partial<RivalOptions> = {}) => {
    const levels = Array(rows * rows).fill(3) as number[];
    const setting = settingOf(gridLinks(rows, rows), levels, 1, {}, rivals);
    const { messages, bytes } = lastOf(key, setting);
    return [messages, bytes];
  };

  it("are those of the method's comparison, at 2 x 2 and 5 x 5 with three levels", () => {
    expect(sent('maDql', 2)).toEqual([0, 0]);
    expect(sent('greedySweeps', 2, { sweeps: 1 })[1]).toBe(320);
    expect(sent('greedySweeps', 5, { sweeps: 1 })[1]).toBe(3200);
    expect(sent('greedySweeps', 2)[1]).toBe(576);
    expect(sent('greedySweeps', 5)[1]).toBe(5760);
    expect(sent('maxPlus', 2, { maxPlusIterations: 1 })).toEqual([16, 384]);
    expect(sent('maxPlus', 5, { maxPlusIterations: 1 })[1]).toBe(3840);
    expect(sent('maxPlus', 2)[1]).toBe(1920);
    expect(sent('maxPlus', 5)[1]).toBe(19_200);
    // 4 links, both ways: the anchor and 50 duals.
    expect(sent('n2o', 2)).toEqual([8 * 51, 12_864]);
    expect(sent('n2o', 5)[1]).toBe(800_640);
    expect(sent('n2oSweep', 2)[1]).toBe(13_184);
    expect(sent('n2oSweep', 5)[1]).toBe(803_840);
    expect(sent('n2oMultilinear', 5)[1]).toBe(803_840);
    expect(sent('n2oBest', 2)[1]).toBe(17_264);
    expect(sent('n2oBest', 5)[1]).toBe(842_240);
  });

  it('of the others, counted by hand', () => {
    // 8 pairs: a decision there, three values back, 20 times.
    expect(sent('dsa', 2)).toEqual([16 * 20, 8 * 8 * 4 * 20]);
    // 4 links, both ways: the anchor, and 50 times a copy and a gradient of 4 numbers each.
    expect(sent('gradientTracking', 2)).toEqual([8 * 51, 8 * 8 * (1 + 50 * 8)]);
    // The centre of a path of three is its middle: one hop from both ends.
    const path = gridLinks(1, 3);
    const setting = settingOf(path, [3, 3, 3], 1, {}, { gradientIterations: 10 });
    const gradient = lastOf('centralizedGradient', setting);
    // Greedy up and the neighbour's back; then two numbers up and down, ten times; two ends.
    expect(gradient.messages).toBe(2 * 2 + 10 * 2 * 2);
    expect(gradient.bytes).toBe(8 * 2 * (2 + 10 * 4));
    // The ends' tables of 9 entries, and a level back.
    const exact = lastOf('exactP2', setting);
    expect([exact.messages, exact.bytes]).toEqual([4, 8 * 2 * (9 + 1)]);
  });

  it('count every hop where a scope is wider than the links', () => {
    // LSM 0 and 2 depend on each other over LSM 1.
    const objectives = smoothObjectives(1, [[0, 2], [1], [2, 0]], [2, 2, 2]);
    const setting: RivalSetting = {
      ...settingOf([], [2], 1, {}, { maxPlusIterations: 3, sweeps: 1, dsaIterations: 1 }),
      problem: problemOf(objectives, gridLinks(1, 3)),
      tables: new DecisionTables(objectives),
    };
    expect(lastOf('maxPlus', setting)).toMatchObject({
      messages: 3 * 4 * 2,
      bytes: 3 * 4 * 2 * 16,
    });
    expect(lastOf('dsa', setting)).toMatchObject({ messages: 8, bytes: 8 * 2 * 2 * (1 + 2) });
    expect(lastOf('greedySweeps', setting).bytes).toBe(8 * 2 * 2 * (1 + 2 + 1));
  });

  it('count every try of what is sent until it arrives: twice as many where every second fails', () => {
    const tries = Array.from({ length: 200 }, (_, slot) => {
      const setting = settingOf(gridLinks(2, 2), [3, 3, 3, 3], 1, { failure: 0.5 });
      return lastOf('greedySweeps', { ...setting, slot }).messages;
    });
    const mean = tries.reduce((sum, each) => sum + each, 0) / tries.length;
    // 8 pairs, 5 messages each, and a standard error of sqrt(40 * 2 / 200).
    expect(Math.abs(mean / 80 - 1)).toBeLessThan(0.05);
  });
});

describe('failing links', () => {
  it('are the same for every rival of a slot', () => {
    const setting = settingOf(gridLinks(3, 3), Array(9).fill(3), 4, { failure: 0.3 });
    const { links, ids } = setting.problem;
    const first = new LinkPost(setting);
    const second = new LinkPost(setting);
    const process = new LinkProcess(setting.options, first.links, ids, setting.slot);
    for (let iteration = 0; iteration < 20; iteration++) {
      first.next();
      second.next();
      // One of them sends much: that draws nothing.
      for (const [m, n] of links) first.send(m, n, 1);
      first.sendSurely(0, 8, 1);
      const failing = process.next();
      first.links.forEach((_, link) => {
        expect(first.works(link)).toBe(!failing.includes(link));
        expect(second.works(link)).toBe(first.works(link));
      });
    }
  });

  it('lose what is sent over them, and everything where all fail', () => {
    const setting = settingOf(gridLinks(1, 3), [2, 2, 2], 1, {
      cuts: [{ link: [1, 2], from: 2, to: 2 }],
    });
    const post = new LinkPost(setting);
    post.next();
    expect([post.send(0, 2, 1), post.messages]).toEqual([true, 2]);
    post.next();
    expect([post.send(0, 2, 1), post.send(2, 0, 1), post.send(0, 1, 1)]).toEqual([
      false,
      false,
      true,
    ]);
    // Lost on its second hop; lost on its first; arrived.
    expect([post.messages, post.bytes]).toEqual([2 + 2 + 1 + 1, 8 * 6]);
    post.next();
    expect(post.send(0, 2, 1)).toBe(true);
    const dead = settingOf(gridLinks(3, 3), Array(9).fill(3), 6, { failure: 1, iterations: 4 });
    const greedy = greedyDecision(dead.tables);
    expect(lastOf('maxPlus', dead).decision).toEqual(greedy);
    // Only the centre hears anything, from itself.
    const { decision } = lastOf('centralizedGradient', dead);
    expect([...decision].filter((level, n) => n !== 4 && level !== greedy[n])).toEqual([]);
  });
});

describe('greedy + sweeps', () => {
  it('never gets worse, and ends where no server alone can better it', () => {
    for (let seed = 0; seed < 15; seed++) {
      const levels = Array(9).fill(3) as number[];
      const setting = settingOf(gridLinks(3, 3), levels, seed, {}, { sweeps: 10 });
      const steps = [...runRival('greedySweeps', setting)];
      const worth = steps.map(({ decision }) => setting.tables.objective(decision));
      worth.slice(1).forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(worth[i]! - 1e-8);
      });
      const end = steps.at(-1)!.decision;
      for (let n = 0; n < 9; n++) {
        for (let level = 0; level < 3; level++) {
          const other = end.slice();
          other[n] = level;
          expect(setting.tables.objective(other)).toBeLessThanOrEqual(worth.at(-1)! + 1e-8);
        }
      }
    }
  });
});

describe('DSA', () => {
  const tables = settingOf(gridLinks(3, 3), Array(9).fill(3), 9).tables;
  const run = (probability: number, iterations = 12) => [
    ...dsa(tables, { iterations, probability, seed: 1, slot: 0 }),
  ];

  it('stays at greedy where nobody ever moves', () => {
    for (const decision of run(0)) expect(decision).toEqual(greedyDecision(tables));
  });

  it('where everyone always moves, all take their best answer to the decision before', () => {
    let before = greedyDecision(tables);
    let moves = 0;
    for (const decision of run(1)) {
      const expected = before.map((level, n) => {
        const worth = [0, 1, 2].map((each) => {
          const other = before.slice();
          other[n] = each;
          return tables.objective(other);
        });
        const best = Math.max(...worth);
        return best > worth[level]! + 1e-9 ? worth.indexOf(best) : level;
      });
      expect(decision).toEqual(expected);
      if (expected.some((level, n) => level !== before[n])) moves += 1;
      before = decision;
    }
    expect(moves).toBeGreaterThan(0);
  });

  it('in between, settles where no server alone can do better', () => {
    const end = run(0.5, 200).at(-1)!;
    const worth = tables.objective(end);
    for (let n = 0; n < 9; n++) {
      for (let level = 0; level < 3; level++) {
        const other = end.slice();
        other[n] = level;
        expect(tables.objective(other)).toBeLessThanOrEqual(worth + 1e-8);
      }
    }
  });
});

describe('exact P2', () => {
  it('decides as elimination does', () => {
    const setting = settingOf(gridLinks(3, 3), Array(9).fill(3), 12);
    const exact = exactOptimum(setting.tables);
    if ('reason' in exact) throw new Error(exact.reason);
    expect(lastOf('exactP2', setting).decision).toEqual(exact.decision);
  });
});
