import { describe, expect, it } from 'vitest';
import { evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { createPolicy } from '../../src/experiments/policies.ts';
import { measureReach, type ReachRequest } from '../../src/experiments/reach.ts';
import { reachFile } from '../../src/experiments/reachFile.ts';
import { REACH_KEYS, REGIMES, reachOf } from '../../src/experiments/reachPolicies.ts';
import { measureTiled } from '../../src/experiments/reachTiled.ts';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { exactOptimum } from '../../src/orchestration/exactOptimum.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { leanBytes } from '../../src/orchestration/rivals/leanMaxPlus.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';
import { randomObservations } from '../support/networks.ts';

const [reliable, independent, bursty] = REGIMES as [
  (typeof REGIMES)[0],
  (typeof REGIMES)[0],
  (typeof REGIMES)[0],
];

/** Untrained networks: the learner's own first weights. */
function networksOf(rows: number, columns: number, seed = 1) {
  const scenario = parseScenario({ rows, columns });
  const learner = { ...learnerDefaults(scenario.kind), episodes: 8 };
  return { scenario, networks: new MultiAgentLearner({ scenario, learner, seed }).networks() };
}

function problemOf(rows: number, columns: number) {
  const { scenario, networks } = networksOf(rows, columns);
  const { observations } = randomObservations(3, rows * columns);
  const objectives = localObjectives(networks, observations.flat());
  const { links } = buildTopology(scenario);
  const problem = { ids: objectives.map((_, n) => n), objectives, links };
  return { problem, tables: new DecisionTables(objectives) };
}

function runToEnd<Result>(run: Generator<unknown, Result, void>): Result {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

function requestOf(changes: Partial<ReachRequest> = {}): ReachRequest {
  const { scenario, networks } = networksOf(2, 3);
  return {
    scenario,
    trained: [
      { seed: 1, networks },
      { seed: 2, networks: networksOf(2, 3, 2).networks },
    ],
    policies: ['maDql', 'maxPlus20', 'maxPlusLean', 'n2oHop1Sweep'],
    regimes: [reliable, bursty],
    slots: 3,
    stride: 2,
    days: 0,
    seed: 5,
    accelerator: null,
    ...changes,
  };
}

describe('a policy whose reach is measured', () => {
  const { problem, tables } = problemOf(3, 3);
  const exact = exactOptimum(tables);
  if ('reason' in exact) throw new Error(exact.reason);

  it('is never above the optimum, and decides levels that there are', () => {
    for (const regime of REGIMES) {
      for (const key of REACH_KEYS) {
        const { decision } = reachOf(key, problem, tables, regime, 4);
        expect(tables.objective(decision)).toBeLessThanOrEqual(exact.objective + 1e-9);
        expect(decision).toHaveLength(9);
        decision.forEach((level, n) => {
          expect(level).toBeGreaterThanOrEqual(0);
          expect(level).toBeLessThan(tables.levels[n]!);
        });
      }
    }
    expect(reachOf('p2', problem, tables, reliable, 4).decision).toEqual(exact.decision);
  });

  it('counts N2O as a trace of it does, failing links and horizon included', () => {
    for (const [key, options] of [
      ['n2oHop1Sweep', { horizon: 1, readOut: 'sweep' }],
      ['n2oBest', { readOut: 'best' }],
    ] as const) {
      const trace = orchestrate(problem, parseOrchestration({ ...options, ...independent }), 7);
      const reached = reachOf(key, problem, tables, independent, 7);
      expect(reached.bytes).toBe(trace.bytes);
      expect(reached.decision).toEqual(trace.decision);
      expect(reached.iterationBytes).toBe(trace.bytesPerIteration);
    }
  });

  it('pays for lost messages, and the busiest server for its share', () => {
    const sent = leanBytes(tables, 2);
    for (const regime of REGIMES) {
      const reached = reachOf('lean2x20', problem, tables, regime, 7);
      expect(reached.bytes).toBe(20 * sent.reduce((sum, each) => sum + each, 0));
      expect(reached.iterationBytes).toBe(reached.bytes / 20);
      // 3 levels everywhere: the server in the middle has 4 of 24 link ends.
      expect(reached.busiestBytes).toBeCloseTo(20 * Math.max(...sent), 9);
      expect(reached.busiestBytes).toBeCloseTo((reached.bytes * 4) / 24, 9);
    }
    // A sweep is sent again where links fail.
    const swept = (regime: typeof reliable) => {
      return reachOf('greedySweep', problem, tables, regime, 7).bytes;
    };
    expect(swept(reliable)).toBe(8 * 24 * (1 + 3 + 1));
    expect(swept(independent)).toBeGreaterThan(swept(reliable));
  });
});

describe('the reach of policies', () => {
  const request = requestOf();
  const result = runToEnd(measureReach(request));

  it('is measured a policy and kind of links, against the optimum', () => {
    expect(result.proven).toEqual({ slots: 6, of: 6 });
    expect(result.largestGap).toBe(0);
    expect(result.rows.map(({ policy, regime }) => [policy, regime])).toEqual(
      request.regimes.flatMap((regime) => request.policies.map((policy) => [policy, regime])),
    );
    for (const { policy, objectiveShare, gapClosed, leastShare, rewardShare } of result.rows) {
      expect(objectiveShare.values).toHaveLength(2);
      expect(objectiveShare.mean).toBeLessThanOrEqual(1 + 1e-12);
      expect(leastShare).toBeLessThanOrEqual(Math.max(...objectiveShare.values) + 1e-12);
      expect(rewardShare).toBeNull();
      if (policy === 'maDql') expect(gapClosed.mean).toBeCloseTo(0, 12);
    }
  });

  it('is the same with the same seeds, and a training seed has its own alone', () => {
    expect(runToEnd(measureReach(request))).toEqual(result);
    const second = runToEnd(measureReach({ ...request, trained: request.trained.slice(1) }));
    second.rows.forEach(({ objectiveShare }, i) => {
      expect(objectiveShare.halfInterval).toBeNull();
      expect(objectiveShare.mean).toBe(result.rows[i]!.objectiveShare.values[1]);
    });
  });

  it('plays whole days of the held-out world, as an evaluation does', () => {
    const request = requestOf({ policies: ['maDql', 'p2'], regimes: [reliable], days: 1 });
    const { rows, referenceReward } = runToEnd(measureReach(request));
    const [alone, optimal] = rows;
    expect(optimal!.rewardShare!.values).toEqual([1, 1]);
    const { scenario, seed } = request;
    const evaluated = request.trained.map(({ networks }) => {
      const orchestration = parseOrchestration({});
      const policy = createPolicy('maDql', { scenario, networks, orchestration, seed: 0 });
      return runToEnd(evaluatePolicy(policy, scenario, { slots: 144, seed })).mean;
    });
    alone!.reward!.values.forEach((earned, s) => {
      expect(earned).toBeCloseTo(evaluated[s]!, 9);
      expect(alone!.rewardShare!.values[s]).toBeCloseTo(earned / referenceReward!.values[s]!, 12);
    });
  });

  it('goes into a file that JSON carries whole', () => {
    const training = { engine: 'wasm', episodes: 8 };
    const file = reachFile(request, training, result, null);
    expect(file).toMatchObject({
      format: 'n2o-reach',
      version: 1,
      n: 2,
      training: { engine: 'wasm', episodes: 8, seeds: [1, 2] },
      evaluation: { seed: 5, slots: 3, stride: 2, days: 0 },
      tiled: null,
    });
    expect(JSON.parse(JSON.stringify(file))).toEqual(file);
  });
});

describe('truncated duals on a tiled grid', () => {
  it('cost a server the same on every size, where duals that reach everywhere grow with N', () => {
    const { scenario, networks } = networksOf(4, 4);
    let clock = 0;
    const rows = runToEnd(
      measureTiled({
        scenario,
        trained: [{ seed: 1, networks }],
        sides: [4, 6],
        slots: 1,
        seed: 5,
        accelerator: null,
        now: () => {
          clock += 1;
          return clock;
        },
      }),
    );
    const bytes = (policy: string, servers: number) => {
      return rows.find((row) => row.policy === policy && row.servers === servers)!
        .bytesPerIteration;
    };
    // 24 and 60 links; all N numbers, or the two that both ends of a link keep.
    expect(bytes('n2o', 16)).toBe((8 * 2 * 24 * 16) / 16);
    expect(bytes('n2o', 36)).toBe((8 * 2 * 60 * 36) / 36);
    expect(bytes('n2oHop1', 16)).toBe((8 * 2 * 24 * 2) / 16);
    expect(bytes('n2oHop1', 36)).toBeCloseTo((8 * 2 * 60 * 2) / 36, 12);
    for (const { objectiveShare, millisecondsPerServer, servers } of rows) {
      expect(objectiveShare.mean).toBeLessThanOrEqual(1 + 1e-12);
      expect(millisecondsPerServer).toBeCloseTo(1 / servers, 12);
    }
  });
});
