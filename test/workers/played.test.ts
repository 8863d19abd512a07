import { expect, it } from 'vitest';
import { type PlayedMaps, playPolicyMaps } from '../../src/experiments/policyMaps.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { citySeed } from '../../src/session/setup.ts';
import { comparedDayOf, playedMapsOf } from '../../src/workers/played.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { actorsOf } from '../support/playedActors.ts';

const scenario = parseScenario({ rows: 1, columns: 2 });
const learner = parseLearner({ hidden: [4] });
const layout = buildLayout(scenario, learner);
const weights = initialWeights(layout, 5);
const options = parseOrchestration({});
const request = { setup: { scenario, learner, seed: 6 }, weights, options };
const actors = actorsOf(2, 1);

it('plays the world of the run’s visible city, actors included, and tells of every day', async () => {
  const keys = ['maDql', 'distilled'] as const;
  const others = { distilled: actors };
  const told: PlayedMaps[] = [];
  const maps = await playedMapsOf({ ...request, keys, others, slots: 300 }, (each) => {
    told.push(each);
  });
  expect(told.map(({ days }) => days)).toEqual([1, 2]);
  const networks = networksFromWeights(layout, weights);
  const run = playPolicyMaps({
    ...{ scenario, networks, others, orchestration: options, keys },
    seed: citySeed(6),
    evaluation: { slots: 300, seed: citySeed(6) },
  });
  let next = run.next();
  while (!next.done) next = run.next();
  expect(maps).toEqual(next.value);
  // These actors rent one unit whatever they see.
  const { counts } = maps.policies[1]!.servers[0]!;
  expect(counts.filter((_, place) => place % 3 === 1).reduce((sum, count) => sum + count)).toBe(
    300,
  );
});

it('refuses actors that are not there, by the reason', async () => {
  const played = playedMapsOf({ ...request, keys: ['distilled'], slots: 3 }, () => {});
  await expect(played).rejects.toThrow('there are no actors');
});

it('compares teacher and student on the first day of that world', () => {
  const day = comparedDayOf({ ...request, teacher: 'exactP2', actors });
  expect(day.slots).toBe(144);
  expect(day.student!.every((level) => level === 1)).toBe(true);
});
