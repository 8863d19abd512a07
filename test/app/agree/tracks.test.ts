import '../../../src/app/catalogue/later/agreement.ts';
import { describe, expect, it } from 'vitest';
import { momentAt } from '../../../src/app/stages/agree/moment.ts';
import { storyOf } from '../../../src/app/stages/agree/story.ts';
import { comparison } from '../../../src/app/stages/agree/TryYourself.tsx';
import {
  agreementTracks,
  objectiveTrack,
  startObjective,
} from '../../../src/app/stages/agree/tracks.ts';
import { palettes } from '../../../src/app/theme/palette.ts';
import { randomTrace } from './randomTrace.ts';

describe('the objective’s track', () => {
  it('shows rounded decisions, with greedy as the start and exact above all', () => {
    const trace = randomTrace({ rows: 2, columns: 2 });
    const { lines, domain } = objectiveTrack(trace, palettes.light);
    const [exact, greedy, relaxed, rounded] = lines.map(({ values }) => values);
    expect(rounded![0]).toBe(trace.greedy.objective);
    expect([...rounded!.subarray(1)]).toEqual(trace.iterations.map((each) => each.objective));
    expect([...relaxed!.subarray(1)]).toEqual(
      trace.iterations.map((each) => each.relaxedObjective),
    );
    expect(Math.max(...rounded!)).toBeLessThanOrEqual(exact![0]! + 1e-9);
    expect(new Set(greedy)).toEqual(new Set([trace.greedy.objective]));
    expect(domain[0]).toBeLessThanOrEqual(Math.min(...rounded!));
    expect(domain[1]).toBeGreaterThanOrEqual(exact![0]!);
  });

  it('has the bound for exact where that is refused, and no start value where that is not greedy', () => {
    const large = randomTrace({ rows: 7, columns: 7 });
    const { lines } = objectiveTrack(large, palettes.light);
    expect(lines.map(({ name }) => name)).toEqual(['bound', 'greedy', 'relaxed', 'N2O']);
    expect(lines[0]!.values[0]).toBe(large.bound!.upper);
    const middle = randomTrace({ rows: 2, columns: 2 }, { anchor: 'middle' });
    expect(middle.greedy.decision).not.toEqual([1, 1, 1, 1]);
    expect(startObjective(middle)).toBeNaN();
  });
});

describe('the other tracks', () => {
  it('start from copies that are alike and duals that are zero', () => {
    const trace = randomTrace({ rows: 2, columns: 2 });
    const [share, copies, duals] = agreementTracks(trace, palettes.light).map(
      (track) => track.lines[0]!.values,
    );
    expect([share![0], copies![0], duals![0]]).toEqual([1, 0, 0]);
    expect(copies![5]).toBe(trace.iterations[4]!.copyDisagreement);
    expect(duals![5]).toBe(trace.iterations[4]!.dualDisagreement);
  });
});

describe('beating N2O', () => {
  const trace = randomTrace({ rows: 2, columns: 2 });
  const best = 'decision' in trace.exact ? trace.exact.objective : Number.NaN;

  it('tells ahead, behind, even and optimal apart', () => {
    const behindExact = { ...trace, objective: best - 2 };
    expect(comparison(behindExact, best)).toContain('optimum');
    expect(comparison(behindExact, best - 2)).toContain('as good as');
    expect(comparison(behindExact, best - 1.5)).toMatch(/0\.50? ahead/);
    expect(comparison(behindExact, best - 3)).toMatch(/1\.00? behind/);
  });
});

describe('the story', () => {
  it('names messages and bytes as sent, and links that are down', () => {
    const trace = randomTrace({ rows: 2, columns: 2 });
    expect(storyOf(trace, momentAt(3.4, 50))).toContain('8 messages, 256 B');
    const lossy = randomTrace({ rows: 2, columns: 2 }, { failure: 1 });
    expect(storyOf(lossy, momentAt(3.4, 50))).toContain('4 of 4 links');
  });

  it('differs for every sub-phase, the start and the end', () => {
    const trace = randomTrace({ rows: 2, columns: 2 });
    const cursors = [0, 2.2, 2.4, 2.6, 2.9, 50];
    const stories = cursors.map((cursor) => storyOf(trace, momentAt(cursor, 50)));
    expect(new Set(stories).size).toBe(cursors.length);
  });
});
