import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import {
  type ComparisonRequest,
  compare,
  comparisonFile,
  trainCentralizedLater,
} from '../../src/experiments/compare.ts';
import { comparedRefusal } from '../../src/experiments/comparedPolicies.ts';
import { evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { createPolicy } from '../../src/experiments/policies.ts';
import { parsePolicy } from '../../src/experiments/policyKeys.ts';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import type { CentralizedNetwork } from '../../src/learning/centralizedNetwork.ts';
import { learnerDefaults, parseLearner } from '../../src/learning/configuration.ts';
import { CentralizedWasmEngine } from '../../src/learning/engines/centralized/wasm.ts';
import { compileKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { runNow } from '../../src/learning/steps.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import type { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { naiveValue } from '../support/naiveLearning.ts';

const scenario = parseScenario({ rows: 1, columns: 2 });
const request: ComparisonRequest = {
  scenario,
  learner: { ...learnerDefaults(scenario.kind), episodes: 7 },
  orchestration: parseOrchestration({}),
  seeds: [3],
  policies: ['centralized', 'fixed1'],
  evaluation: { slots: 144, seed: 5 },
};

function centralizedPolicy(centralized: CentralizedNetwork) {
  const { orchestration } = request;
  const setting = { scenario, networks: null, orchestration, seed: 1, others: { centralized } };
  return createPolicy('centralized', setting);
}

function runToEnd<T>(run: Generator<unknown, T, void>): T {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

async function run(...words: string[]) {
  let stdout = '';
  const stderr: string[] = [];
  const print = (text: string) => {
    stdout += text;
  };
  const status = await runCommandLine(words, print, (line) => stderr.push(line));
  return { status, stdout, stderr };
}

describe('centralised DQL in a comparison', () => {
  it('is trained by its plan on the training seed, then decides in the held-out world', () => {
    const [found] = runToEnd(compare(request));
    const learner = new CentralizedLearner({
      ...request,
      centralized: parseCentralized({}),
      seed: 3,
    });
    while (learner.slots < 42) learner.advance();
    const policy = centralizedPolicy(runNow(learner.network()));
    const expected = runToEnd(evaluatePolicy(policy, scenario, request.evaluation));
    expect(found!.policies.get('centralized')).toEqual(expected);
    expect(found!.networks).toBeNull();
    const file = comparisonFile(request, 'typescript', [found!]);
    expect(Object.keys(file.runs[0]!.policies)).toEqual(['centralized', 'fixed1']);
  });

  it('takes a network that was trained on another engine', async () => {
    const kernels = await compileKernels(await kernelBinary());
    const slots: number[] = [];
    const network = await trainCentralizedLater(
      request,
      3,
      (layout, weights) => new CentralizedWasmEngine(kernels, layout, weights),
      ({ done, phase }) => {
        expect(phase).toBe('centralised training');
        slots.push(done);
      },
    );
    expect(network.weights).toBeInstanceOf(Float32Array);
    expect(slots[0]).toBe(0);
    const trained = { centralized: new Map([[3, network]]) };
    const [found] = runToEnd(compare(request, trained));
    const policy = centralizedPolicy(network);
    const expected = runToEnd(evaluatePolicy(policy, scenario, request.evaluation));
    expect(found!.policies.get('centralized')).toEqual(expected);
  });

  it('is refused with the size that it would take, at once', async () => {
    const refused = await run(
      ...['compare', '--policies', 'centralized', '--rows', '4', '--columns', '4'],
    );
    expect(refused).toEqual({
      status: 2,
      stdout: '',
      stderr: [
        '--policies: "centralized" is not allowed here: 43,046,721 joint decisions take a network ' +
          'of 5,553,146,433 parameters, 111 GB for weights, target, moments and gradient; ' +
          'the limit is 1 GB',
      ],
    });
    expect(comparedRefusal('centralized', scenario)).toBeNull();
  });

  it('is chosen by its word alone', () => {
    expect(parsePolicy('centralized', '--policies')).toBe('centralized');
    expect(parsePolicy('fixed2', '--policies')).toBe('fixed2');
    expect(() => parsePolicy('centralised', '--policies')).toThrow(/exactP2 \| vdn \| centralized/);
  });

  it.each(['typescript', 'wasm'])('runs from the command line on %s', async (engine) => {
    const small = ['--rows', '1', '--columns', '2', '--episodes', '7', '--evaluation-slots', '144'];
    const words = ['compare', '--policies', 'centralized', ...small, '--engine', engine, '--json'];
    const { status, stdout } = await run(...words);
    expect(status).toBe(0);
    const file = JSON.parse(stdout);
    expect(file.engine).toBe(engine);
    expect(Object.keys(file.runs[0].policies)).toEqual(['centralized']);
    expect(file.runs[0].policies.centralized.mean).toEqual(expect.any(Number));
  });
});

describe('VDN in a comparison', () => {
  it('is trained by the same plan on the reward of all, beside the LSMs', () => {
    const asked = { ...request, policies: ['maDql', 'vdn', 'fixed1'] as const };
    const [found] = runToEnd(compare(asked));
    const learner = parseLearner({ ...request.learner, method: 'vdn' });
    const trainee = new MultiAgentLearner({ scenario, learner, seed: 3 });
    while (trainee.slots < 42) trainee.advance();
    const networks = trainee.networks();
    // Every LSM by itself: the greatest of its own few values.
    const decide = ({ observations }: EdgeEnvironment) =>
      Int32Array.from(networks.agents, (network, n) => {
        const own = observations.slice(5 * n, 5 * n + 5);
        const values = [0, 1, 2].map((level) => {
          return naiveValue(network, 'algebraicSilu', Array.from(own), [level]);
        });
        return values.indexOf(Math.max(...values));
      });
    const policy = { key: 'vdn', decide } as const;
    const expected = runToEnd(evaluatePolicy(policy, scenario, request.evaluation));
    expect(found!.policies.get('vdn')).toEqual(expected);
    // The LSMs themselves are trained as if it were not there.
    const [alone] = runToEnd(compare({ ...request, policies: ['maDql'] }));
    expect(found!.policies.get('maDql')).toEqual(alone!.policies.get('maDql'));
  });

  it.each(['typescript', 'wasm'])('runs from the command line on %s', async (engine) => {
    const small = ['--rows', '1', '--columns', '2', '--episodes', '7', '--evaluation-slots', '144'];
    const words = ['compare', '--policies', 'vdn', ...small, '--engine', engine, '--json'];
    const { status, stdout } = await run(...words);
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout).runs[0].policies)).toEqual(['vdn']);
  });
});
