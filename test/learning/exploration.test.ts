import { describe, expect, it } from 'vitest';
import { Exploration } from '../../src/learning/exploration.ts';

const levels = [3, 2, 6];
function play(exploration: Exploration, share: number): number[] {
  const decisions = Int32Array.of(-1, -1, -1);
  exploration.draw(share, decisions);
  return Array.from(decisions);
}

describe('exploration', () => {
  it('plays uniform levels at the share asked for, each LSM by itself', () => {
    const exploration = new Exploration(levels, 3);
    const slots = 6000;
    const counts = levels.map((count) => new Array<number>(count).fill(0));
    let both = 0;
    for (let slot = 0; slot < slots; slot++) {
      const decisions = play(exploration, 0.3);
      decisions.forEach((level, n) => {
        expect(exploration.greedy[n]).toBe(level < 0 ? 1 : 0);
        if (level >= 0) counts[n]![level] = counts[n]![level]! + 1;
      });
      if (decisions[0]! >= 0 && decisions[1]! >= 0) both += 1;
    }
    const within = (count: number, probability: number) => {
      const deviation = Math.sqrt(slots * probability * (1 - probability));
      expect(Math.abs(count - slots * probability)).toBeLessThan(4 * deviation);
    };
    levels.forEach((count, n) => {
      for (const times of counts[n]!) within(times, 0.3 / count);
    });
    within(both, 0.09);
  });

  it('draws as much whatever the share, so that later slots do not depend on it', () => {
    const one = new Exploration(levels, 3);
    const other = new Exploration(levels, 3);
    for (let slot = 0; slot < 50; slot++) {
      play(one, 0);
      play(other, slot / 50);
    }
    expect(one.save()).toEqual(other.save());
    expect(play(one, 1)).toEqual(play(other, 1));
  });

  it('never explores at 0 and always at 1', () => {
    const exploration = new Exploration(levels, 3);
    for (let slot = 0; slot < 50; slot++) {
      expect(play(exploration, 0)).toEqual([-1, -1, -1]);
      expect(Math.min(...play(exploration, 1))).toBeGreaterThanOrEqual(0);
    }
  });

  it('keys the streams by server: one more moves no other', () => {
    const three = new Exploration(levels, 3);
    const four = new Exploration([...levels, 4], 3);
    expect(four.save().slice(0, 3)).toEqual(three.save());
  });
});
