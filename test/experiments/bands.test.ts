/**
 * The central numbers: mean over three training seeds at 2 x 2 servers and 3,000 episodes, in one
 * held-out world of 20 days, within the bands that an independent prototype gave. Takes a minute.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/experiments/compare.ts';
import { DEFAULT_EVALUATION } from '../../src/experiments/evaluate.ts';
import type { PolicyKey } from '../../src/experiments/policies.ts';
import { mean } from '../../src/experiments/statistics.ts';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const LEARNED: PolicyKey[] = ['maDql', 'n2o', 'n2oSweep', 'exactP2'];
const REFERENCES: PolicyKey[] = ['fixed0', 'fixed1', 'fixed2', 'optimistic', 'nash', 'oracle'];
const earned = new Map<PolicyKey, number>();

beforeAll(() => {
  const run = compare({
    scenario: parseScenario({}),
    learner: { ...learnerDefaults('paper'), episodes: 3000 },
    orchestration: parseOrchestration({}),
    seeds: [1, 2, 3],
    policies: [...REFERENCES, ...LEARNED],
    evaluation: DEFAULT_EVALUATION,
  });
  let step = run.next();
  while (!step.done) step = run.next();
  const runs = step.value;
  for (const key of [...REFERENCES, ...LEARNED]) {
    earned.set(key, mean(runs.map(({ policies }) => policies.get(key)!.mean)));
  }
}, 600_000);

describe('at 2 x 2 and 3,000 episodes', () => {
  const within = (value: number, low: number, high: number) => {
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
  };
  const share = (key: PolicyKey) => earned.get(key)! / earned.get('exactP2')!;

  it('exact P2 earns 64 to 73 a slot', () => within(earned.get('exactP2')!, 64, 73));
  it('greedy decisions earn 0.66 to 0.76 of it', () => within(share('maDql'), 0.66, 0.76));
  it('N2O earns 0.85 to 0.95 of it', () => within(share('n2o'), 0.85, 0.95));
  it('N2O with a sweep earns more than 0.97 of it', () => within(share('n2oSweep'), 0.97, 1.02));

  it('references: the externality is there', () => {
    within(earned.get('oracle')!, 80, 85);
    within(earned.get('nash')!, 74, 80);
    within(earned.get('optimistic')!, 33, 38);
    within(earned.get('optimistic')! / earned.get('oracle')!, 0.4, 0.6);
    expect(earned.get('fixed0')).toBe(0);
    within(earned.get('fixed1')!, -12, -4);
    within(earned.get('fixed2')!, -43, -37);
  });
});
