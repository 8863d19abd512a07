import { expect, it } from 'vitest';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import type { NetworkAccelerator } from '../../src/learning/networkProblem.ts';
import { LateAccelerator } from '../../src/workers/lateAccelerator.ts';
import { layoutOf } from '../support/naiveLearning.ts';

const layout = layoutOf([{ id: 0, levels: [3] }]);
const networks = networksFromWeights(layout, initialWeights(layout, 1));
const observations = new Float64Array(5);
const found = { objectives: [] };

it('asks once, says nothing until the answer is there, then hands on', async () => {
  const asked: unknown[][] = [];
  let answer: (accelerator: NetworkAccelerator) => void = () => {};
  let loads = 0;
  const late = new LateAccelerator(() => {
    loads++;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  expect(loads).toBe(0);
  expect(late.objectives(networks, observations)).toBeNull();
  expect(late.objectives(networks, observations)).toBeNull();
  answer({
    objectives(...words) {
      asked.push(words);
      return found;
    },
  });
  await Promise.resolve();
  expect(late.objectives(networks, observations)).toBe(found);
  expect(asked).toEqual([[networks, observations]]);
  expect(loads).toBe(1);
});

it('goes without where it cannot be had', async () => {
  const late = new LateAccelerator(() => Promise.reject(new Error('404 Not Found')));
  expect(late.objectives(networks, observations)).toBeNull();
  await Promise.resolve();
  expect(late.objectives(networks, observations)).toBeNull();
});
