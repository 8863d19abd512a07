import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/schema.ts';
import { EdgeEnvironment, type EnvironmentState } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { anyChances, anyScenario, anySeed, decisionsFrom, started } from './arbitraries.ts';

/** Plays slots, going on to the next day where one ends; everything that comes back. */
function play(
  environment: EdgeEnvironment,
  slots: number,
  decide: (slot: number) => ArrayLike<number>,
) {
  return Array.from({ length: slots }, (_, slot) => {
    const result = environment.step(decide(slot));
    if (result.truncations[0] === 1) environment.reset();
    return { ...result, draws: environment.draws, hash: environment.stateHash() };
  });
}

describe.each(['paper', 'released'])('the parallel contract, %s', (kind) => {
  const scenario = parseScenario({ kind, rows: 2, columns: 3, levels: [2, 3, 4, 5, 6, 2] });
  const day = scenario.slotsPerDay;

  it('gives every agent its part, in its space, at every slot', () => {
    const environment = new EdgeEnvironment(scenario);
    expect(environment.possibleAgents).toEqual([0, 1, 2, 3, 4, 5]);
    expect(environment.agents).toEqual([]);
    const spaces = environment.possibleAgents.map((agent) => environment.observationSpace(agent));
    const check = (observations: Float64Array) => {
      expect(observations.length).toBe(6 * 5);
      observations.forEach((value, at) => {
        const { low, high } = spaces[Math.floor(at / 5)]!;
        expect(value).toBeGreaterThanOrEqual(low[at % 5]!);
        expect(value).toBeLessThanOrEqual(high[at % 5]!);
      });
    };
    const begin = environment.reset(0);
    check(begin.observations);
    expect(environment.agents).toEqual(environment.possibleAgents);
    expect(begin.infos.slot).toBe(0);
    for (let slot = 0; slot < 3 * day; slot++) {
      const decisions = environment.possibleAgents.map(
        (agent) => (slot + agent) % environment.actionSpace(agent).n,
      );
      const result = environment.step(decisions);
      check(result.observations);
      expect(result.observations).toBe(environment.observations);
      for (const part of [result.rewards, result.terminations, result.truncations]) {
        expect(part.length).toBe(6);
      }
      expect([...result.terminations]).toEqual([0, 0, 0, 0, 0, 0]);
      const over = kind === 'released' && slot % day === day - 1;
      expect([...result.truncations]).toEqual(new Array(6).fill(over ? 1 : 0));
      expect(environment.agents.length).toBe(over ? 0 : 6);
      if (over) {
        // The last observation of the day stands at its end.
        expect(result.observations[0]).toBe(1);
        expect(() => environment.step(decisions)).toThrow('reset()');
        const next = environment.reset();
        expect(next.observations[0]).toBe(0);
        expect(next.observations[3]).toBe(0);
        expect([environment.timeOfDay, environment.slot]).toEqual([0, 0]);
      }
    }
  });

  it.each([0, 1])('repeats a whole day from seed %d, observations and rewards', (seed) => {
    const decide = (slot: number) => [slot % 2, slot % 3, slot % 4, slot % 5, slot % 6, 1];
    const one = started(scenario, seed);
    const other = started(scenario, seed);
    expect(play(one, day + 3, decide)).toEqual(play(other, day + 3, decide));
    // The same again after a reset of one that has run.
    one.reset(seed);
    expect(play(one, 5, decide)).toEqual(play(started(scenario, seed), 5, decide));
  });

  it('goes on with its streams when reset without a seed', () => {
    const environment = started(scenario, 1);
    const first = environment.draws.users;
    environment.reset();
    expect(environment.draws.users).not.toEqual(first);
    const unseeded = new EdgeEnvironment(scenario);
    unseeded.reset();
    expect(unseeded.stateHash()).toBe(started(scenario, 0).stateHash());
  });

  it('has other draws from another seed', () => {
    const one = started(scenario, 0).draws;
    const other = started(scenario, 1).draws;
    expect(one.prices).not.toEqual(other.prices);
    expect(one.spectrum).not.toEqual(other.spectrum);
    expect(one.users.x).not.toEqual(other.users.x);
  });
});

describe('time', () => {
  it('of the paper starts anywhere in the day and never ends', () => {
    const starts = Array.from(
      { length: 300 },
      (_, seed) => started(parseScenario({}), seed).timeOfDay,
    );
    expect(Math.min(...starts)).toBeLessThan(5);
    expect(Math.max(...starts)).toBeGreaterThan(138);
    const environment = started(parseScenario({}), 1);
    const first = environment.timeOfDay;
    for (let slot = 0; slot < 300; slot++) {
      expect(environment.timeOfDay).toBe((first + slot) % 144);
      expect(environment.hour).toBe(Math.floor(environment.timeOfDay / 6));
      expect(environment.slot).toBe(slot);
      expect(environment.observations[0]).toBe(environment.timeOfDay / 144);
      environment.step([0, 1, 2, 0]);
    }
  });
});

