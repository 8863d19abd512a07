/** Presets that are there to teach something show it. */
import { expect, it } from 'vitest';
import { findPreset } from '../../src/app/presets.ts';
import { createPolicy } from '../../src/experiments/policies.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario, type Scenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';

/** Mean units that are rented in a slot of some hours, under the best decisions of a day. */
function rentedBetween(scenario: Scenario, from: number, until: number): number {
  const { orchestration } = findPreset('priceShock')!;
  const policy = createPolicy('oracle', { scenario, networks: null, orchestration, seed: 1 });
  const environment = new EdgeEnvironment(scenario);
  environment.reset(900_001);
  let units = 0;
  let slots = 0;
  for (let slot = 0; slot < scenario.slotsPerDay; slot++) {
    const { hour } = environment;
    const decision = policy.decide(environment, slot);
    if (hour >= from && hour < until) {
      units += decision.reduce((sum, level) => sum + level, 0);
      slots += 1;
    }
    environment.step(decision);
  }
  return units / slots;
}

it('in a price shock hardly anybody rents, and before it they rent as ever', () => {
  const { scenario } = findPreset('priceShock')!;
  const calm = parseScenario({ ...scenario, surgeFactor: 1 });
  expect(rentedBetween(scenario, 17, 21)).toBeLessThan(rentedBetween(calm, 17, 21) / 4);
  expect(rentedBetween(scenario, 8, 17)).toBeCloseTo(rentedBetween(calm, 8, 17), 0);
});

it('the torn city is two halves that share ground and no link', () => {
  const { scenario } = findPreset('tornCity')!;
  const { count, links, x } = buildTopology(scenario);
  expect(count).toBe(8);
  expect(links).toHaveLength(8);
  const isWest = (server: number) => x[server]! < 180;
  for (const [one, other] of links) expect(isWest(one)).toBe(isWest(other));
  const [edge, next] = [Math.max(...x.filter((each) => each < 180)), 240];
  expect(next - edge).toBeLessThan(2 * scenario.coverageRadius);
});
