import { describe, expect, it } from 'vitest';
import { Bootstrap } from '../../src/learning/bootstrap.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import type { Minibatch } from '../../src/learning/engine.ts';
import { checkEngine } from '../../src/learning/engineOptions.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { finish } from '../../src/learning/slices.ts';
import { TeamTargets } from '../../src/learning/teamTargets.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestratedDecision } from '../../src/orchestration/orchestrate.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import {
  layoutOf,
  naiveMaximum,
  naiveValue,
  randomBatches,
  randomWeights,
} from '../support/naiveLearning.ts';
import { jointDecisionsOf } from '../support/objectives.ts';

const DISCOUNT = 0.7;

/** An engine whose target has stayed behind its weights. */
function engineOn(scopes: Parameters<typeof layoutOf>[0]) {
  const layout = layoutOf(scopes, [6, 5]);
  const weights = randomWeights(layout, 1);
  const engine = new TypeScriptEngine(layout, weights);
  const online = networksFromWeights(layout, weights);
  const behind = randomWeights(layout, 2);
  engine.restore({ ...engine.save(), targetWeights: behind });
  return { layout, engine, online, target: networksFromWeights(layout, behind) };
}

const rowOf = (array: Float64Array, width: number, sample: number) =>
  Array.from(array.slice(sample * width, (sample + 1) * width));

describe('double DQN', () => {
  it('values the trained network’s favourite decision by the target network', () => {
    const { layout, engine, online, target } = engineOn([
      { id: 0, levels: [3, 2, 4] },
      { id: 1, levels: [2, 3] },
      { id: 2, levels: [4] },
    ]);
    const batches = randomBatches(layout, 5, 16);
    const plan = { discount: DISCOUNT, doubleDqn: 'on', orchestratedTarget: 'off' } as const;
    const bootstrap = new Bootstrap(layout, () => new Float64Array(15));
    const settled = finish(bootstrap.settle(engine, batches, plan));
    let differs = 0;
    settled.forEach((batch, agent) => {
      const { levels } = layout.agents[agent]!;
      for (let sample = 0; sample < 16; sample++) {
        const next = rowOf(batch.nextObservations, 5, sample);
        const joint = jointDecisionsOf(levels);
        const values = joint.map((each) =>
          naiveValue(online.agents[agent]!, 'algebraicSilu', next, each),
        );
        const favourite = joint[values.indexOf(Math.max(...values))]!;
        const value = naiveValue(target.agents[agent]!, 'algebraicSilu', next, favourite);
        const y = batch.rewards[sample]! / 30 + DISCOUNT * value;
        expect(batch.targets![sample]).toBeCloseTo(y, 10);
        differs +=
          Math.abs(value - naiveMaximum(target.agents[agent]!, 'algebraicSilu', next)) > 1e-6
            ? 1
            : 0;
      }
    });
    // Were it the greatest value of the target network itself, nothing would have been tested.
    expect(differs).toBeGreaterThan(10);
  });
});

describe('N2O inside the target', () => {
  it('values what N2O agrees on at the next observations of all', () => {
    const scenario = parseScenario({ rows: 2, columns: 2 });
    const learner = parseLearner({ hidden: [6, 5] });
    const { layout } = new MultiAgentLearner({ scenario, learner, seed: 1 });
    const weights = randomWeights(layout, 1);
    const engine = new TypeScriptEngine(layout, weights);
    const networks = networksFromWeights(layout, weights);
    const rows = Array.from({ length: 8 }, (_, row) =>
      Float64Array.from({ length: 20 }, (__, i) => ((7 * row + 3 * i) % 11) / 11),
    );
    const batches = layout.agents.map(({ id, scope }) => ({
      ...randomBatches(layout, 3 + id, 8)[id]!,
      nextRows: Float64Array.from({ length: 8 }, (_, i) => i),
      nextObservations: Float64Array.from(rows.flatMap((row) => rowOf(row, 5, id))),
      decisions: new Float64Array(8 * scope.length),
    }));
    const plan = { discount: DISCOUNT, doubleDqn: 'off', orchestratedTarget: 'on' } as const;
    const bootstrap = new Bootstrap(layout, (row) => rows[row]!);
    const settled = finish(bootstrap.settle(engine, batches, plan));
    rows.forEach((observations, row) => {
      // The objectives once more, by the naive network and finite differences.
      const objectives = networks.agents.map((network, n) => {
        const own = rowOf(observations, 5, n);
        const value = (alpha: ArrayLike<number>) =>
          30 * naiveValue(network, 'algebraicSilu', own, Array.from(alpha));
        return {
          scope: network.scope,
          levels: network.levels,
          value,
          gradient(alpha: ArrayLike<number>, gradient: Float64Array) {
            for (let i = 0; i < alpha.length; i++) {
              const moved = (by: number) => Array.from(alpha, (a, k) => (k === i ? a + by : a));
              gradient[i] = (value(moved(1e-5)) - value(moved(-1e-5))) / 2e-5;
            }
            return value(alpha);
          },
          table: () => Float64Array.from(jointDecisionsOf(network.levels), value),
        };
      });
      const links = [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
      ] as const;
      const agreed = orchestratedDecision(
        { ids: [0, 1, 2, 3], links, objectives },
        parseOrchestration({}),
      );
      settled.forEach((batch, agent) => {
        const network = networks.agents[agent]!;
        const decision = network.scope.map((member) => agreed[member]!);
        const value = naiveValue(network, 'algebraicSilu', rowOf(observations, 5, agent), decision);
        expect(batch.targets![row]).toBeCloseTo(batch.rewards[row]! / 30 + DISCOUNT * value, 9);
      });
    });
  });
});

