/** Adaptation: four lives from one training, told apart by what they may do. */
import { describe, expect, it } from 'vitest';
import {
  type AdaptRequest,
  adaptSeed,
  dayOf,
  summariseLives,
} from '../../src/experiments/adapt.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const scenario = parseScenario({ kind: 'paper', rows: 1, slotsPerDay: 24 });
const learner = parseLearner({ episodes: 30 });
const request: AdaptRequest = {
  scenario,
  learner,
  seeds: [4],
  schedule: [
    { episode: 10, scenario: { priceMinimum: 60, priceMaximum: 90 } },
    { episode: 20, scenario: { demandScale: 2 } },
  ],
  resumed: null,
};
const create = (...made: ConstructorParameters<typeof TypeScriptEngine>) =>
  new TypeScriptEngine(...made);

describe('the lives of one seed', () => {
  const lived = adaptSeed(request, 4, create, () => {});

  it('goes on unchanged exactly as a run without a change', async () => {
    const { days } = await lived;
    const alone = new MultiAgentLearner({ scenario, learner, seed: 4 });
    while (alone.slots < 180) alone.advance();
    const points = alone.curve().systemReward.slice(10);
    expect(dayOf(request)).toBe(4);
    expect(days.unchanged).toHaveLength(5);
    days.unchanged.forEach((reward, day) => {
      const naive =
        (points[4 * day]! + points[4 * day + 1]! + points[4 * day + 2]! + points[4 * day + 3]!) / 4;
      expect(reward).toBeCloseTo(naive, 10);
    });
  });

  it('goes on changed exactly as a run that is changed by hand', async () => {
    const { days } = await lived;
    const byHand = new MultiAgentLearner({ scenario, learner, seed: 4 });
    while (byHand.slots < 60) byHand.advance();
    byHand.applyScenario({ ...scenario, priceMinimum: 60, priceMaximum: 90 });
    while (byHand.slots < 120) byHand.advance();
    byHand.applyScenario({ ...byHand.scenario, demandScale: 2 });
    while (byHand.slots < 180) byHand.advance();
    const points = byHand.curve().systemReward.slice(10);
    const lastDay = points.slice(16, 20).reduce((sum, value) => sum + value, 0) / 4;
    expect(days.changed[4]).toBeCloseTo(lastDay, 10);
    expect(days.changed).not.toEqual(days.frozen);
    expect(days.changed).not.toEqual(days.reopened);
    expect(days.changed).not.toEqual(days.unchanged);
  });

  it('goes on from a checkpoint as from the start', async () => {
    const { days, before } = await lived;
    const again = await adaptSeed({ ...request, resumed: before }, 4, create, () => {});
    expect(again.days).toEqual(days);
  });
});

it('takes differences seed by seed', () => {
  const day = (...values: number[]) => values;
  const run = (seed: number, shift: number) => ({
    seed,
    days: {
      unchanged: day(10 + shift, 10 + shift),
      changed: day(4 + shift, 9 + shift),
      reopened: day(3 + shift, 11 + shift),
      frozen: day(4 + shift, 4 + shift),
    },
  });
  const { changed, reopened } = summariseLives([run(1, 0), run(2, 6)]);
  expect(changed.firstLost).toEqual({ mean: -6, half: 0 });
  expect(changed.first.mean).toBe(7);
  expect(changed.first.half).toBeGreaterThan(30);
  expect(reopened.lastLost.mean).toBe(1);
});
