import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../src/experiments/policies.ts';
import { comparedDay } from '../../src/experiments/sideBySide.ts';
import type { ActorNetworks } from '../../src/learning/actors.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { InputError } from '../../src/schema.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomNetworks } from '../support/networks.ts';

const { networks } = parseNetworks(randomNetworks(5, 2, 2));
const scenario = parseScenario({ levels: networks.agents.map(({ levels }) => levels[0]!) });
const orchestration = parseOrchestration({});
const setting = { scenario, networks, orchestration, seed: 3, worldSeed: 12 } as const;

/** Actors that rent one unit below a price of 30 (input 0.5), else nothing: level = 1.5 - 2 p. */
function thresholdActors(count: number): ActorNetworks {
  const agents = Array.from({ length: count }, (_, id) => ({
    id,
    levels: networks.agents[id % 4]!.levels[0]!,
    sees: [id],
    layers: [
      {
        inputs: 5,
        outputs: 1,
        weights: Float64Array.of(0, 0, 0, 0, -100),
        biases: Float64Array.of(50),
      },
    ],
  }));
  return { loss: 'squaredError', activation: 'relu', observationSize: 5, agents };
}

describe('a day side by side', () => {
  it('is the teacher’s own day, and the student is asked at each of its slots', () => {
    const day = comparedDay({ ...setting, teacher: 'greedySweeps', actors: thresholdActors(4) });
    expect(day.slots).toBe(144);
    const policy = createPolicy('greedySweeps', setting);
    const environment = new EdgeEnvironment(scenario);
    environment.reset(12);
    for (let slot = 0; slot < 144; slot += 1) {
      const decisions = policy.decide(environment, slot);
      expect(day.timesOfDay[slot]).toBe(environment.timeOfDay);
      for (let server = 0; server < 4; server += 1) {
        const price = environment.draws.prices[server]!;
        const most = environment.levels[server]! - 1;
        expect(day.prices[slot * 4 + server]).toBe(price);
        expect(day.teacher[slot * 4 + server]).toBe(decisions[server]);
        const wanted = Math.max(0, Math.min(most, Math.floor(50 - 5 * (price - 20) + 0.5)));
        expect(day.student![slot * 4 + server]).toBe(wanted);
      }
      environment.step(decisions);
    }
  });

  it('has no student before there is one, and refuses one of another city', () => {
    expect(comparedDay({ ...setting, teacher: 'n2o', actors: null }).student).toBeNull();
    expect(() => comparedDay({ ...setting, teacher: 'n2o', actors: thresholdActors(3) })).toThrow(
      InputError,
    );
  });
});
