import { expect, it } from 'vitest';
import { typicalObservations } from '../../src/experiments/typicalDay.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { policyMap } from '../../src/learning/policyMap.ts';
import { SAMPLES_A_LEVEL } from '../../src/learning/valueSurface.ts';
import { citySeed } from '../../src/session/setup.ts';
import { policyMaps, surfaceOf, typicalDay } from '../../src/workers/learnt.ts';
import { smallSetup } from './support.ts';

const setup = smallSetup({ rows: 2, columns: 3 });
const layout = buildLayout(setup.scenario, setup.learner);
const weights = initialWeights(layout, setup.seed);
const learnt = { setup, weights };
const networks = networksFromWeights(layout, weights);

it('gives every server asked for the map at its own observation', () => {
  const observations = typicalDay(learnt);
  expect(observations).toEqual(typicalObservations(setup.scenario, networks, citySeed(setup.seed)));
  const axes = { times: [0.2, 0.7], prices: [0, 0.4, 1] };
  const maps = policyMaps(learnt, { servers: [4, 1], observations, axes });
  expect(maps).toEqual([
    policyMap(networks, 4, observations.subarray(20, 25), axes),
    policyMap(networks, 1, observations.subarray(5, 10), axes),
  ]);
});

it('gives the surface of one Q_n, the others where they were put', () => {
  const observations = typicalDay(learnt);
  // Server 1 of 2 x 3 has the neighbours 0, 2 and 4; the third of them is varied.
  const request = { server: 1, observations, alpha: [0, 2, 1, 0], other: 3 };
  const surface = surfaceOf(learnt, request);
  const objective = localObjectives(networks, observations)[1]!;
  expect(objective.scope).toEqual([1, 0, 2, 4]);
  for (const [own, other] of [
    [0, 0],
    [2, 1],
    [1, 2],
  ] as const) {
    const at = other * SAMPLES_A_LEVEL * surface.columns + own * SAMPLES_A_LEVEL;
    expect(surface.values[at]).toBeCloseTo(objective.value([own, 2, 1, other]), 12);
  }
});
