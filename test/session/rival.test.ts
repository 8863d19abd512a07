import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { CityRun } from '../../src/session/cityRun.ts';
import type { RivalPlan } from '../../src/session/comparison.ts';
import { type CityEvent, EventLog } from '../../src/session/events.ts';
import { replay } from '../../src/session/replay.ts';
import type { CityPolicy, RunSetup } from '../../src/session/setup.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const orchestration = parseOrchestration({ iterations: 3 });
const learner = parseLearner({ hidden: [4] });

function setupOf(kind: 'paper' | 'released', fields: object = {}): RunSetup {
  const scenario = parseScenario({ kind, ...fields });
  return { scenario, learner, seed: 3 };
}

function cityOf(setup: RunSetup, policy: CityPolicy, rival: RivalPlan | null): CityRun {
  const city = new CityRun(setup, { policy, orchestration, manualDecisions: [0, 1, 2, 0] });
  city.setRival(rival);
  return city;
}

const plan = (policy: CityPolicy): RivalPlan => ({ policy, readOut: 'last' });

/** Everything that the environment drew for a slot, and what all later draws come from. */
function drawn({ environment }: CityRun) {
  const { streams, dynamics, timeOfDay } = environment.save();
  const { users, prices, spectrum, usersInRange } = environment.draws;
  return {
    streams,
    timeOfDay,
    delays: dynamics.delays,
    users: { ...users, attachedTo: null },
    prices,
    spectrum,
    usersInRange,
  };
}

const policies = [
  'random',
  'fixed0',
  'fixed2',
  'nash',
  'oracle',
  'maDql',
  'n2o',
  'manual',
] as const;

describe('two policies side by side', () => {
  it('share every draw of the environment in `paper`, slot after slot', () => {
    fc.assert(
      fc.property(fc.constantFrom(...policies), fc.constantFrom(...policies), (one, other) => {
        const city = cityOf(setupOf('paper', { slotsPerDay: 24 }), one, plan(other));
        for (let slot = 0; slot < 40; slot++) {
          expect(drawn(city.rival!.city)).toEqual(drawn(city));
          city.advance(city.decide());
        }
      }),
      { numRuns: 8 },
    );
  });

  it('share every draw that does not answer to decisions in `released`, across days', () => {
    const city = cityOf(setupOf('released'), 'fixed0', plan('fixed2'));
    for (let slot = 0; slot < 60; slot++) {
      const [own, other] = [drawn(city), drawn(city.rival!.city)];
      // Which server users pick and how many tasks they have follows the delays of the slot before;
      // the uniforms behind both are the same.
      const undecided = ({
        streams,
        timeOfDay,
        prices,
        spectrum,
        usersInRange,
        users,
      }: typeof own) => ({
        streams,
        timeOfDay,
        prices,
        spectrum,
        usersInRange,
        x: users.x,
        y: users.y,
        id: users.id,
      });
      expect(undecided(other)).toEqual(undecided(own));
      city.advance(city.decide());
    }
  });

  it('the other one is what it would be by itself, and the visible one does not notice it', () => {
    const setup = setupOf('paper');
    const both = cityOf(setup, 'nash', plan('maDql'));
    const alone = cityOf(setup, 'nash', null);
    const other = cityOf(setup, 'maDql', null);
    let difference = 0;
    for (let slot = 0; slot < 30; slot++) {
      const own = both.advance(both.decide());
      const byItself = other.advance(other.decide());
      expect(own).toEqual(alone.advance(alone.decide()));
      expect(both.rival!.outcome).toEqual(byItself);
      difference += own.systemReward - byItself.systemReward;
    }
    const { own, rival, slots, today } = both.rival!.comparison;
    expect(slots).toBe(30);
    expect(own - rival).toBeCloseTo(difference, 9);
    expect(today).toBeCloseTo(difference, 9);
  });

  it('a policy beside itself differs in nothing', () => {
    const city = cityOf(setupOf('paper', { slotsPerDay: 24 }), 'random', plan('random'));
    for (let slot = 0; slot < 48; slot++) city.advance(city.decide());
    expect(city.rival!.comparison.days).toEqual([0, 0]);
  });

  it('N2O beside N2O with another read-out', () => {
    const city = cityOf(setupOf('paper'), 'n2o', { policy: 'n2o', readOut: 'sweep' });
    const swept = cityOf(setupOf('paper'), 'n2oSweep', null);
    for (let slot = 0; slot < 12; slot++) {
      city.advance(city.decide());
      const expected = swept.advance(swept.decide());
      expect(city.rival!.outcome!.decisions).toEqual(expected.decisions);
    }
  });

  it('days are means over whole days from the start, whatever the hour it was', () => {
    const city = cityOf(setupOf('paper', { slotsPerDay: 24 }), 'fixed1', null);
    for (let slot = 0; slot < 5; slot++) city.advance(city.decide());
    city.setRival(plan('fixed0'));
    const differences: number[] = [];
    for (let slot = 0; slot < 60; slot++) {
      // Who rents nothing earns nothing.
      differences.push(city.advance(city.decide()).systemReward);
    }
    const mean = (from: number) =>
      differences.slice(from, from + 24).reduce((sum, each) => sum + each, 0) / 24;
    const { days, today } = city.rival!.comparison;
    expect(days).toHaveLength(2);
    expect(days[0]).toBeCloseTo(mean(0), 9);
    expect(days[1]).toBeCloseTo(mean(24), 9);
    expect(today).toBeCloseTo(
      differences.slice(48).reduce((sum, each) => sum + each, 0),
      9,
    );
  });
});

