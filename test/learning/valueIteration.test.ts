import { describe, expect, it } from 'vitest';
import { compileNodeKernels } from '../../src/cli/engines.ts';
import { createPolicy, type OtherPolicies } from '../../src/experiments/policies.ts';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { CentralizedWasmEngine } from '../../src/learning/engines/centralized/wasm.ts';
import { WasmEngine } from '../../src/learning/engines/wasm/wasmEngine.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { runNow } from '../../src/learning/steps.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { RandomStream } from '../../src/random.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import {
  backedUp,
  DECISIONS,
  decisionOf,
  decisionsOf,
  isDrawn,
  optimalValues,
  outcome,
  STATES,
  smallScenario,
  stateIn,
  type Users,
  valuesOf,
} from '../support/smallWorld.ts';

const kernels = await compileNodeKernels();
const SEED = 1;
const DISCOUNT = 0.9;
const EPISODES = 2000;
const plan = {
  episodes: EPISODES,
  discount: DISCOUNT,
  valueScale: 100,
  explorationFull: 0.5,
  explorationDecay: 0.3,
};

type Learned = 'centralized' | 'vdn';

function trained(users: Users, method: Learned): OtherPolicies {
  const scenario = smallScenario(users);
  const slots = EPISODES * parseLearner(plan).slotsPerEpisode;
  if (method === 'vdn') {
    const change = { method, hidden: [16, 16], learningRateEnd: 1e-4 } as const;
    const learner = new MultiAgentLearner(
      { scenario, learner: parseLearner({ ...plan, ...change }), seed: SEED },
      (layout, weights) => new WasmEngine(kernels, layout, weights),
    );
    while (learner.slots < slots) learner.advance();
    return { vdn: learner.networks() };
  }
  const centralized = parseCentralized({ hidden: [64, 64], learningRateStart: 2e-3 });
  const learner = new CentralizedLearner(
    { scenario, learner: parseLearner(plan), centralized, seed: SEED },
    (layout, weights) => new CentralizedWasmEngine(kernels, layout, weights),
  );
  while (learner.slots < slots) learner.advance();
  return { centralized: runNow(learner.network()) };
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value) / values.length;

/** Worth of a learned policy, as a share of the optimum: mean over all states of the world. */
function shareOf(users: Users, method: Learned): number {
  const scenario = smallScenario(users);
  const others = trained(users, method);
  const orchestration = parseOrchestration({});
  const policy = createPolicy(method, { scenario, networks: null, orchestration, seed: 1, others });
  const decided = decisionsOf(users, SEED, (environment) => policy.decide(environment));
  return mean(valuesOf(users, decided, DISCOUNT)) / mean(optimalValues(users, DISCOUNT));
}

describe.each(['apart', 'shared'] as const)('a world of 216 states, its users %s', (users) => {
  it('is the one that the model solves', () => {
    const environment = new EdgeEnvironment(smallScenario(users));
    environment.reset(SEED);
    const stream = new RandomStream(1, 'policy');
    const seen = new Set<number>();
    for (let slot = 0; slot < 6000; slot += 1) {
      const state = stateIn(environment);
      const index = stream.integer(DECISIONS);
      seen.add(state * DECISIONS + index);
      const { reward, next } = outcome(users, state, decisionOf(index));
      const { infos } = environment.step(decisionOf(index));
      expect(infos.systemReward).toBeCloseTo(reward, 6);
      if (!isDrawn(users, state, decisionOf(index))) expect(stateIn(environment)).toBe(next);
    }
    expect(seen.size).toBeGreaterThan(STATES);
  });

  it('cannot be played well without foresight', () => {
    const optimum = optimalValues(users, DISCOUNT);
    const nothing = new Float64Array(STATES);
    const best = (values: Float64Array) =>
      Array.from({ length: STATES }, (_, state) => {
        const found = backedUp(users, state, values, DISCOUNT);
        return decisionOf(found.indexOf(Math.max(...found)));
      });
    // The optimum is what its own greedy policy is worth: Bellman's equation, solved.
    const greedy = valuesOf(users, best(optimum), DISCOUNT);
    greedy.forEach((value, state) => {
      expect(value).toBeCloseTo(optimum[state]!, 6);
    });
    expect(mean(valuesOf(users, best(nothing), DISCOUNT))).toBeLessThan(0.3 * mean(optimum));
  });
});

/**
 * Measured over seeds 1 to 3: 0.94 to 0.96 apart and 0.97 to 0.98 shared by centralised DQL; 0.95 to
 * 0.96 and 0.79 to 0.85 by VDN, whose sum cannot say that one server gets all.
 */
describe('a learned policy comes near the optimum', () => {
  it('centralised DQL: within 10 % where servers are apart, within 5 % where they share', () => {
    expect(shareOf('apart', 'centralized')).toBeGreaterThan(0.9);
    expect(shareOf('shared', 'centralized')).toBeGreaterThan(0.95);
  });

  it('VDN: within 10 % where the optimum is a sum, farther off where it is none', () => {
    expect(shareOf('apart', 'vdn')).toBeGreaterThan(0.9);
    const shared = shareOf('shared', 'vdn');
    expect(shared).toBeGreaterThan(0.7);
    expect(shared).toBeLessThan(0.95);
  });
});
