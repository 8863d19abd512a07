import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../src/experiments/policies.ts';
import { actorDecisions } from '../../src/learning/actors.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { InputError } from '../../src/schema.ts';
import { type CityPlan, CityRun } from '../../src/session/cityRun.ts';
import { Companions, centralizedBeginning, companionSetup } from '../../src/session/companions.ts';
import { EventLog } from '../../src/session/events.ts';
import { replay } from '../../src/session/replay.ts';
import type { ActingSnapshot, RunSetup } from '../../src/session/setup.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { withoutServer, withServer } from '../../src/world/servers.ts';
import { randomActors } from '../support/actors.ts';

const orchestration = parseOrchestration({});
const scenario = parseScenario({});
const setup: RunSetup = { scenario, learner: parseLearner({}), seed: 3 };
const plan: CityPlan = { policy: 'maDql', orchestration, manualDecisions: [1, 1, 1, 1] };
const acting = (
  seed: number,
  levels = [3, 3, 3, 3],
): Extract<ActingSnapshot, { kind: 'distilled' }> => ({
  kind: 'distilled',
  actors: randomActors(seed, levels, 'classification', { sees: 'neighbours' }),
  trainedSlots: 40,
});

function play(city: CityRun, slots: number): void {
  for (let slot = 0; slot < slots; slot++) city.advance(city.decide());
}

describe('the policy distilled', () => {
  it('decides as the actors do', () => {
    const environment = new EdgeEnvironment(scenario);
    environment.reset(5);
    const { actors } = acting(1);
    const others = { distilled: actors };
    const setting = { scenario, networks: null, orchestration, seed: 1, others };
    const decided = createPolicy('distilled', setting).decide(environment);
    expect(decided).toEqual(actorDecisions(actors, environment.observations));
  });

  it('is refused without actors, and with those of other servers', () => {
    const setting = { scenario, networks: null, orchestration, seed: 1 };
    expect(() => createPolicy('distilled', setting)).toThrow(
      'policy: "distilled" is not allowed here: there are no actors; stage Distil or `distil` makes them',
    );
    const others = { distilled: acting(1, [3, 3, 2, 3]).actors };
    expect(() => createPolicy('distilled', { ...setting, others })).toThrow(
      'actors.agents[2].levels: 2 is not allowed; allowed: 3',
    );
  });
});

describe('a city run by actors', () => {
  it('is lived again from its log', () => {
    const log = new EventLog();
    const city = new CityRun(setup, plan);
    for (const event of city.opening()) log.add(event);
    play(city, 5);
    log.add(city.setActing(acting(1)));
    play(city, 2);
    log.add(city.setPolicy('distilled', orchestration));
    expect(city.decide()).toEqual(actorDecisions(acting(1).actors, city.environment.observations));
    play(city, 7);
    log.add(city.setActing(acting(2)));
    expect(city.meanSlots).toBe(0);
    expect(city.decide()).toEqual(actorDecisions(acting(2).actors, city.environment.observations));
    play(city, 6);
    log.add(city.setPolicy('n2o', orchestration));
    play(city, 3);
    const again = replay(setup, log, { citySlots: 23, trainingSlots: 0 }).city;
    expect(again.environment.stateHash()).toBe(city.environment.stateHash());
    const without = { city: log.city.filter(({ type }) => type !== 'acting'), training: [] };
    expect(() => replay(setup, without, { citySlots: 23, trainingSlots: 0 })).toThrow(InputError);
  });

  it('goes on from a checkpoint, and opens with actors that are there already', () => {
    const city = new CityRun(setup, plan);
    city.setActing(acting(4));
    city.setPolicy('distilled', orchestration);
    play(city, 4);
    const going = new CityRun(setup, plan, structuredClone(city.save()));
    play(city, 9);
    play(going, 9);
    expect(going.environment.stateHash()).toBe(city.environment.stateHash());
    const opened = new CityRun(setup, { ...plan, policy: 'distilled', acting: [acting(4)] });
    expect(opened.opening().map(({ type }) => type)).toEqual(['acting', 'policy', 'manual']);
    play(opened, 13);
    expect(opened.environment.stateHash()).toBe(city.environment.stateHash());
  });

  it('stays as it is where actors are refused or missing', () => {
    const city = new CityRun(setup, plan);
    expect(() => city.setPolicy('distilled', orchestration)).toThrow(InputError);
    expect(() => city.setActing(acting(1, [3, 3, 3]))).toThrow(InputError);
    expect(city.plan).toBe(plan);
    play(city, 2);
    const plain = new CityRun(setup, plan);
    play(plain, 2);
    expect(city.environment.stateHash()).toBe(plain.environment.stateHash());
  });
});

