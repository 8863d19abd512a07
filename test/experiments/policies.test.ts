import { describe, expect, it } from 'vitest';
import { createPolicy, problemAt } from '../../src/experiments/policies.ts';
import {
  applicablePolicies,
  isLearned,
  type PolicyKey,
  parsePolicy,
} from '../../src/experiments/policyKeys.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { greedyDecision } from '../../src/orchestration/greedy.ts';
import { maxPlusDecision } from '../../src/orchestration/maxPlus.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { sweep } from '../../src/orchestration/readOut.ts';
import { LinkPost } from '../../src/orchestration/rivals/post.ts';
import { InputError } from '../../src/schema.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomNetworks } from '../support/networks.ts';

const { networks } = parseNetworks(randomNetworks(5, 2, 3));
const scenario = parseScenario({
  rows: 2,
  columns: 3,
  levels: networks.agents.map(({ levels }) => levels[0]!),
});
const orchestration = parseOrchestration({ failure: 0.2 });
const setting = { scenario, networks, orchestration, seed: 7 };
const environment = new EdgeEnvironment(scenario);
environment.reset(3);
const decide = (key: PolicyKey, slot = 5) => createPolicy(key, setting).decide(environment, slot);

describe('policies', () => {
  it('decide within the levels, the same again, and leave the environment as it is', () => {
    const before = environment.stateHash();
    const keys = applicablePolicies(scenario);
    expect(keys).toContain('exactP2');
    for (const key of keys) {
      const decision = decide(key);
      expect(decision).toEqual(decide(key));
      expect(() => environment.evaluate(decision)).not.toThrow();
    }
    expect(environment.stateHash()).toBe(before);
  });

  it('on Q-networks are what an N2O run on the same slot says', () => {
    const problem = problemAt(environment, networks);
    const trace = orchestrate(problem, orchestration, 5);
    const swept = orchestrate(problem, { ...orchestration, readOut: 'sweep' }, 5);
    if ('reason' in trace.exact) throw new Error(trace.exact.reason);
    expect(decide('maDql')).toEqual(trace.greedy.decision);
    expect(decide('n2o')).toEqual(trace.decision);
    expect(decide('n2oSweep')).toEqual(swept.decision);
    expect(decide('exactP2')).toEqual(trace.exact.decision);
  });

  it('max-plus meets the failing links of its slot, and none where none fail', () => {
    const problem = problemAt(environment, networks);
    const tables = new DecisionTables(problem.objectives);
    const reliable = maxPlusDecision(tables, 5);
    const without = createPolicy('maxPlus', { ...setting, orchestration: parseOrchestration({}) });
    expect(without.decide(environment, 5)).toEqual(reliable);
    let mattered = false;
    for (let slot = 0; slot < 60; slot += 1) {
      const post = new LinkPost({ problem, options: orchestration, slot });
      const met = maxPlusDecision(tables, 5, post);
      expect(decide('maxPlus', slot)).toEqual(met);
      mattered ||= met.join() !== reliable.join();
    }
    expect(mattered).toBe(true);
  });

  it('greedySweeps sweeps twice after the greedy decision', () => {
    let secondMattered = false;
    for (let seed = 0; seed < 60; seed++) {
      const drawn = parseNetworks(randomNetworks(seed, 2, 3)).networks;
      const agents = drawn.agents.map((agent) => ({ ...agent, levels: agent.scope.map(() => 3) }));
      const three = parseScenario({ ...scenario, levels: 3 });
      const world = new EdgeEnvironment(three);
      world.reset(seed);
      const own = { ...drawn, agents };
      const tables = new DecisionTables(problemAt(world, own).objectives);
      const once = sweep(tables, [0, 1, 2, 3, 4, 5], greedyDecision(tables));
      const twice = sweep(tables, [0, 1, 2, 3, 4, 5], once);
      const policy = createPolicy('greedySweeps', { ...setting, scenario: three, networks: own });
      expect(policy.decide(world)).toEqual(twice);
      secondMattered ||= once.join() !== twice.join();
    }
    expect(secondMattered).toBe(true);
  });

  it('earn in the order of what they know: optimistic and Nash at most as much as the oracle', () => {
    const earned = (key: PolicyKey) => environment.evaluate(decide(key)).systemReward;
    expect(earned('oracle')).toBeGreaterThanOrEqual(earned('nash'));
    expect(earned('oracle')).toBeGreaterThanOrEqual(earned('optimistic'));
    expect(earned('fixed0')).toBe(0);
  });

  it('fixed rents the same everywhere; random every level alike, anew in every slot', () => {
    expect(decide('fixed1')).toEqual(new Int32Array(6).fill(1));
    const counts = networks.agents.map(({ levels }) => new Array<number>(levels[0]!).fill(0));
    for (let slot = 0; slot < 3000; slot++) {
      decide('random', slot).forEach((level, server) => {
        counts[server]![level]!++;
      });
    }
    for (const server of counts) {
      for (const count of server) {
        // Within five standard deviations of a fair share.
        const share = 1 / server.length;
        const deviation = Math.sqrt(3000 * share * (1 - share));
        expect(Math.abs(count - 3000 * share)).toBeLessThan(5 * deviation);
      }
    }
  });

  it('are refused where they cannot run', () => {
    const seven = parseScenario({ rows: 7, columns: 7 });
    expect(applicablePolicies(seven)).not.toContain('exactP2');
    expect(() => createPolicy('exactP2', { ...setting, scenario: seven })).toThrow(
      'policy: "exactP2" is not allowed here: elimination needs 443,022,411 table entries',
    );
    expect(applicablePolicies(parseScenario({ rows: 5, columns: 5 }))).toContain('exactP2');
    expect(() => createPolicy('fixed4', setting)).toThrow(InputError);
    expect(() => createPolicy('n2o', { ...setting, networks: null })).toThrow(InputError);
    expect(() => parsePolicy('qmix', '--policies')).toThrow(/--policies: "qmix"/);
    expect(parsePolicy('fixed2', '--policies')).toBe('fixed2');
    expect(applicablePolicies(scenario).filter(isLearned)).toHaveLength(7);
  });
});
