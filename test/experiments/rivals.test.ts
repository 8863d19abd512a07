import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { createPolicy } from '../../src/experiments/policies.ts';
import { playRivals, type RivalRewards } from '../../src/experiments/rivalRewards.ts';
import { cityCourses, fileCourses } from '../../src/experiments/rivalRuns.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { RIVAL_KEYS } from '../../src/orchestration/rivals/rival.ts';
import { parseRivals } from '../../src/orchestration/rivals/rivalOptions.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomNetworks, randomObservations } from '../support/networks.ts';

const scenario = parseScenario({});
const learner = parseLearner({ episodes: 10 });
const networks = new MultiAgentLearner({ scenario, learner, seed: 4 }).networks();
const options = parseOrchestration({ iterations: 10 });
const evaluation = { slots: 2 * scenario.slotsPerDay + 5, seed: 900_001 };
const setting = {
  scenario,
  networks,
  options,
  rivals: parseRivals({ gradientIterations: 3, dsaIterations: 3 }),
  evaluation,
};

function play(keys: readonly (typeof RIVAL_KEYS)[number][]): RivalRewards[] {
  return [...playRivals({ ...setting, keys })];
}

describe('rivals in the city', () => {
  it('earn what the policies of the same name do, reported day by day', () => {
    const keys = ['maDql', 'greedySweeps', 'maxPlus', 'n2o', 'n2oSweep', 'exactP2'] as const;
    const days = play(keys);
    expect(days.map(({ slots, days: whole }) => [slots, whole])).toEqual([
      [144, 1],
      [288, 2],
      [293, 2],
    ]);
    const { earnings } = days.at(-1)!;
    expect(earnings.map(({ key }) => key)).toEqual(keys);
    for (const [i, key] of keys.entries()) {
      const { reward } = earnings[i]!;
      const policy = createPolicy(key, { scenario, networks, orchestration: options, seed: 1 });
      const run = evaluatePolicy(policy, scenario, evaluation);
      let step = run.next();
      while (!step.done) step = run.next();
      expect(reward.value, key).toBeCloseTo(step.value.mean, 9);
      expect(reward.standardError, key).toBeCloseTo(step.value.standardError!, 9);
    }
  });

  it('earn the same whoever else plays; exact P2 is the whole of itself', () => {
    const [alone] = play(['dsa']).slice(-1);
    const all = play(['exactP2', 'dsa']).at(-1)!;
    expect(all.earnings[1]!.reward).toEqual(alone!.earnings[0]!.reward);
    expect(alone!.earnings[0]!.share).toBeNull();
    if (all.earnings[0]!.reward.value > 0) {
      expect(all.earnings[0]!.share).toEqual({ value: 1, standardError: 0 });
    }
  });
});

describe('courses on one slot', () => {
  it('end where their steps do, and no gap is below zero', () => {
    let time = 0;
    const found = fileCourses(randomNetworks(3, 2, 2), randomObservations(4, 4), {
      ...setting,
      keys: RIVAL_KEYS,
      now: () => time++,
    });
    expect(found.refused).toEqual([]);
    expect(found.courses.map(({ key }) => key)).toEqual([...RIVAL_KEYS]);
    for (const { steps, objective, messages, bytes, iterations, milliseconds } of found.courses) {
      const iteration = iterations;
      expect(steps.at(-1)).toEqual({ iteration, objective, messages, bytes });
      expect(objective).toBeLessThanOrEqual(found.exact! + 1e-9);
      expect(milliseconds).toBe(1);
    }
  });

  it('refuse a cut of two servers that are not linked', () => {
    const far = parseOrchestration({ cuts: [{ link: [0, 3], from: 1 }] });
    const course = { ...setting, options: far, keys: ['n2o' as const], now: () => 0 };
    const refusal = /orchestration\.cuts\[0\]\.link: \[0,3\] .* ids of two linked LSMs: \d/;
    const [files, seen] = [randomNetworks(3, 2, 2), randomObservations(4, 4)];
    expect(() => fileCourses(files, seen, course)).toThrow(refusal);
    expect(() => cityCourses({ ...course, scenario })).toThrow(refusal);
  });
});

describe('rivals on the command line', () => {
  it.each([
    ['--max-plus-iterations', '21'],
    ['--greedy-sweeps', '0'],
    ['--dsa-probability', '1.5'],
    ['--gradient-step', '0'],
    ['--link-seed', '-1'],
    ['--rivals', 'nobody'],
    ['--evaluation-slots', '0'],
    ['--networks', '/nowhere'],
  ])('refuses %s %s by its name', async (name, value) => {
    const said: string[] = [];
    const status = await runCommandLine(
      ['rivals', name, value],
      () => {},
      (line) => said.push(line),
    );
    expect(status).toBe(2);
    expect(said.at(-1)).toContain(name);
  });
});
