import { describe, expect, it } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { ReplayLog } from '../../src/learning/replay.ts';
import { MinibatchSampler } from '../../src/learning/sampler.ts';
import { layoutOf } from '../support/naiveLearning.ts';

const layout = layoutOf([
  { id: 0, levels: [4, 2, 3] },
  { id: 1, levels: [3, 2] },
  { id: 2, levels: [3, 2] },
]);

const plan = { ...parseLearner({}), jitter: 0 };

/** 200 transitions; LSM n's reward in transition t is 1000 n + t, its observation t. */
const log = new ReplayLog(3, 5, 120);
log.appendObservations(new Float64Array(15).fill(0));
for (let t = 0; t < 200; t++) {
  log.appendTransition(Int32Array.of(t % 4, t % 2, t % 3), Float64Array.of(t, 1000 + t, 2000 + t));
  log.appendObservations(new Float64Array(15).fill(t + 1));
}

describe('the sampler', () => {
  it('draws uniformly with replacement from the window as it stood', () => {
    const sampler = new MinibatchSampler(layout, 32, 3);
    const counts = new Map<number, number>();
    let repeated = false;
    for (let draw = 0; draw < 400; draw++) {
      const [batch] = sampler.sample(log, 180, plan);
      for (const reward of batch!.rewards) counts.set(reward, (counts.get(reward) ?? 0) + 1);
      repeated ||= new Set(batch!.rewards).size < 32;
    }
    // The window of 120 at transition 180 is 60..179.
    expect(Math.min(...counts.keys())).toBe(60);
    expect(Math.max(...counts.keys())).toBe(179);
    expect(repeated).toBe(true);
    const expected = (400 * 32) / 120;
    const chiSquare = [...counts.values()].reduce(
      (sum, n) => sum + (n - expected) ** 2 / expected,
      0,
    );
    // 119 degrees of freedom: mean 119, standard deviation 15.4.
    expect(counts.size).toBe(120);
    expect(Math.abs(chiSquare - 119)).toBeLessThan(4 * 15.4);
  });

  it('hands out what was stored: own reward, scope decisions, the observation and the next', () => {
    const batches = new MinibatchSampler(layout, 16, 3).sample(log, 200, plan);
    batches.forEach((batch, agent) => {
      const { scope } = layout.agents[agent]!;
      for (let sample = 0; sample < 16; sample++) {
        const t = batch.rewards[sample]! - 1000 * agent;
        expect(batch.observations.slice(5 * sample, 5 * sample + 5)).toEqual(
          new Float64Array(5).fill(t),
        );
        expect(batch.nextObservations[5 * sample + 4]).toBe(t + 1);
        expect(batch.nextRows[sample]).toBe(t + 1);
        scope.forEach((member, i) => {
          const executed = [t % 4, t % 2, t % 3][member];
          expect(batch.decisions[scope.length * sample + i]).toBe(executed);
        });
      }
    });
  });

  it('jitters the decisions alone, uniformly to both sides, unclipped and fresh', () => {
    const plain = new MinibatchSampler(layout, 256, 3);
    const jittered = new MinibatchSampler(layout, 256, 3);
    const [calm] = plain.sample(log, 200, plan);
    const [moved] = jittered.sample(log, 200, { ...plan, jitter: 0.5 });
    for (const field of ['rewards', 'observations', 'nextObservations', 'nextRows'] as const) {
      expect(moved![field]).toEqual(calm![field]);
    }
    const shifts = moved!.decisions.map((level, i) => level - calm!.decisions[i]!);
    const mean = shifts.reduce((sum, x) => sum + x, 0) / shifts.length;
    const variance = shifts.reduce((sum, x) => sum + x * x, 0) / shifts.length;
    expect(Math.max(...shifts)).toBeLessThanOrEqual(0.5);
    expect(Math.min(...shifts)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(variance).toBeCloseTo(1 / 12, 2);
    expect(Math.min(...moved!.decisions)).toBeLessThan(-0.3);
    expect(new Set(shifts).size).toBeGreaterThan(700);
  });

  it('gives each LSM streams of its own, keyed by its id', () => {
    const all = new MinibatchSampler(layout, 8, 3).sample(log, 200, { ...plan, jitter: 0.5 });
    const times = all.map((batch, n) => Array.from(batch.rewards, (reward) => reward - 1000 * n));
    expect(times[1]).not.toEqual(times[2]);
    // LSM 0 draws the same without the others.
    const fewer = layoutOf([{ id: 0, levels: [4, 2, 3] }]);
    const alone = new MinibatchSampler(fewer, 8, 3).sample(log, 200, { ...plan, jitter: 0.5 });
    expect(alone[0]).toEqual(all[0]);
  });

  it('goes on exactly from a saved state', () => {
    const first = new MinibatchSampler(layout, 8, 3);
    first.sample(log, 200, { ...plan, jitter: 0.5 });
    const second = new MinibatchSampler(layout, 8, 4);
    second.restore(first.save());
    expect(second.sample(log, 150, { ...plan, jitter: 0.5 })).toEqual(
      first.sample(log, 150, { ...plan, jitter: 0.5 }),
    );
  });

  it('sums n rewards, as far as they are known, the day and with terminalCut the episode last', () => {
    // A day ends after transition 99: one row of observations stands between.
    const days = new ReplayLog(3, 5, 200);
    days.appendObservations(new Float64Array(15));
    for (let t = 0; t < 200; t++) {
      days.appendTransition(Int32Array.of(0, 0, 0), Float64Array.of(t, 1000 + t, 2000 + t));
      days.appendObservations(new Float64Array(15).fill(t + 1));
      if (t === 99) days.appendObservations(new Float64Array(15).fill(-1));
    }
    for (const terminalCut of ['off', 'on'] as const) {
      const ahead = { ...plan, nStep: 4, discount: 0.5, terminalCut, slotsPerEpisode: 6 };
      const cut = new MinibatchSampler(layout, 256, 7).sample(days, 200, ahead);
      const plain = new MinibatchSampler(layout, 256, 7).sample(days, 200, plan);
      cut.forEach((batch, agent) => {
        for (let sample = 0; sample < 256; sample++) {
          const t = plain[agent]!.rewards[sample]! - 1000 * agent;
          let last = t;
          while (
            last < t + 3 &&
            last !== 99 &&
            last !== 199 &&
            !(terminalCut === 'on' && last % 6 === 5)
          ) {
            last++;
          }
          let expected = 0;
          for (let k = t; k <= last; k++) expected += (1000 * agent + k) / 2 ** (k - t);
          const isEnd = terminalCut === 'on' && last % 6 === 5;
          expect(batch.rewards[sample]).toBeCloseTo(expected, 9);
          expect(batch.discounts![sample]).toBe(isEnd ? 0 : 1 / 2 ** (last - t + 1));
          expect(batch.nextObservations[5 * sample]).toBe(last + 1);
        }
      });
    }
  });
});
