/** The exported models, loaded by plain TensorFlow.js and asked for their values. */
import '@tensorflow/tfjs-backend-cpu';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel as LoadedModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIVATIONS, type Activation } from '../../src/learning/configuration.ts';
import { type LayersModel, layersModel, WEIGHTS_FILE } from '../../src/learning/layersModel.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { RandomStream } from '../../src/random.ts';
import { randomNetworks } from '../support/networks.ts';

/** Of the size of a value (or of the value scale, if that is more), in single precision. */
const TOLERANCE = 1e-5;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

interface ModelJson {
  modelTopology: object;
  weightsManifest: { paths: string[]; weights: tf.io.WeightsManifestEntry[] }[];
  userDefinedMetadata: Record<string, unknown>;
}
const jsonOf = ({ modelJson }: LayersModel): ModelJson => JSON.parse(JSON.stringify(modelJson));

function load(model: LayersModel): Promise<LoadedModel> {
  const { modelTopology, weightsManifest } = jsonOf(model);
  const weightData = model.weights.slice().buffer;
  const weightSpecs = weightsManifest[0]!.weights;
  return loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

/** Rows of five observed numbers and levels between the whole ones too. */
function randomInputs(seed: number, levels: readonly number[], rows: number): number[][] {
  const stream = new RandomStream(seed, 'users');
  return Array.from({ length: rows }, () => [
    ...Array.from({ length: 5 }, () => 4 * stream.uniform() - 1),
    ...levels.map((count) => (count - 1) * stream.uniform()),
  ]);
}

function predict(model: LoadedModel, rows: number[][]): Float32Array {
  return tf.tidy(() => (model.predict(tf.tensor2d(rows)) as tf.Tensor).dataSync<'float32'>());
}

function networksOf(seed: number, activation: Activation, hidden: number[]) {
  return parseNetworks(randomNetworks(seed, 2, 2, activation, hidden)).networks;
}

describe('a TensorFlow.js model of an LSM', () => {
  it('has the values of its network: any activation, one to four hidden layers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...ACTIVATIONS),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
        async (seed, activation, hidden, agent) => {
          const networks = networksOf(seed, activation, hidden);
          const { levels } = networks.agents[agent]!;
          const rows = randomInputs(seed, levels, 20);
          const model = await load(layersModel(networks, agent));
          const values = predict(model, rows);
          model.dispose();
          rows.forEach((row, i) => {
            const observations = new Float64Array(20);
            observations.set(row.slice(0, 5), 5 * agent);
            const objective = localObjectives(networks, observations)[agent]!;
            const expected = objective.value(row.slice(5));
            const error = Math.abs(values[i]! - expected) / Math.max(30, Math.abs(expected));
            expect(error).toBeLessThan(TOLERANCE);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['algebraicSilu', (x: number) => (x / 2) * (1 + x / Math.sqrt(1 + x * x))],
    ['relu', (x: number) => Math.max(x, 0)],
    ['silu', (x: number) => x / (1 + Math.exp(-x))],
    ['tanh', Math.tanh],
  ] as const)('has the activation %s as it is defined, far out too', async (activation, f) => {
    // One input that counts, one hidden unit: the value is 30 f(x).
    const file = randomNetworks(1, 1, 2, activation, [1]);
    const layers = [
      { weights: [[1], [0], [0], [0], [0], [0], [0]], biases: [0] },
      { weights: [[1]], biases: [0] },
    ];
    const agents = file.agents.map((agent) => ({ ...agent, layers }));
    const { networks } = parseNetworks({ ...file, agents });
    const model = await load(layersModel(networks, 0));
    const xs = [-1000, -30, -3, -1, -0.01, 0, 0.01, 0.5, 2, 40, 3000];
    const values = predict(
      model,
      xs.map((x) => [x, 0, 0, 0, 0, 0, 0]),
    );
    xs.forEach((x, i) => {
      // Far below zero the default activation is a small difference of large numbers.
      expect(Math.abs(values[i]! - 30 * f(x))).toBeLessThan(1e-5 * Math.max(1, 30 * Math.abs(x)));
    });
  });

  it('takes levels as they are: one level up is decisionScale up inside', async () => {
    const file = randomNetworks(2, 1, 2, 'relu', [1]);
    const layers = [
      { weights: [[0], [0], [0], [0], [0], [1], [0]], biases: [0] },
      { weights: [[1]], biases: [0.5] },
    ];
    const agents = file.agents.map((agent) => ({ ...agent, layers, decisionScales: [0.25, 0.5] }));
    const { networks } = parseNetworks({ ...file, valueScale: 8, agents });
    const values = predict(await load(layersModel(networks, 0)), [
      [0, 0, 0, 0, 0, 0, 1],
      [0, 0, 0, 0, 0, 2, 1],
    ]);
    expect(Array.from(values)).toEqual([4, 8]);
  });

  it('says what its inputs mean, with the ids of the file', () => {
    const networks = networksOf(3, 'algebraicSilu', [4]);
    const { id, scope, levels } = networks.agents[1]!;
    const { userDefinedMetadata: told } = jsonOf(layersModel(networks, 1));
    const neighbours = scope.slice(1).map((member) => networks.agents[member]!.id);
    expect(told).toMatchObject({ id, neighbours, output: { name: 'value', unit: 'reward' } });
    const inputs = told.inputs as { name: string; unit: string }[];
    expect(inputs.map(({ name }) => name)).toEqual([
      'timeOfDay',
      'usersInRange',
      'spectrum',
      'delayEstimate',
      'price',
      'ownLevel',
      ...neighbours.map((neighbour) => `levelOf${neighbour}`),
    ]);
    expect(inputs[5]!.unit).toBe(`level, 0 to ${levels[0]! - 1}`);
  });

  it('loads from its two files over the network', async () => {
    const networks = networksOf(4, 'algebraicSilu', [8, 32, 8]);
    const model = layersModel(networks, 0);
    const server = createServer((request, response) => {
      const isWeights = request.url === `/lsm/${WEIGHTS_FILE}`;
      response.end(isWeights ? model.weights : JSON.stringify(model.modelJson));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const loaded = await loadLayersModel(`http://127.0.0.1:${port}/lsm/model.json`);
    server.close();
    const rows = randomInputs(5, networks.agents[0]!.levels, 3);
    expect(predict(loaded, rows)).toEqual(predict(await load(model), rows));
    expect(loaded.getUserDefinedMetadata()).toMatchObject({ format: 'n2o-layers-model' });
  });

  it('is refused for an LSM that is not there', () => {
    const networks = networksOf(1, 'relu', [2]);
    expect(() => layersModel(networks, 4)).toThrow('agent: 4 is not allowed');
  });
});
