/** What a slot does with decisions, held against the rules written down a second time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandTable } from '../../src/world/demand.ts';
import { OFFLOADING_POLICIES, parseScenario, ZONES } from '../../src/world/scenario.ts';
import { moments } from '../support/moments.ts';
import {
  anyChances,
  anyPaper,
  anyReleased,
  anyScenario,
  anySeed,
  decisionsFrom,
  started,
} from './arbitraries.ts';
import { type Expected, paperOutcome, releasedOutcome } from './reference.ts';

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let k = 0; k < found.length; k++) {
    const size = Math.max(1, Math.abs(expected[k]!));
    expect(Math.abs(found[k]! - expected[k]!) / size).toBeLessThan(1e-9);
  }
}

function compare(
  environment: ReturnType<typeof started>,
  decisions: Int32Array,
  reference: (on: typeof environment, decisions: Int32Array) => Expected,
): void {
  const expected = reference(environment, decisions);
  const found = environment.evaluate(decisions);
  expectClose(found.offered, expected.offered);
  expectClose(found.processed, expected.processed);
  expectClose(found.rewards, expected.rewards);
  expectClose([found.cloudTasks], [expected.cloudTasks]);
  const rewards = new Float64Array(decisions.length);
  expect(environment.rewardsOf(decisions, rewards)).toBe(found.systemReward);
  expect(rewards).toEqual(found.rewards);
  // A user whose two best are equal to the last bits may be shown with either.
  const same = found.servedBy.filter((server, user) => server === expected.servedBy[user]).length;
  expect(same).toBeGreaterThanOrEqual(found.servedBy.length - 1);
  environment.step(decisions);
  expectClose(environment.draws.estimates, expected.nextEstimates);
}

describe('a slot of the paper', () => {
  it('is what the rules say, in any scenario', () => {
    fc.assert(
      fc.property(anyPaper, anySeed, anyChances, (scenario, seed, chances) => {
        const environment = started(scenario, seed);
        for (let slot = 0; slot < 4; slot++) {
          const decisions = decisionsFrom(environment.levels, chances, slot);
          compare(environment, decisions, paperOutcome);
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each(OFFLOADING_POLICIES)('is so by default over a day, users %s', (offloading) => {
    const environment = started(parseScenario({ rows: 3, columns: 3, offloading }), 4);
    for (let slot = 0; slot < 144; slot++) {
      const decisions = Int32Array.from({ length: 9 }, (_, server) => (slot * 7 + server * 5) % 3);
      compare(environment, decisions, paperOutcome);
    }
  });

  it('sticky users remember their last server: not through the cloud, but through a quiet slot', () => {
    const environment = started(parseScenario({ offloading: 'sticky' }), 5);
    const memory = new Map<number, number>();
    let forgotten = 0;
    for (let slot = 0; slot < 144; slot++) {
      const { users } = environment.draws;
      users.id.forEach((id, user) => {
        expect(users.attachedTo[user]).toBe(memory.get(id) ?? -1);
      });
      const { infos } = environment.step([slot % 2, (slot + 1) % 2, 0, 1]);
      users.id.forEach((id, user) => {
        const server = infos.servedBy[user]!;
        if (server === -1 && (memory.get(id) ?? -1) >= 0) forgotten += 1;
        if (server > -2) memory.set(id, server);
      });
    }
    expect(forgotten).toBeGreaterThan(50);
  });

  it('splits by soft-min where every weight would underflow', () => {
    // 60 s at a temperature of 0.05 s: exponents of 1,200.
    const environment = started(
      parseScenario({ offloadingTemperature: 0.05, cloudDelay: 60, unitDelay: 10, demandScale: 5 }),
      2,
    );
    for (let slot = 0; slot < 40; slot++) {
      compare(environment, Int32Array.of(2, 1, slot % 3, 1), paperOutcome);
    }
  });

  it('rents nothing, earns nothing: all goes to the cloud', () => {
    const environment = started(parseScenario({}), 1);
    const outcome = environment.evaluate([0, 0, 0, 0]);
    expect(outcome.systemReward).toBe(0);
    expect(outcome.cloudTasks).toBe(outcome.tasks);
    expect(outcome.tasks).toBeGreaterThan(0);
    expect(outcome.computationDelay).toEqual(new Float64Array(4).fill(Number.NaN));
  });

  it('sends a user out of range of every server to the cloud', () => {
    const environment = started(parseScenario({ coverageRadius: 20 }), 1);
    const { users } = environment.draws;
    const outcome = environment.evaluate([2, 2, 2, 2]);
    let outside = 0;
    for (let user = 0; user < users.count; user++) {
      const near = [60, 120].some((x) =>
        [60, 120].some((y) => Math.hypot(users.x[user]! - x, users.y[user]! - y) <= 20),
      );
      if (near || users.tasks[user] === 0) continue;
      outside += 1;
      expect(outcome.servedBy[user]).toBe(-1);
    }
    expect(outside).toBeGreaterThan(5);
  });
});

describe('a slot of the released environment', () => {
  it('is what the rules say, in any scenario', () => {
    fc.assert(
      fc.property(anyReleased, anySeed, anyChances, (scenario, seed, chances) => {
        const environment = started(scenario, seed);
        for (let slot = 0; slot < 4; slot++) {
          const decisions = decisionsFrom(environment.levels, chances, slot);
          compare(environment, decisions, releasedOutcome);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('with the fault kept, server 0 decides whether anybody has a delay', () => {
    const kept = started(parseScenario({ kind: 'released', fault: 'kept' }), 1);
    const others = (first: number) => kept.evaluate([first, 2, 2, 2]).rewards.subarray(1);
    expect(others(0).every((reward, k) => reward > others(1)[k]!)).toBe(true);
    const fixed = started(parseScenario({ kind: 'released' }), 1);
    expect(fixed.evaluate([0, 2, 2, 2]).rewards.subarray(1)).toEqual(
      fixed.evaluate([1, 2, 2, 2]).rewards.subarray(1),
    );
  });

  it('lets users pick by exp(-last delay), and demand less after a delay', () => {
    const scenario = parseScenario({
      kind: 'released',
      rows: 1,
      columns: 2,
      coverageRadius: 1000,
      usersPerServer: 200,
      serviceRate: 1,
    });
    const environment = started(scenario, 5);
    const table = demandTable(scenario);
    let picks = 0;
    let expectedPicks = 0;
    let variance = 0;
    let demand = 0;
    let expectedDemand = 0;
    for (let slot = 0; slot < 480; slot++) {
      const [first, second] = environment.draws.estimates;
      const chance = Math.exp(-first!) / (Math.exp(-first!) + Math.exp(-second!));
      const { picked, tasks } = environment.save().dynamics;
      picked!.forEach((server, user) => {
        const last = [first!, second!][server]!;
        const mean = table[ZONES[environment.draws.users.zone[user]!]!][environment.hour]!;
        picks += server === 0 ? 1 : 0;
        expectedPicks += chance;
        variance += chance * (1 - chance);
        demand += tasks![user]!;
        expectedDemand += mean * Math.max(0.2, (5 - last) / 5);
      });
      const { truncations } = environment.step([slot % 2, 1]);
      if (truncations[0] === 1) environment.reset();
    }
    expect(Math.abs(picks - expectedPicks)).toBeLessThan(4 * Math.sqrt(variance));
    expect(Math.abs(demand - expectedDemand)).toBeLessThan(4 * Math.sqrt(expectedDemand));
    // Indifferent users would pick either alike.
    expect(Math.abs(expectedPicks - (480 * 400) / 2)).toBeGreaterThan(10 * Math.sqrt(variance));
  });

  it('demands a fifth at least, whatever the delay', () => {
    const scenario = parseScenario({
      kind: 'released',
      usersPerServer: 400,
      serviceRate: 1,
      zones: ['commercial', 'commercial', 'commercial', 'commercial'],
    });
    const fresh = started(scenario, 6);
    const waiting = started(scenario, 6);
    for (let slot = 0; slot < 16; slot++) {
      fresh.step([0, 0, 0, 0]);
      waiting.step([1, 1, 1, 1]);
    }
    expect([...waiting.draws.estimates]).toEqual([10, 10, 10, 10]);
    const all = moments(fresh.draws.users.tasks).mean;
    expect(moments(waiting.draws.users.tasks).mean / all).toBeCloseTo(0.2, 1.5);
  });
});

describe('tasks', () => {
  it('are Poisson with the mean of the zone and hour', () => {
    const zones = ['school', 'school', 'school', 'school'];
    const environment = started(parseScenario({ zones, userDensity: 300 }), 8);
    const byHour = new Map<number, number[]>();
    for (let slot = 0; slot < 288; slot++) {
      const sample = byHour.get(environment.hour) ?? [];
      sample.push(...environment.draws.users.tasks);
      byHour.set(environment.hour, sample);
      environment.step([0, 0, 0, 0]);
    }
    const { school } = demandTable(environment.scenario);
    for (const [hour, sample] of byHour) {
      const { mean, variance } = moments(sample);
      const expected = school[hour]!;
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(
        4 * Math.sqrt(expected / sample.length),
      );
      if (expected > 1) expect(Math.abs(variance / expected - 1)).toBeLessThan(0.12);
    }
    expect(byHour.size).toBe(24);
  });

  it('are conserved over servers and cloud, and rewards are finite, whatever is decided', () => {
    fc.assert(
      fc.property(anyScenario, anySeed, anyChances, (scenario, seed, chances) => {
        const environment = started(scenario, seed);
        for (let slot = 0; slot < 6; slot++) {
          const { users } = environment.draws;
          const { infos } = environment.step(decisionsFrom(environment.levels, chances, slot));
          const done = infos.offered.reduce((sum, w, n) => sum + w * infos.processed[n]!, 0);
          const tasks = users.tasks.reduce((sum, number) => sum + number, 0);
          expect(infos.tasks).toBe(tasks);
          expect(Math.abs(done + infos.cloudTasks - tasks)).toBeLessThan(1e-7 * (1 + tasks));
          expect(infos.cloudTasks).toBeGreaterThan(-1e-7 * (1 + tasks));
          for (const reward of infos.rewards) expect(Number.isFinite(reward)).toBe(true);
          expect(Number.isFinite(infos.systemReward)).toBe(true);
          for (const value of environment.observations) expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
