import { expect, it } from 'vitest';
import { typicalObservations } from '../../src/experiments/typicalDay.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';

function networksOf(scenario: ReturnType<typeof parseScenario>) {
  const layout = buildLayout(scenario, parseLearner({}));
  return networksFromWeights(layout, initialWeights(layout, 4));
}

it('is the mean of a day; who decides moves only the estimate', () => {
  const scenario = parseScenario({});
  const typical = typicalObservations(scenario, networksOf(scenario), 77);
  const environment = new EdgeEnvironment(scenario);
  environment.reset(77);
  const sums = new Float64Array(4 * 5);
  for (let slot = 0; slot < 144; slot++) {
    environment.observations.forEach((value, i) => {
      sums[i] = sums[i]! + value;
    });
    environment.step([0, 0, 0, 0]);
  }
  for (let server = 0; server < 4; server++) {
    for (const entry of [0, 1, 2, 4]) {
      expect(typical[server * 5 + entry]).toBeCloseTo(sums[server * 5 + entry]! / 144, 12);
    }
  }
  // About 30 users in range, 20 MHz, and a delay of some tenths of a second.
  expect(typical[1]).toBeGreaterThan(0.7);
  expect(typical[1]).toBeLessThan(1.3);
  expect(typical[2]).toBeCloseTo(1, 1);
  expect(typical[3]).toBeGreaterThan(0);
});

it('lives one day of the released environment, whose days end', () => {
  const scenario = parseScenario({ kind: 'released' });
  const typical = typicalObservations(scenario, networksOf(scenario), 3);
  // Hours 0 to 23 of 24.
  expect(typical[0]).toBeCloseTo(11.5 / 24, 12);
});
