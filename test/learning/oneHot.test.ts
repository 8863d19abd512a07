/** One-hot levels, against a second reading of their definition. */
import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import { activate, activationCode } from '../../src/learning/activations.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { Regression } from '../../src/learning/engines/regression.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { startWasmKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { JointValues } from '../../src/learning/jointValues.ts';
import { layersModel } from '../../src/learning/layersModel.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import type { LocalNetwork, LocalNetworks } from '../../src/learning/network.ts';
import { NetworkObjective } from '../../src/learning/networkObjective.ts';
import { networkProblem } from '../../src/learning/networkProblem.ts';
import { networksFile } from '../../src/learning/networksFile.ts';
import { weightsOf } from '../../src/learning/openedWeights.ts';
import { RandomStream } from '../../src/random.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { withoutServer } from '../../src/world/servers.ts';

// Mixed levels, and a middle server whose 4 * 3 * 5 * 6 joint decisions take more than one block.
const scenario = parseScenario({ rows: 2, columns: 3, levels: [3, 4, 5, 2, 6, 3], linkRadius: 90 });
const learner = parseLearner({ decisionInput: 'oneHot', hidden: [7, 5], activation: 'silu' });
const layout = buildLayout(scenario, learner);
const stream = new RandomStream(4, 'initialisation', 99);
const weights = initialWeights(layout, 4).map((each) => each + 0.3 * (stream.uniform() - 0.5));
const networks = networksFromWeights(layout, weights);
const observation = Float64Array.from({ length: 5 }, () => stream.uniform());

/** Q in network units: every input written out, every sum taken by itself. */
function naive({ activation }: LocalNetworks, agent: LocalNetwork, alpha: readonly number[]) {
  const inputs = [...observation];
  agent.levels.forEach((count, member) => {
    for (let level = 0; level < count; level += 1) {
      inputs.push(Math.max(0, 1 - Math.abs(alpha[member]! - level)));
    }
  });
  let values = inputs;
  agent.layers.forEach((layer, depth) => {
    expect(layer.inputs).toBe(values.length);
    const sums = Array.from({ length: layer.outputs }, (_, unit) =>
      values.reduce(
        (sum, value, input) => sum + value * layer.weights[input * layer.outputs + unit]!,
        layer.biases[unit]!,
      ),
    );
    const isLast = depth === agent.layers.length - 1;
    values = isLast ? sums : sums.map((sum) => activate(activationCode(activation), sum));
  });
  return values[0]!;
}

/** All joint decisions, the last member fastest. */
function decisionsOf(levels: readonly number[]): number[][] {
  return levels.reduce<number[][]>(
    (all, count) => all.flatMap((each) => Array.from({ length: count }, (_, k) => [...each, k])),
    [[]],
  );
}

describe('one-hot levels', () => {
  it('have K inputs a server, and one value for every joint decision', () => {
    networks.agents.forEach((agent, n) => {
      const inputs = 5 + agent.levels.reduce((sum, count) => sum + count, 0);
      expect(layout.agents[n]!.layers[0]!.inputs).toBe(inputs);
      const values = new JointValues(agent, networks);
      const table = new Float64Array(values.count);
      values.fill(observation, 0, table);
      const wanted = decisionsOf(agent.levels).map((each) => naive(networks, agent, each));
      expect(table).toHaveLength(wanted.length);
      wanted.forEach((value, i) => {
        expect(table[i]).toBeCloseTo(value, 12);
      });
      const best = wanted.indexOf(Math.max(...wanted));
      expect(values.maximum(observation, 0)).toBeCloseTo(wanted[best]!, 12);
      expect(values.foundIndex).toBe(best);
    });
  });

  it('share linearly between two levels, with the slope of the piece above a whole one', () => {
    for (const agent of networks.agents) {
      const objective = new NetworkObjective(agent, networks, observation);
      const gradient = new Float64Array(agent.levels.length);
      for (let point = 0; point < 12; point += 1) {
        const alpha = agent.levels.map((count) => {
          const at = stream.uniform() * (count - 1);
          return point % 3 === 0 ? Math.floor(at) : at;
        });
        const value = naive(networks, agent, alpha) * layout.valueScale;
        expect(objective.gradient(alpha, gradient)).toBeCloseTo(value, 9);
        alpha.forEach((at, member) => {
          // Forward, so that a kink at the point does not enter; from the highest level, backward.
          const step = at === agent.levels[member]! - 1 ? -1e-7 : 1e-7;
          const beside = alpha.with(member, at + step);
          const slope = (naive(networks, agent, beside) * layout.valueScale - value) / step;
          expect(gradient[member]).toBeCloseTo(slope, 3);
        });
      }
    }
  });

  it('are at most as steep as the bound says', () => {
    for (const agent of networks.agents) {
      const objective = new NetworkObjective(agent, networks, observation);
      const { upper, lower, method } = objective.lipschitz();
      expect(method).toBe('normProduct');
      const gradient = new Float64Array(agent.levels.length);
      let longest = lower;
      for (let point = 0; point < 300; point += 1) {
        const alpha = agent.levels.map((count) => stream.uniform() * (count - 1));
        objective.gradient(alpha, gradient);
        longest = Math.max(longest, Math.hypot(...gradient));
      }
      expect(upper).toBeGreaterThanOrEqual(longest);
    }
  });

  it('are trained with the gradient of the finite difference, jittered decisions included', () => {
    const agent = networks.agents[4]!;
    const members = agent.levels.length;
    const size = 6;
    const batch = {
      size,
      observations: Float64Array.from({ length: 5 * size }, (_, i) => observation[i % 5]!),
      // Jitter of half a level reaches beyond the lowest and the highest.
      decisions: Float64Array.from({ length: members * size }, (_, i) => {
        const count = agent.levels[i % members]!;
        return Math.floor(stream.uniform() * count) + stream.uniform() - 0.5;
      }),
      rewards: new Float64Array(size),
      nextObservations: new Float64Array(5 * size),
      nextRows: new Float64Array(size),
    };
    const targets = Float64Array.from({ length: size }, () => stream.uniform());
    const gradients = new Float64Array(layout.length);
    const into = networksFromWeights(layout, gradients).agents[4]!.layers;
    const regression = new Regression(agent.layers, layout.activation, size);
    const inside = (value: number, i: number) =>
      Math.min(Math.max(value, 0), agent.levels[i % members]! - 1);
    const loss = () => {
      let sum = 0;
      for (let sample = 0; sample < size; sample += 1) {
        const row = batch.decisions.slice(sample * members, (sample + 1) * members);
        const error = naive(networks, agent, [...row].map(inside)) - targets[sample]!;
        sum += (0.5 * error * error) / size;
      }
      return sum;
    };
    expect(regression.run(agent, batch, targets, into)).toBeCloseTo(loss(), 12);
    const { offset, length } = layout.agents[4]!;
    for (let i = offset; i < offset + length; i += 1) {
      const kept = weights[i]!;
      weights[i] = kept + 1e-6;
      const above = loss();
      weights[i] = kept - 1e-6;
      const below = loss();
      weights[i] = kept;
      expect(gradients[i]).toBeCloseTo((above - below) / 2e-6, 6);
    }
  });

  it('train, and go on exactly from a checkpoint; growth keeps the rows of who stays', () => {
    const setup = { scenario, learner: parseLearner({ ...learner, batchSize: 8 }), seed: 2 };
    const run = new MultiAgentLearner(setup);
    const first = run.weights();
    while (run.slots < 60) run.advance();
    expect(run.weights()).not.toEqual(first);
    const again = MultiAgentLearner.resume(run.checkpoint());
    for (const each of [run, again]) while (each.slots < 90) each.advance();
    expect(again.weights()).toEqual(run.weights());
    // Server 4 loses server 5: the rows of the three levels of 5 go, all others stay.
    const old = run.layout.agents[4]!;
    const before = run.weights().subarray(old.offset, old.offset + old.length);
    run.applyScenario(withoutServer(scenario, 5));
    const now = run.layout.agents[4]!;
    const after = run.weights().subarray(now.offset, now.offset + now.length);
    const [inputs, outputs] = [old.layers[0]!.inputs, 7];
    expect(old.scope.at(-1)).toBe(5);
    expect(now.layers[0]!.inputs).toBe(inputs - 3);
    expect(after.subarray(0, (inputs - 3) * outputs)).toEqual(
      before.subarray(0, (inputs - 3) * outputs),
    );
    expect(after.subarray((inputs - 3) * outputs)).toEqual(before.subarray(inputs * outputs));
  });

  it('are not handed to what knows levels as single numbers', async () => {
    const accelerator = {
      objectives() {
        throw new Error('asked');
      },
    };
    const observations = new Float64Array(5 * 6);
    const problem = networkProblem(
      { ids: [0, 1, 2, 3, 4, 5], links: [] },
      networks,
      observations,
      accelerator,
    );
    expect(problem.objectives[0]).toBeInstanceOf(NetworkObjective);
    const kernels = await startWasmKernels(await kernelBinary());
    const known = parseLearner({ ...learner, activation: 'algebraicSilu' });
    const setup = { scenario, learner: known, seed: 1 };
    expect(() => new MultiAgentLearner(setup, kernels)).toThrow(
      'learner.decisionInput: "oneHot" is not allowed; allowed: "scaled" on the engine wasm',
    );
    const plain = new TypeScriptEngine(layout, weights.slice());
    expect(plain.layout.agents[0]!.oneHot).toBe(true);
  });

  it('stand in no file of one number a level', () => {
    const links = [[0, 1]] as const;
    const refusal = /learner\.decisionInput: .*a checkpoint holds both/;
    expect(() => networksFile({ networks, links: links.map((each) => [...each]) })).toThrow(
      refusal,
    );
    expect(() => layersModel(networks, 0)).toThrow(refusal);
    expect(() => weightsOf(layout, networks, [])).toThrow(refusal);
  });
});