describe('observations', () => {
  it.each([
    ['paper', 30],
    ['released', 20],
  ])('of %s are time, users in range / %d, spectrum, delay and price', (kind, crowd) => {
    const environment = started(parseScenario({ kind, rows: 3 }), 2);
    for (let slot = 0; slot < 20; slot++) {
      const { usersInRange, spectrum, estimates, prices } = environment.draws;
      environment.possibleAgents.forEach((agent) => {
        expect([...environment.observations.subarray(agent * 5, agent * 5 + 5)]).toEqual([
          environment.timeOfDay / environment.scenario.slotsPerDay,
          usersInRange[agent]! / crowd,
          spectrum[agent]! / 20,
          estimates[agent]! / 5,
          (prices[agent]! - 20) / 20,
        ]);
      });
      environment.step([2, 1, 0, 2, 1, 0]);
    }
  });
});

describe('draws', () => {
  it('are the same whatever is decided', () => {
    fc.assert(
      fc.property(anyScenario, anySeed, anyChances, anyChances, (scenario, seed, one, other) => {
        const first = started(scenario, seed);
        const second = started(scenario, seed);
        for (let slot = 0; slot < 8; slot++) {
          const here = first.step(decisionsFrom(first.levels, one, slot));
          const there = second.step(decisionsFrom(second.levels, other, slot));
          const [mine, its] = [first.draws, second.draws];
          for (const key of ['id', 'x', 'y', 'zone'] as const) {
            expect(mine.users[key]).toEqual(its.users[key]);
          }
          if (scenario.kind === 'paper') expect(mine.users.tasks).toEqual(its.users.tasks);
          for (const key of ['prices', 'spectrum', 'usersInRange'] as const) {
            expect(mine[key]).toEqual(its[key]);
          }
          expect(first.save().streams).toEqual(second.save().streams);
          expect(first.save().dynamics.delays).toEqual(second.save().dynamics.delays);
          if (here.truncations[0] === 1) {
            first.reset();
            second.reset();
            expect(there.truncations[0]).toBe(1);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of one server are not moved by servers that come after it', () => {
    const small = started(parseScenario({ rows: 1, columns: 3 }), 5).draws;
    const large = started(parseScenario({ rows: 1, columns: 6 }), 5).draws;
    expect([...small.prices]).toEqual([...large.prices.subarray(0, 3)]);
    expect([...small.spectrum]).toEqual([...large.spectrum.subarray(0, 3)]);
  });
});

describe('evaluate', () => {
  it('changes nothing, and step does what it said', () => {
    fc.assert(
      fc.property(anyScenario, anySeed, anyChances, (scenario, seed, chances) => {
        const environment = started(scenario, seed);
        for (let slot = 0; slot < 3; slot++) {
          const before = environment.stateHash();
          const decisions = decisionsFrom(environment.levels, chances, slot);
          environment.evaluate(decisionsFrom(environment.levels, chances, slot + 9));
          environment.rewardsOf(decisions, new Float64Array(decisions.length));
          const outcome = environment.evaluate(decisions);
          expect(environment.stateHash()).toBe(before);
          expect(environment.step(decisions).infos).toEqual(outcome);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a saved state', () => {
  it('goes on bit by bit, from any moment, through JSON', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anySeed,
        anyChances,
        fc.integer({ min: 0, max: 30 }),
        (scenario, seed, chances, moment) => {
          const environment = started(scenario, seed);
          const decide = (slot: number) => decisionsFrom(environment.levels, chances, slot);
          play(environment, moment, decide);
          const state: EnvironmentState = JSON.parse(JSON.stringify(environment.save()));
          const copy = new EdgeEnvironment(scenario);
          copy.restore(state);
          expect(copy.save()).toEqual(environment.save());
          expect(copy.observations).toEqual(environment.observations);
          expect(copy.draws).toEqual(environment.draws);
          expect([copy.slot, copy.timeOfDay, copy.hour, copy.agents]).toEqual([
            environment.slot,
            environment.timeOfDay,
            environment.hour,
            environment.agents,
          ]);
          expect(play(copy, 4, decide)).toEqual(play(environment, 4, decide));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('holds the end of a day, and a change of scenario that waits', () => {
    const scenario = parseScenario({ kind: 'released' });
    const environment = started(scenario, 3);
    for (let slot = 0; slot < 24; slot++) environment.step([1, 1, 1, 1]);
    const ended = new EdgeEnvironment(scenario);
    ended.restore(structuredClone(environment.save()));
    expect(ended.agents).toEqual([]);
    expect(() => ended.step([0, 0, 0, 0])).toThrow('reset()');
    ended.reset();
    environment.reset();
    expect(ended.stateHash()).toBe(environment.stateHash());

    environment.applyScenario(parseScenario({ kind: 'released', usersPerServer: 30 }));
    const waiting = new EdgeEnvironment(scenario);
    waiting.restore(environment.save());
    environment.step([1, 0, 1, 0]);
    waiting.step([1, 0, 1, 0]);
    expect(waiting.stateHash()).toBe(environment.stateHash());
    expect(waiting.draws.users.count).toBeGreaterThan(60);
  });

  it('is refused where it does not fit, and nothing has changed then', () => {
    const environment = started(parseScenario({}), 1);
    const before = environment.stateHash();
    const state = environment.save();
    const without = (key: string) => ({ ...state, dynamics: { ...state.dynamics, [key]: [1] } });
    const other = started(parseScenario({ columns: 3 }), 1).save();
    for (const wrong of [
      { ...state, version: 2 },
      { ...state, streams: state.streams.slice(1) },
      without('x'),
      without('prices'),
      without('delays'),
      other,
    ]) {
      expect(() => environment.restore(wrong as EnvironmentState)).toThrow(InputError);
      expect(environment.stateHash()).toBe(before);
    }
  });

  it('has another fingerprint as soon as anything differs', () => {
    const environment = started(parseScenario({}), 1);
    const hash = environment.stateHash();
    expect(started(parseScenario({}), 2).stateHash()).not.toBe(hash);
    environment.step([0, 0, 0, 0]);
    const other = started(parseScenario({}), 1);
    other.step([0, 0, 0, 1]);
    expect(other.stateHash()).not.toBe(environment.stateHash());
  });
});

describe('a change of scenario', () => {
  it('begins with the next slot', () => {
    const environment = started(parseScenario({}), 1);
    const twin = started(parseScenario({}), 1);
    const next = parseScenario({ userDensity: 400, valueOfDelay: 1, zones: 'released' });
    environment.applyScenario(next);
    expect(environment.scenario).toEqual(parseScenario({}));
    expect(environment.step([1, 2, 1, 0]).infos).toEqual(twin.step([1, 2, 1, 0]).infos);
    expect(environment.scenario).toEqual(next);
    expect(environment.topology.zones).toEqual([
      'commercial',
      'commercial',
      'residential',
      'public',
    ]);
    for (let slot = 0; slot < 40; slot++) environment.step([0, 0, 0, 0]);
    expect(environment.draws.users.count).toBeGreaterThan(300);
  });

  it.each([
    [{ rows: 3 }, 'scenario.rows: 3 is not allowed; allowed: 2, or a restart'],
    [{ levels: 4 }, 'scenario.levels: 4 is not allowed; allowed: 3, or a restart'],
    [
      { kind: 'released' },
      'scenario.kind: "released" is not allowed; allowed: paper, or a restart',
    ],
    [
      { coverageRadius: 90 },
      'scenario.coverageRadius: 90 is not allowed; allowed: 85, or a restart',
    ],
  ])('%j takes a restart', (fields, message) => {
    const environment = started(parseScenario({}), 1);
    expect(() => environment.applyScenario(parseScenario(fields))).toThrow(message);
    expect(environment.step([0, 0, 0, 0]).terminations[0]).toBe(0);
  });
});

describe('bad input', () => {
  it('is named with what is allowed', () => {
    const environment = started(parseScenario({}), 1);
    const before = environment.stateHash();
    expect(() => environment.step([0, 0, 3, 0])).toThrow(
      'decisions[2]: 3 is not allowed; allowed: a whole number from 0 to 2',
    );
    for (const wrong of [
      [0, 0, 0],
      [0, 0, 0, -1],
      [0.5, 0, 0, 0],
      [Number.NaN, 0, 0, 0],
    ]) {
      expect(() => environment.step(wrong)).toThrow(InputError);
      expect(() => environment.evaluate(wrong)).toThrow(InputError);
    }
    expect(() => environment.reset(-1)).toThrow(InputError);
    expect(() => environment.actionSpace(4)).toThrow(InputError);
    expect(environment.stateHash()).toBe(before);
    const fresh = new EdgeEnvironment(parseScenario({}));
    expect(() => fresh.step([0, 0, 0, 0])).toThrow('reset()');
  });

  it('a scenario with more users than a slot can bear is refused', () => {
    const huge = { rows: 10, columns: 10, spacing: 500, margin: 500, userDensity: 1000 };
    expect(() => parseScenario(huge)).toThrow(
      'scenario.userDensity: 1000 is not allowed; allowed: a number from 0 to 53 on this grid',
    );
    expect(() => parseScenario({ ...huge, userDensity: 53 })).not.toThrow();
  });
});