describe('what changes while two run', () => {
  it('another policy, and a change of the scenario, let both begin again from one state', () => {
    const setup = setupOf('paper');
    const city = cityOf(setup, 'fixed0', plan('fixed2'));
    const play = () => city.advance(city.decide());
    play();
    play();
    expect(city.rival!.city.environment.stateHash()).not.toBe(city.environment.stateHash());
    city.setPolicy('fixed1', orchestration);
    expect(city.rival!.comparison.slots).toBe(0);
    expect(city.rival!.city.environment.stateHash()).toBe(city.environment.stateHash());
    play();
    city.applyScenario(parseScenario({ ...setup.scenario, demandScale: 2 }));
    expect(city.rival!.comparison.slots).toBe(0);
    for (let slot = 0; slot < 10; slot++) {
      play();
      expect(drawn(city.rival!.city)).toEqual(drawn(city));
    }
    expect(city.rival!.city.scenario.demandScale).toBe(2);
  });

  it('a policy that cannot run is refused, and what was there goes on', () => {
    const city = cityOf(setupOf('paper'), 'fixed0', plan('fixed2'));
    city.advance(city.decide());
    expect(() => city.setRival(plan('fixed5'))).toThrow('no such level');
    expect(() => city.setRival(plan('distilled'))).toThrow();
    expect(city.rival!.plan.policy).toBe('fixed2');
    expect(city.rival!.comparison.slots).toBe(1);
    city.setRival(null);
    city.advance(city.decide());
    expect(city.rival).toBeNull();
  });
});

describe('a run of two', () => {
  it('goes on exactly from a checkpoint that was cloned', () => {
    const setup = setupOf('paper', { slotsPerDay: 24 });
    const city = cityOf(setup, 'maDql', plan('nash'));
    const play = (run: CityRun) => run.advance(run.decide());
    for (let slot = 0; slot < 30; slot++) play(city);
    const saved = structuredClone(city.save());
    const again = new CityRun(setup, saved.plan, saved);
    for (let slot = 0; slot < 30; slot++) {
      expect(play(again)).toEqual(play(city));
      expect(again.rival!.outcome).toEqual(city.rival!.outcome);
    }
    expect(again.rival!.comparison).toEqual(city.rival!.comparison);
    expect(again.rival!.comparison.days).toHaveLength(2);
  });

  it('is lived again from its log', () => {
    const setup = setupOf('paper', { slotsPerDay: 24 });
    const log = new EventLog();
    const city = new CityRun(setup, {
      policy: 'maDql',
      orchestration,
      manualDecisions: [1, 1, 1, 1],
    });
    const add = (...events: readonly CityEvent[]) => {
      for (const event of events) log.add(event);
    };
    const play = (slots: number) => {
      for (let slot = 0; slot < slots; slot++) city.advance(city.decide());
    };
    add(...city.opening());
    play(3);
    add(city.setRival({ policy: 'n2o', readOut: 'average' }));
    play(7);
    add(city.setManualDecisions([2, 0, 1, 2]));
    add(city.setPolicy('manual', orchestration));
    play(26);
    const replayed = replay(setup, log, { citySlots: 36, trainingSlots: 0 }).city;
    expect(replayed.rival!.comparison).toEqual(city.rival!.comparison);
    expect(replayed.rival!.comparison.days).toHaveLength(1);
    const hash = ({ rival }: CityRun) => rival!.city.environment.stateHash();
    expect(hash(replayed)).toBe(hash(city));
    expect(replayed.environment.stateHash()).toBe(city.environment.stateHash());
  });
});
