import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  momentAt,
  nextSubPhase,
  paceAt,
  SUB_PHASES,
  showsSubPhases,
  stepCursor,
} from '../../../src/app/stages/agree/moment.ts';

describe('momentAt', () => {
  it('reads iteration, sub-phase and progress off the cursor', () => {
    expect(momentAt(0, 50)).toEqual({ tau: 0, phase: 'start', progress: 0, updates: 0 });
    expect(momentAt(0.125, 50)).toEqual({ tau: 1, phase: 'gradient', progress: 0.5, updates: 0 });
    expect(momentAt(4.375, 50)).toEqual({ tau: 5, phase: 'send', progress: 0.5, updates: 4 });
    expect(momentAt(4.625, 50)).toEqual({ tau: 5, phase: 'mix', progress: 0.5, updates: 4 });
    expect(momentAt(4.875, 50)).toEqual({ tau: 5, phase: 'project', progress: 0.5, updates: 4 });
  });

  it('counts the end of a sub-phase as its own, not as the start of the next', () => {
    expect(momentAt(4.25, 50)).toEqual({ tau: 5, phase: 'gradient', progress: 1, updates: 4 });
    expect(momentAt(5, 50)).toEqual({ tau: 5, phase: 'project', progress: 1, updates: 5 });
    expect(momentAt(50, 50)).toEqual({ tau: 50, phase: 'project', progress: 1, updates: 50 });
  });

  it('keeps what lies outside inside', () => {
    expect(momentAt(-1, 50)).toEqual(momentAt(0, 50));
    expect(momentAt(51, 50)).toEqual(momentAt(50, 50));
  });

  it('loses nothing: the cursor follows from the moment', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 50, noNaN: true }), (cursor) => {
        const { tau, phase, progress } = momentAt(cursor, 50);
        const index = (SUB_PHASES as readonly string[]).indexOf(phase);
        expect(tau - 1 + (index + progress) / SUB_PHASES.length).toBeCloseTo(cursor, 9);
        expect(progress).toBeGreaterThan(0);
        expect(progress).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('stepCursor', () => {
  it('goes to the next and previous ends of parts and of iterations', () => {
    expect(stepCursor(4.3, 50, 'subPhase', 1)).toBe(4.5);
    expect(stepCursor(4.5, 50, 'subPhase', 1)).toBe(4.75);
    expect(stepCursor(4.5, 50, 'subPhase', -1)).toBe(4.25);
    expect(stepCursor(4.3, 50, 'iteration', 1)).toBe(5);
    expect(stepCursor(5, 50, 'iteration', -1)).toBe(4);
    expect(stepCursor(50, 50, 'iteration', 1)).toBe(50);
    expect(stepCursor(0, 50, 'subPhase', -1)).toBe(0);
  });

  it('passes every sub-phase of the run once, in order', () => {
    const seen: string[] = [];
    for (let cursor = 0; nextSubPhase(cursor, 3); cursor = stepCursor(cursor, 3, 'subPhase', 1)) {
      seen.push(nextSubPhase(cursor, 3)!);
    }
    expect(seen).toEqual([...SUB_PHASES, ...SUB_PHASES, ...SUB_PHASES]);
  });
});

describe('paceAt', () => {
  it('starts slowly, never falls, and ends at the speed asked for', () => {
    expect(paceAt(0, 4)).toBeLessThan(0.5);
    for (let cursor = 0; cursor < 30; cursor += 0.25) {
      expect(paceAt(cursor + 0.25, 4)).toBeGreaterThanOrEqual(paceAt(cursor, 4));
    }
    expect(paceAt(30, 4)).toBe(4);
    expect(paceAt(0, 0.25)).toBe(0.25);
  });

  it('shows the parts of an iteration only while they can be told apart', () => {
    expect(showsSubPhases(0, 60)).toBe(true);
    expect(showsSubPhases(40, 60)).toBe(false);
    expect(showsSubPhases(40, 1)).toBe(true);
  });
});
