import { describe, expect, it } from 'vitest';
import { LiveCurves } from '../../../src/app/live.ts';
import { drawnEdges, seedBand } from '../../../src/app/stages/learn/band.ts';
import { DrawnCurves } from '../../../src/app/stages/learn/curves.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';

describe('the band over seeds', () => {
  it('is the mean and its Student-t interval, as computed by hand', () => {
    // Episode 0: 1, 2, 6: mean 3, s = sqrt(7), s / sqrt(3) = 1.5275, t(2) = 4.3027.
    // Episode 1: 4, 6: mean 5, s = sqrt(2), s / sqrt(2) = 1, t(1) = 12.7062.
    const band = seedBand([Float64Array.of(1, 4), Float64Array.of(2, 6), Float64Array.of(6)]);
    expect([...band.counts]).toEqual([3, 2]);
    expect([...band.mean]).toEqual([3, 5]);
    expect(band.high[0]).toBeCloseTo(3 + 4.3027 * 1.527525, 4);
    expect(band.low[0]).toBeCloseTo(3 - 4.3027 * 1.527525, 4);
    expect(band.high[1]).toBeCloseTo(5 + 12.7062, 4);
    expect(band.low[1]).toBeCloseTo(5 - 12.7062, 4);
  });

  it('has gaps where only one seed has come', () => {
    const band = seedBand([Float64Array.of(1, 4, 9), Float64Array.of(2)]);
    expect(band.mean[0]).toBe(1.5);
    expect([band.mean[1], band.low[2], band.high[2]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(seedBand([]).mean).toHaveLength(0);
  });

  it('is over the running means of this run and its repetitions, and goes with them', () => {
    const live = new LiveCurves();
    live.clear([0], parseLearner({ episodes: 4 }));
    const drawn = new DrawnCurves(live);
    const systemReward = Float64Array.of(0, 2, 4, 6);
    live.append({
      type: 'training',
      firstEpisode: 0,
      systemReward,
      rewards: systemReward,
      losses: new Float64Array(4).fill(0.1),
      exploration: new Float64Array(4),
    });
    drawn.refresh(2);
    expect(drawn.band).toBeNull();
    live.repeat([{ seed: 2, systemReward: Float64Array.of(4, 6, 8, 10), done: true }]);
    drawn.refresh(2);
    // Running means over two episodes: 0, 1, 3, 5 and 4, 5, 7, 9.
    expect([...drawn.band!.mean]).toEqual([2, 3, 5, 7]);
    live.repeat([]);
    drawn.refresh(2);
    expect(drawn.band).toBeNull();
  });

  it('is drawn from three seeds on', () => {
    const band = seedBand([Float64Array.of(1, 4), Float64Array.of(2, 6), Float64Array.of(6)]);
    const { low, high } = drawnEdges(band);
    expect([low[0], high[0]]).toEqual([band.low[0], band.high[0]]);
    expect(band.low[1]).not.toBeNaN();
    expect([low[1], high[1]]).toEqual([Number.NaN, Number.NaN]);
  });
});
