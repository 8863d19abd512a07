import { describe, expect, it } from 'vitest';
import { NetworkObjective } from '../../src/learning/networkObjective.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { policyMap } from '../../src/learning/policyMap.ts';
import { randomNetworks } from '../support/networks.ts';

const { networks } = parseNetworks(randomNetworks(5, 2, 3));
const observation = [0.9, 0.8, 1.1, 0.2, 0.9];
const axes = { times: [0.02, 0.35, 0.6, 0.98], prices: [0, 0.5, 1] };

/** Every joint decision of a scope, own level slowest. */
function jointDecisions(levels: readonly number[]): number[][] {
  return levels.reduce<number[][]>(
    (all, count) =>
      all.flatMap((start) => Array.from({ length: count }, (_, level) => [...start, level])),
    [[]],
  );
}

describe('a policy map', () => {
  it.each(networks.agents.map((_, server) => server))(
    'of server %i is what trying every joint decision gives',
    (server) => {
      const network = networks.agents[server]!;
      const map = policyMap(networks, server, observation, axes);
      const own = network.levels[0]!;
      expect(map.levels).toBe(own);
      let cell = 0;
      for (const price of axes.prices) {
        for (const time of axes.times) {
          const seen = Float64Array.of(time, 0.8, 1.1, 0.2, price);
          const objective = new NetworkObjective(network, networks, seen);
          const best = new Array<number>(own).fill(Number.NEGATIVE_INFINITY);
          for (const joint of jointDecisions(network.levels)) {
            best[joint[0]!] = Math.max(best[joint[0]!]!, objective.value(joint));
          }
          best.forEach((value, level) => {
            expect(map.values[cell * own + level]).toBeCloseTo(value, 9);
          });
          expect(map.greedy[cell]).toBe(best.indexOf(Math.max(...best)));
          cell += 1;
        }
      }
      expect(map.greedy).toHaveLength(cell);
    },
  );

  it('depends on the observation beside hour and price, and leaves it as it was', () => {
    const here = policyMap(networks, 0, observation, axes);
    const there = policyMap(networks, 0, [0.1, 0.1, 0.4, 0.9, 0.2], axes);
    const sameBeside = policyMap(networks, 0, [0.1, 0.8, 1.1, 0.2, 0.2], axes);
    expect(there.values).not.toEqual(here.values);
    expect(sameBeside.values).toEqual(here.values);
    expect(observation).toEqual([0.9, 0.8, 1.1, 0.2, 0.9]);
  });
});
