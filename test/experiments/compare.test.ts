import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import {
  type ComparisonProgress,
  type ComparisonRequest,
  compare,
  comparisonFile,
} from '../../src/experiments/compare.ts';
import { DEFAULT_EVALUATION, evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { createPolicy } from '../../src/experiments/policies.ts';
import type { PolicyKey } from '../../src/experiments/policyKeys.ts';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { compileKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { NetworkKernels } from '../../src/learning/engines/wasm/networkKernels.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import type { NetworkAccelerator } from '../../src/learning/networkProblem.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';

function requestOf(changes: Partial<ComparisonRequest>): ComparisonRequest {
  const scenario = changes.scenario ?? parseScenario({ rows: 1, columns: 2 });
  return {
    scenario,
    learner: { ...learnerDefaults(scenario.kind), episodes: 8 },
    orchestration: parseOrchestration({}),
    seeds: [1],
    policies: ['fixed1', 'maDql', 'exactP2'],
    evaluation: { slots: 288, seed: 5 },
    ...changes,
  };
}

function runToEnd<Progress, Result>(run: Generator<Progress, Result, void>) {
  const progress: Progress[] = [];
  for (;;) {
    const step = run.next();
    if (step.done) return { progress, result: step.value };
    progress.push(step.value);
  }
}

describe('a comparison', () => {
  it('gives a seed the same numbers alone and among others, and references one for all', () => {
    const both = runToEnd(compare(requestOf({ seeds: [1, 2] }))).result;
    const second = runToEnd(compare(requestOf({ seeds: [2] }))).result;
    expect(both.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(both[1]!.policies).toEqual(second[0]!.policies);
    expect(both[0]!.policies.get('fixed1')).toEqual(both[1]!.policies.get('fixed1'));
    expect(both[0]!.networks).not.toEqual(both[1]!.networks);
  });

  it('trains exactly the planned slots, then decides by those networks', () => {
    const request = requestOf({ policies: ['exactP2'] });
    const [run] = runToEnd(compare(request)).result;
    const learner = new MultiAgentLearner({ ...request, seed: 1 });
    while (learner.slots < 48) learner.advance();
    expect(run!.networks).toEqual(learner.networks());
    const setting = { ...request, networks: learner.networks(), seed: 0 };
    const policy = createPolicy('exactP2', setting);
    const { result } = runToEnd(evaluatePolicy(policy, request.scenario, request.evaluation));
    expect(run!.policies.get('exactP2')).toEqual(result);
  });

  it('comes to the same numbers with our own kernels', async () => {
    const kernels = new NetworkKernels(await compileKernels(await kernelBinary()));
    let slots = 0;
    const accelerator: NetworkAccelerator = {
      objectives(networks, observations) {
        slots++;
        return kernels.objectives(networks, observations);
      },
    };
    const change = {
      scenario: parseScenario({ rows: 2, columns: 2 }),
      policies: ['maDql', 'n2o', 'n2oSweep', 'greedySweeps', 'exactP2'] as const,
      evaluation: { slots: 60, seed: 5 },
    };
    const plain = runToEnd(compare(requestOf(change))).result;
    expect(runToEnd(compare(requestOf({ ...change, accelerator }))).result).toEqual(plain);
    expect(slots).toBe(5 * 60);
  });

  it('trains nothing where no policy has learnt anything', () => {
    const { progress, result } = runToEnd(compare(requestOf({ policies: ['fixed0', 'random'] })));
    expect(new Set(progress.map(({ phase }) => phase))).toEqual(new Set(['references']));
    expect(result[0]!.networks).toBeNull();
    expect(result[0]!.policies.get('fixed0')).toEqual({ mean: 0, standardError: 0 });
  });

  it('reports progress that goes on and never beyond the end', () => {
    const { progress } = runToEnd(compare(requestOf({ policies: ['fixed1', 'n2o', 'maDql'] })));
    const phases: ComparisonProgress['phase'][] = ['references', 'training', 'evaluation'];
    for (const phase of phases) {
      const done = progress.filter((each) => each.phase === phase);
      expect(done.length).toBeGreaterThan(0);
      done.forEach((each, i) => {
        expect(each.done).toBeLessThan(each.total);
        if (i > 0) expect(each.done).toBeGreaterThan(done[i - 1]!.done);
      });
    }
  });

  it('is written in the form of its file', () => {
    const request = requestOf({ policies: ['oracle', 'maDql'] });
    const { result } = runToEnd(compare(request));
    const file = JSON.parse(JSON.stringify(comparisonFile(request, 'typescript', result)));
    expect(file).toEqual({
      format: 'n2o-comparison',
      version: 1,
      scenario: request.scenario,
      training: { episodes: 8 },
      evaluation: { slots: 288, seed: 5 },
      engine: 'typescript',
      runs: [{ seed: 1, policies: Object.fromEntries(result[0]!.policies) }],
    });
    expect(Object.keys(file.runs[0].policies)).toEqual(['oracle', 'maDql']);
    expect(file.runs[0].policies.oracle.mean).toBeGreaterThan(0);
  });
});

describe('an evaluation', () => {
  const evaluate = (kind: string, key: PolicyKey, slots: number) => {
    const scenario = parseScenario({ kind });
    const policy = createPolicy(key, { ...requestOf({}), scenario, networks: null, seed: 3 });
    return runToEnd(evaluatePolicy(policy, scenario, { slots, seed: 9 })).result;
  };

  it('is 20 days of the default world', () => {
    expect(DEFAULT_EVALUATION).toEqual({ slots: 20 * 144, seed: 900_001 });
  });

  it('takes mean and standard error over days, as a plain loop does', () => {
    const environment = new EdgeEnvironment(parseScenario({}));
    environment.reset(9);
    const days = [0, 0, 0];
    for (let slot = 0; slot < 3 * 144; slot++) {
      days[Math.floor(slot / 144)]! += environment.step([1, 1, 1, 1]).infos.systemReward / 144;
    }
    const mean = (days[0]! + days[1]! + days[2]!) / 3;
    const squares = days.reduce((sum, day) => sum + (day - mean) ** 2, 0);
    const earned = evaluate('paper', 'fixed1', 3 * 144);
    expect(earned.mean).toBeCloseTo(mean, 10);
    expect(earned.standardError).toBeCloseTo(Math.sqrt(squares / 2 / 3), 10);
  });

  it('goes through whole days of `released`, one after the other', () => {
    const days = evaluate('released', 'random', 240);
    expect(days.standardError).toBeGreaterThan(0);
    expect(evaluate('released', 'random', 24).standardError).toBeNull();
  });
});