describe('the targets of VDN', () => {
  const { layout, engine, online, target } = engineOn([
    { id: 0, levels: [3] },
    { id: 1, levels: [2] },
    { id: 2, levels: [4] },
  ]);
  const batches = randomBatches(layout, 5, 16);
  const plan = { discount: DISCOUNT, doubleDqn: 'off' } as const;

  it('leave every LSM the error of the sum', () => {
    const settled = finish(new TeamTargets(layout).settle(engine, batches, plan));
    for (let sample = 0; sample < 16; sample++) {
      const values = batches.map((batch, agent) => {
        const observation = rowOf(batch.observations, 5, sample);
        return naiveValue(online.agents[agent]!, 'algebraicSilu', observation, [
          batch.decisions[sample]!,
        ]);
      });
      const y = batches.reduce((sum, batch, agent) => {
        const next = rowOf(batch.nextObservations, 5, sample);
        const maximum = naiveMaximum(target.agents[agent]!, 'algebraicSilu', next);
        return sum + batch.rewards[sample]! / 30 + DISCOUNT * maximum;
      }, 0);
      const error = values.reduce((sum, value) => sum + value, 0) - y;
      settled.forEach((batch, agent) => {
        expect(values[agent]! - batch.targets![sample]!).toBeCloseTo(error, 9);
      });
    }
  });

  it('make the engine’s loss that of the sum, for every LSM alike', () => {
    const settled = finish(new TeamTargets(layout).settle(engine, batches, plan));
    const losses = new Float64Array(3);
    const settings = { learningRate: 1e-3, discount: DISCOUNT, gradientClip: 10 };
    const fresh = new TypeScriptEngine(layout, randomWeights(layout, 1));
    fresh.update(settled as Minibatch[], settings, losses);
    expect(losses[1]).toBeCloseTo(losses[0]!, 9);
    expect(losses[2]).toBeCloseTo(losses[0]!, 9);
  });

  it('train a learner with one loss for all, which falls', () => {
    const scenario = parseScenario({ rows: 1, columns: 2 });
    const learner = parseLearner({ method: 'vdn', episodes: 60, hidden: [8, 8] });
    const trainee = new MultiAgentLearner({ scenario, learner, seed: 3 });
    for (const agent of trainee.layout.agents) expect(agent.scope).toEqual([agent.id]);
    while (trainee.episode < 60) trainee.advance();
    const { losses } = trainee.curve();
    // One loss for all.
    for (let episode = 10; episode < 60; episode++) {
      expect(losses[2 * episode]).toBeCloseTo(losses[2 * episode + 1]!, 9);
    }
    const mean = (from: number, to: number) =>
      losses.slice(2 * from, 2 * to).reduce((a, b) => a + b) / (to - from);
    expect(mean(50, 60)).toBeLessThan(mean(6, 16));
  });
});

describe('a soft target', () => {
  it('follows by its share', () => {
    const { layout, engine } = engineOn([{ id: 0, levels: [3, 2] }]);
    const before = engine.save();
    engine.copyTarget(0.25);
    const after = engine.save();
    for (let i = 0; i < layout.length; i++) {
      const expected = 0.75 * before.targetWeights[i]! + 0.25 * before.weights[i]!;
      expect(after.targetWeights[i]).toBeCloseTo(expected, 12);
    }
    engine.copyTarget();
    expect(engine.save().targetWeights).toEqual(before.weights);
  });
});

describe('engines that cannot', () => {
  it('are refused with the option’s name, and plain learners are not', () => {
    const elsewhere = { id: 'webgpu' };
    expect(() => checkEngine(elsewhere, parseLearner({}))).not.toThrow();
    for (const change of [
      { nStep: 3 },
      { doubleDqn: 'on' },
      { targetRate: 0.1 },
      { method: 'vdn' },
    ]) {
      const [name] = Object.keys(change);
      expect(() => checkEngine(elsewhere, parseLearner(change))).toThrow(`learner.${name}`);
    }
  });

  it('are not taken up, and the engine before goes on', () => {
    const scenario = parseScenario({ rows: 1, columns: 2 });
    const learner = new MultiAgentLearner({
      scenario,
      learner: parseLearner({ nStep: 2 }),
      seed: 1,
    });
    const blind = (layout: typeof learner.layout, weights: Float64Array) => {
      const engine = new TypeScriptEngine(layout, weights);
      return Object.defineProperty(engine, 'flat', { value: undefined });
    };
    learner.advance();
    expect(() => learner.changeEngine(blind)).toThrow('learner.nStep');
    learner.advance();
    expect(learner.slots).toBe(2);
  });
});
