import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../src/experiments/policies.ts';
import type { PolicyKey } from '../../src/experiments/policyKeys.ts';
import {
  hourPriceCell,
  type PlayedMaps,
  playPolicyMaps,
  pricesMet,
} from '../../src/experiments/policyMaps.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomNetworks } from '../support/networks.ts';

const { networks } = parseNetworks(randomNetworks(5, 2, 2));
const scenario = parseScenario({ levels: networks.agents.map(({ levels }) => levels[0]!) });
const evaluation = { slots: 300, seed: 12 };
const orchestration = parseOrchestration({});

function play(keys: readonly PolicyKey[], of = scenario, slots = evaluation.slots) {
  const setting = { scenario: of, networks, orchestration, seed: 3 };
  const run = playPolicyMaps({ ...setting, keys, evaluation: { ...evaluation, slots } });
  const reports: PlayedMaps[] = [];
  for (;;) {
    const next = run.next();
    if (next.done) return { maps: next.value, reports };
    reports.push(next.value);
  }
}

describe('policy maps', () => {
  it('count every slot once, at its hour, price and level, as a second reading does', () => {
    const { maps } = play(['maDql', 'random']);
    for (const { key, servers } of maps.policies) {
      const policy = createPolicy(key, { scenario, networks, orchestration, seed: 3 });
      const environment = new EdgeEnvironment(scenario);
      environment.reset(evaluation.seed);
      const wanted = new Map<string, number>();
      for (let slot = 0; slot < evaluation.slots; slot += 1) {
        const decisions = policy.decide(environment, slot);
        decisions.forEach((level, server) => {
          // Prices of 20 to 40 in ten bins are two wide.
          const bin = Math.floor((environment.draws.prices[server]! - 20) / 2);
          const name = `${server} ${environment.hour} ${bin} ${level}`;
          wanted.set(name, (wanted.get(name) ?? 0) + 1);
        });
        environment.step(decisions);
      }
      const found = new Map<string, number>();
      servers.forEach(({ levels, counts, prices }, server) => {
        expect(prices).toEqual([20, 40]);
        counts.forEach((count, place) => {
          if (count === 0) return;
          const cell = Math.floor(place / levels);
          found.set(`${server} ${Math.floor(cell / 10)} ${cell % 10} ${place % levels}`, count);
        });
      });
      expect([...found].sort()).toEqual([...wanted].sort());
    }
  });

  it('say where two policies differ, slot by slot', () => {
    const { maps } = play(['fixed0', 'fixed1']);
    maps.differing.forEach((cells, server) => {
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(evaluation.slots);
      // Level 0 of the first policy's counts is every slot there was.
      const { counts, levels } = maps.policies[0]!.servers[server]!;
      expect([...cells]).toEqual([...cells.keys()].map((cell) => counts[cell * levels]));
    });
    // One of three is enough.
    for (const cells of play(['fixed0', 'fixed0', 'fixed1'], scenario, 50).maps.differing) {
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(50);
    }
    for (const cells of play(['n2o', 'n2o']).maps.differing) {
      expect(cells.every((count) => count === 0)).toBe(true);
    }
  });

  it('report after each day, without touching what was reported', () => {
    const { maps, reports } = play(['fixed1']);
    expect(reports.map(({ slots, days }) => [slots, days])).toEqual([
      [144, 1],
      [288, 2],
    ]);
    const sum = (of: PlayedMaps) => of.policies[0]!.servers[0]!.counts.reduce((a, b) => a + b, 0);
    expect([...reports, maps].map(sum)).toEqual([144, 288, 300]);
    expect(maps.policies[0]!.standardError).toBeGreaterThan(0);
  });

  it('play days that end', () => {
    const released = parseScenario({ kind: 'released' });
    const { maps } = play(['fixed1'], released, 60);
    expect(maps.days).toBe(2);
    const { counts, prices, levels } = maps.policies[0]!.servers[0]!;
    expect(prices).toEqual([0, 40]);
    const hour = (at: number) =>
      counts.subarray(at * 10 * levels, (at + 1) * 10 * levels).reduce((a, b) => a + b, 0);
    expect([hour(0), hour(11), hour(12), hour(23)]).toEqual([3, 3, 2, 2]);
  });

  it('a price at either end, or beside the range, has its bin', () => {
    const bins = [20, 21.999, 22, 39.99, 40, 10, 50].map((price) =>
      hourPriceCell(3, price, [20, 40]),
    );
    expect(bins).toEqual([30, 30, 31, 39, 39, 30, 39]);
    expect(hourPriceCell(0, 7, [7, 7])).toBe(0);
  });

  it('a surge widens the range', () => {
    const surging = new EdgeEnvironment(parseScenario({ surgeFactor: 2 }));
    expect(pricesMet(surging, 0)).toEqual([20, 80]);
  });
});
