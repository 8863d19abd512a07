import { expect, it } from 'vitest';
import { wholeCurve } from '../../../src/app/files/wholeCurve.ts';
import { LiveCurves } from '../../../src/app/live.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import type { LearningCurve } from '../../../src/learning/learningCurve.ts';

/** Points that say which episode and agent they are of. */
function pointsOf(firstEpisode: number, episodes: number): LearningCurve {
  const each = (width: number, at: (episode: number, agent: number) => number) =>
    Float64Array.from({ length: episodes * width }, (_, i) =>
      at(firstEpisode + Math.floor(i / width), i % width),
    );
  return {
    firstEpisode,
    systemReward: each(1, (episode) => episode),
    rewards: each(2, (episode, agent) => episode + agent / 10),
    losses: each(2, (episode, agent) => (episode === 0 ? Number.NaN : episode - agent)),
    exploration: each(1, (episode) => 1 / (1 + episode)),
  };
}

function known(from: number, points: LearningCurve | null): LiveCurves {
  const curves = new LiveCurves();
  curves.clear([0, 1], parseLearner({}), from);
  if (points) curves.append({ type: 'training', ...points });
  return curves;
}

it('is the worker’s own where that knows it all', () => {
  expect(wholeCurve(known(0, pointsOf(0, 9)), [0, 1], pointsOf(0, 9))).toEqual(pointsOf(0, 9));
});

it('begins with what the page knows where the worker started later', () => {
  expect(wholeCurve(known(0, pointsOf(0, 7)), [0, 1], pointsOf(5, 4))).toEqual(pointsOf(0, 9));
  // A run from a checkpoint whose file said nothing of the episodes before.
  expect(wholeCurve(known(3.5, pointsOf(3, 4)), [0, 1], pointsOf(5, 4))).toEqual(pointsOf(3, 6));
});

it('has no gap: what the page knows is left out where episodes are missing in between', () => {
  expect(wholeCurve(known(0, pointsOf(0, 4)), [0, 1], pointsOf(5, 4))).toEqual(pointsOf(5, 4));
  expect(wholeCurve(known(5, null), [0, 1], pointsOf(5, 4))).toEqual(pointsOf(5, 4));
});

it('leaves what was not known undefined in the picture, not zero', () => {
  const { systemReward, exploration } = known(3.5, null);
  expect([...systemReward]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect([...exploration]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
