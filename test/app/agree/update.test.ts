import { describe, expect, it } from 'vitest';
import { copiesAfter, isKept } from '../../../src/app/stages/agree/copies.ts';
import { countFates, fatesOf } from '../../../src/app/stages/agree/fates.ts';
import { threadOf } from '../../../src/app/stages/agree/thread.ts';
import { groupsOf, neighboursOf, updateTerms } from '../../../src/app/stages/agree/update.ts';
import { randomTrace } from './randomTrace.ts';

const torn = {
  rows: 2,
  columns: 5,
  sites: [60, 120].flatMap((y) => [60, 120, 240, 300].map((x) => ({ x, y }))),
};

const byHand = [
  { link: [0, 1], from: 3 },
  { link: [4, 5], from: 6, to: 6 },
];

describe('the terms of an update', () => {
  it.each([
    ['2 x 2', { rows: 2, columns: 2 }, {}],
    ['3 x 3, links that fail', { rows: 3, columns: 3 }, { failure: 0.4, seed: 5 }],
    ['metropolis, 8-connected', { rows: 3, columns: 3, linkRadius: 86 }, { mixing: 'metropolis' }],
    ['lazy, 1 x 5, scaled gradient', { rows: 1, columns: 5 }, { mixing: 'lazy', gradientScale: 7 }],
    ['own anchor, four levels', { rows: 2, columns: 3, levels: 4 }, { anchor: 'own', gamma: 0.3 }],
    ['servers anywhere, in two groups', torn, { gradientScale: 'auto', failure: 0.2 }],
    [
      'a ring, steps of 1 / tau',
      { rows: 3, columns: 3 },
      { topology: 'ring', stepSize: 'inverse' },
    ],
    [
      'a horizon of one hop, links that fail',
      { rows: 3, columns: 3 },
      { horizon: 1, failure: 0.3 },
    ],
    [
      'whole levels only',
      { rows: 3, columns: 3 },
      { projection: 'discrete', stepSize: 'constant' },
    ],
    ['a link cut, messages dropped', { rows: 3, columns: 3 }, { cuts: byHand }],
  ])('recombine to the next iterate of the trace: %s', (_, scenario, options) => {
    const trace = randomTrace(scenario, { iterations: 12, pieces: 'allow', ...options });
    const count = trace.ids.length;
    for (const { tau, duals, copies, gradients } of trace.iterations) {
      for (let n = 0; n < count; n++) {
        for (let i = 0; i < count; i++) {
          const at = n * count + i;
          if (!isKept(trace, n, i)) {
            expect(copies[at]).toBe(0);
            continue;
          }
          const terms = updateTerms(trace, tau, n, i);
          // As the ledger writes it: what was heard, what was kept, and the pull.
          const sum = terms.heard.reduce((mixed, { weight, dual }) => mixed + weight * dual, 0);
          const scale = Math.max(1, Math.abs(duals[at]!));
          expect(Math.abs(sum + terms.scale * terms.gradient - duals[at]!) / scale).toBeLessThan(
            1e-12,
          );
          expect(terms.gradient).toBe(gradients[at]);
          const moved = terms.anchor - terms.step * terms.dual;
          const inside = Math.min(terms.highest, Math.max(0, moved));
          const isWhole = trace.options.projection === 'discrete';
          const kept = isWhole ? Math.floor(inside + 0.5) : inside;
          expect(Math.abs(kept - copies[at]!)).toBeLessThan(1e-12);
          expect(terms.copy).toBe(kept);
          expect(terms.before).toBe(copiesAfter(trace, tau - 1)[at]);
        }
      }
    }
  });

  it('name every neighbour, its weight, and whether it was heard; weights add up to 1', () => {
    const trace = randomTrace({ rows: 3, columns: 3 }, { failure: 0.5, iterations: 20 });
    let lost = 0;
    for (const { tau, failedLinks } of trace.iterations) {
      for (let n = 0; n < 9; n++) {
        const { heard } = updateTerms(trace, tau, n, 0);
        expect(heard.map(({ from }) => from)).toEqual([n, ...neighboursOf(trace, n)]);
        expect(heard.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
        const failed = heard.filter(({ missing }) => missing !== null);
        expect(failed.every(({ weight }) => weight === 0)).toBe(true);
        expect(failed).toHaveLength(failedLinks.filter((link) => link.includes(n)).length);
        lost += failed.length;
      }
    }
    expect(lost).toBeGreaterThan(0);
  });
});

describe('what became of a link', () => {
  it('is told apart: cut by hand, dropped by hand, failed by chance', () => {
    const options = { cuts: byHand, failure: 0.4, iterations: 12 };
    const trace = randomTrace({ rows: 3, columns: 3 }, options);
    const chance = randomTrace({ rows: 3, columns: 3 }, { ...options, cuts: [] });
    for (const { tau, failedLinks } of chance.iterations) {
      const wanted = new Map(failedLinks.map(([a, b]) => [`${a} ${b}`, 'failed']));
      if (tau >= 3) wanted.set('0 1', 'cut');
      if (tau === 6) wanted.set('4 5', 'dropped');
      expect(new Map(fatesOf(trace, tau))).toEqual(wanted);
    }
    expect(fatesOf(trace, 0).size).toBe(0);
    expect(countFates(fatesOf(trace, 6)).dropped).toBe(1);
  });
});

describe('groups of servers', () => {
  it('are one where every word can come through, and as many as there are islands', () => {
    expect(groupsOf(randomTrace({ rows: 2, columns: 3 }))).toEqual([[0, 1, 2, 3, 4, 5]]);
    expect(groupsOf(randomTrace(torn, { pieces: 'allow' }))).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
  });
});

describe('the thread of the story', () => {
  it('is a copy of a decision that changed, held by another server that pulled that way', () => {
    const changes = [1, 2, 3, 4, 5, 6].map((seed) =>
      randomTrace({ rows: 3, columns: 3 }, {}, seed),
    );
    const changed = changes.filter(({ decision, greedy }) =>
      decision.some((level, n) => level !== greedy.decision[n]),
    );
    expect(changed.length).toBeGreaterThan(0);
    for (const trace of changed) {
      const { server, about } = threadOf(trace);
      expect(server).not.toBe(about);
      expect(trace.scopes[server]).toContain(about);
      expect(trace.decision[about]).not.toBe(trace.greedy.decision[about]);
    }
  });

  it('is a copy of another’s decision where none changed', () => {
    const still = randomTrace({ rows: 2, columns: 2 }, { gradientScale: 0 });
    expect(still.decision).toEqual(still.greedy.decision);
    const { server, about } = threadOf(still);
    expect(server).not.toBe(about);
  });
});