describe('a city run by learners of their own', () => {
  const learner = parseLearner({ episodes: 20, hidden: [6, 5] });
  const small: RunSetup = { scenario: parseScenario({ rows: 1, columns: 2 }), learner, seed: 5 };
  const opening: CityPlan = { ...plan, manualDecisions: [1, 1] };
  const changed = parseScenario({ rows: 1, columns: 2, demandScale: 2 });

  it.each(['vdn', 'centralized'] as const)('is lived again from its log: %s', (kind) => {
    const log = new EventLog();
    const change = {
      room: 'companion',
      type: 'scenario',
      kind,
      slot: 36,
      scenario: changed,
    } as const;
    log.add(change);
    // The companion as its worker would train it: the change at its slot.
    const made = new Companions(small, [change]);
    const city = new CityRun(small, opening);
    for (const event of city.opening()) log.add(event);
    log.add(city.setActing(made.actingOf({ kind, trainedSlots: 34 })));
    log.add(city.setPolicy(kind, orchestration));
    play(city, 6);
    log.add(city.setActing(made.actingOf({ kind, trainedSlots: 60 })));
    play(city, 6);
    const until = { citySlots: 12, trainingSlots: 0 };
    const again = replay(small, log, until).city;
    expect(again.environment.stateHash()).toBe(city.environment.stateHash());
    // The log holds no networks, only how long they were trained.
    const records = log.city.filter(({ type }) => type === 'acting');
    expect(records.map((event) => event.type === 'acting' && event.acting)).toEqual([
      { kind, trainedSlots: 34 },
      { kind, trainedSlots: 60 },
    ]);
  });

  it.each(['vdn', 'centralized'] as const)('is lived again where servers come: %s', (kind) => {
    const more = withServer(small.scenario, { site: { x: 30, y: 60 }, levels: 2 });
    const log = new EventLog();
    const event = { room: 'companion', type: 'scenario', kind, scenario: more } as const;
    // VDN goes on; a network of all joint decisions begins again beside slot 36 of the run.
    const change = kind === 'vdn' ? { ...event, slot: 36 } : { ...event, slot: 0, begun: 36 };
    log.add(change);
    const made = new Companions(small, [change]);
    const city = new CityRun(small, opening);
    for (const each of city.opening()) log.add(each);
    log.add(city.setActing(made.actingOf({ kind, trainedSlots: 36 })));
    log.add(city.setPolicy(kind, orchestration));
    play(city, 6);
    log.add(city.applyScenario(more));
    // What was made for the servers before decides no more.
    expect(city.plan.policy).toBe('maDql');
    play(city, 6);
    const later =
      kind === 'vdn'
        ? ({ kind, trainedSlots: 36, servers: [0, 1, 2] } as const)
        : ({ kind, trainedSlots: 12, begun: 36 } as const);
    log.add(city.setActing(made.actingOf(later)));
    log.add(city.setPolicy(kind, orchestration));
    play(city, 6);
    const records = log.city.flatMap((each) => (each.type === 'acting' ? [each.acting] : []));
    expect(records).toEqual([{ kind, trainedSlots: 36 }, later]);
    const again = replay(small, log, { citySlots: 18, trainingSlots: 0 }).city;
    expect(again.environment.stateHash()).toBe(city.environment.stateHash());
    expect(again.plan.policy).toBe(kind);
  });

  it('goes on in the city with what VDN knew before a server joined', () => {
    const more = withServer(small.scenario, { site: { x: 30, y: 60 }, levels: 2 });
    const made = new Companions(small, []);
    const before = made.actingOf({ kind: 'vdn', trainedSlots: 30 });
    const city = new CityRun(small, opening);
    city.applyScenario(more);
    city.setActing(before);
    city.setPolicy('vdn', orchestration);
    const learner = new MultiAgentLearner(companionSetup(small));
    while (learner.slots < 30) learner.advance();
    learner.applyScenario(more);
    const others = { vdn: learner.networks() };
    const fresh = createPolicy('vdn', {
      scenario: more,
      networks: null,
      orchestration,
      seed: 1,
      others,
    });
    for (let slot = 0; slot < 8; slot += 1) {
      expect(city.decide()).toEqual(fresh.decide(city.environment, city.slot));
      play(city, 1);
    }
  });

  it('refuses a network of all joint decisions that is of other servers', () => {
    const made = new Companions(small, []);
    const before = made.actingOf({ kind: 'centralized', trainedSlots: 6 });
    const city = new CityRun(small, opening);
    city.applyScenario(withServer(small.scenario, { site: { x: 30, y: 60 }, levels: 2 }));
    expect(() => city.setActing(before)).toThrow('3, 3, 2: those of the servers here');
  });

  it('is refused until they have learnt something', () => {
    const city = new CityRun(small, opening);
    expect(() => city.setPolicy('vdn', orchestration)).toThrow('VDN has not been trained');
    expect(() => city.setPolicy('centralized', orchestration)).toThrow('has not been trained');
  });
});

describe('where centralised DQL begins', () => {
  const scenario = parseScenario({ rows: 1, columns: 2 });
  const learner = parseLearner({ episodes: 20, slotsPerEpisode: 6 });
  const setup: RunSetup = { scenario, learner, seed: 5 };
  const joined = withServer(scenario, { site: { x: 30, y: 60 }, levels: 2 });
  const dearer = parseScenario({ ...joined, priceMaximum: 60 });

  it('is the run’s own beginning while no server comes or goes', () => {
    const changes = [{ slot: 12, scenario: parseScenario({ ...scenario, demandScale: 2 }) }];
    expect(centralizedBeginning(setup, changes)).toEqual({ setup, begun: 0, changes });
  });

  it('is the last change of servers, with what is left of the plan', () => {
    const changes = [
      { slot: 6, scenario: joined },
      { slot: 20, scenario: withoutServer(joined, 0) },
      { slot: 31, scenario: dearer },
      { slot: 40, scenario: joined },
    ];
    const beginning = centralizedBeginning(setup, changes);
    expect(beginning.begun).toBe(31);
    expect(beginning.changes).toEqual([{ slot: 9, scenario: joined }]);
    // 31 slots are 6 episodes of 6, the last begun.
    expect(beginning.setup).toEqual({
      scenario: dearer,
      learner: { ...learner, episodes: 14 },
      seed: 5,
    });
  });
});
