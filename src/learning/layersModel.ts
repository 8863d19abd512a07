/**
 * The Q-network of one LSM as a model that plain TensorFlow.js loads (`tf.loadLayersModel`): stock
 * layers only, the activation included, weights in single precision. Input: one tensor [observation
 * ..., own level, neighbours' levels], the levels as they are; output in reward units.
 */
import { InputError } from '../schema.ts';
import { CROWDS, OBSERVATION_SCALES } from '../world/slot.ts';
import type { Activation } from './configuration.ts';
import type { DenseLayer } from './denseLayer.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';
import { checkScaled } from './networksFile.ts';

export interface LayersModel {
  /** The content of `model.json`: topology, list of weights, and what the inputs mean. */
  readonly modelJson: object;
  /** The content of the file beside it, WEIGHTS_FILE. */
  readonly weights: Uint8Array;
}

/** The name by which `model.json` asks for the weights. */
export const WEIGHTS_FILE = 'group1-shard1of1.bin';

/** Names of the five entries of an observation (world/slot.ts), with what divides them. */
const OBSERVATION_INPUTS = [
  { name: 'timeOfDay', unit: 'share of a day' },
  {
    name: 'usersInRange',
    unit: `${CROWDS.paper} users (paper) or ${CROWDS.released} users (released)`,
  },
  { name: 'spectrum', unit: `${OBSERVATION_SCALES.spectrum} MHz` },
  { name: 'delayEstimate', unit: `${OBSERVATION_SCALES.estimate} s` },
  { name: 'price', unit: `${OBSERVATION_SCALES.price} above ${OBSERVATION_SCALES.price}` },
];

/** A layer of the graph, as Keras serialises it. */
interface LayerData {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly name: string;
  readonly inbound_nodes: readonly unknown[];
}
interface WeightData {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32';
}

/**
 * @param agent index of the LSM in `networks.agents`
 * @throws InputError where there is no such LSM, or levels enter one-hot
 */
export function layersModel(networks: LocalNetworks, agent: number): LayersModel {
  checkScaled(networks);
  const network = networks.agents[agent];
  if (!network) {
    const allowed = `a whole number from 0 to ${networks.agents.length - 1}`;
    throw new InputError('agent', agent, allowed);
  }
  const graph = new Graph(networks.observationSize + network.scope.length);
  const layers = unscaled(networks, network);
  layers.forEach((layer, depth) => {
    const isLast = depth === layers.length - 1;
    graph.dense(isLast ? 'output' : `hidden${depth + 1}`, layer);
    if (!isLast) activate(graph, `activation${depth + 1}`, networks.activation, layer.outputs);
  });
  const modelJson = {
    format: 'layers-model',
    generatedBy: 'N2O Playground',
    convertedBy: null,
    modelTopology: graph.topology(`lsm${network.id}`),
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: graph.weights }],
    userDefinedMetadata: meaning(networks, network),
  };
  return { modelJson, weights: graph.bytes() };
}

/** The layers with the scales of levels and values in the first kernel and the last layer. */
function unscaled(
  { observationSize, valueScale }: LocalNetworks,
  { layers, decisionScales }: LocalNetwork,
): DenseLayer[] {
  return layers.map((layer, depth) => {
    const factor = depth === layers.length - 1 ? valueScale : 1;
    const scaleOf = (input: number) =>
      depth === 0 ? (decisionScales[input - observationSize] ?? 1) : 1;
    return {
      ...layer,
      weights: layer.weights.map((weight, i) => {
        return weight * scaleOf(Math.floor(i / layer.outputs)) * factor;
      }),
      biases: layer.biases.map((bias) => bias * factor),
    };
  });
}

/** What a reader has to know to use the model. */
function meaning(networks: LocalNetworks, { id, scope, levels }: LocalNetwork) {
  const { observationSize, agents, activation } = networks;
  const observation = Array.from({ length: observationSize }, (_, i) => {
    return observationSize === OBSERVATION_INPUTS.length
      ? OBSERVATION_INPUTS[i]!
      : { name: `observation${i}` };
  });
  const decisions = scope.map((member, i) => ({
    name: i === 0 ? 'ownLevel' : `levelOf${agents[member]!.id}`,
    unit: `level, 0 to ${levels[i]! - 1}`,
  }));
  return {
    format: 'n2o-layers-model',
    version: 1,
    id,
    neighbours: scope.slice(1).map((member) => agents[member]!.id),
    activation,
    inputs: [...observation, ...decisions],
    output: { name: 'value', unit: 'reward' },
  };
}

/** Puts the activation after the newest layer, from layers that every TensorFlow.js has. */
function activate(graph: Graph, name: string, activation: Activation, width: number): void {
  if (activation === 'relu' || activation === 'tanh') {
    graph.add('Activation', name, { activation });
    return;
  }
  const before = graph.newest;
  if (activation === 'silu') {
    graph.add('Activation', `${name}Gate`, { activation: 'sigmoid' });
  } else {
    // Normalising (x, -x), of mean 0 and variance x^2, with an epsilon of 1 gives x / sqrt(1 + x^2).
    graph.add('Reshape', `${name}Column`, { target_shape: [width, 1] });
    graph.dense(`${name}Pair`, layerOf([[1, -1]], [0, 0]));
    graph.add('LayerNormalization', `${name}Ratio`, {
      axis: -1,
      epsilon: 1,
      center: false,
      scale: false,
    });
    graph.dense(`${name}Half`, layerOf([[0.5], [0]], [0.5]));
    graph.add('Reshape', `${name}Gate`, { target_shape: [width] });
  }
  graph.add('Multiply', name, {}, [before, graph.newest]);
}

function layerOf(weights: readonly number[][], biases: readonly number[]): DenseLayer {
  return {
    inputs: weights.length,
    outputs: biases.length,
    weights: Float64Array.from(weights.flat()),
    biases: Float64Array.from(biases),
  };
}

/** Layers one after the other, in the form that Keras saves a functional model in. */
class Graph {
  readonly weights: WeightData[] = [];
  readonly #values: number[] = [];
  readonly #layers: LayerData[];
  #newest = 'input';

  constructor(inputs: number) {
    const config = {
      batch_input_shape: [null, inputs],
      dtype: 'float32',
      sparse: false,
      name: this.#newest,
    };
    this.#layers = [{ class_name: 'InputLayer', config, name: this.#newest, inbound_nodes: [] }];
  }

  /** Name of the layer added last. */
  get newest(): string {
    return this.#newest;
  }

  add(type: string, name: string, config: object, after: readonly string[] = [this.#newest]): void {
    this.#layers.push({
      class_name: type,
      config: { ...config, name, trainable: true, dtype: 'float32' },
      name,
      inbound_nodes: [after.map((before) => [before, 0, 0, {}])],
    });
    this.#newest = name;
  }

  dense(name: string, { inputs, outputs, weights, biases }: DenseLayer): void {
    this.add('Dense', name, { units: outputs, activation: 'linear', use_bias: true });
    this.weights.push(
      { name: `${name}/kernel`, shape: [inputs, outputs], dtype: 'float32' },
      { name: `${name}/bias`, shape: [outputs], dtype: 'float32' },
    );
    for (const value of weights) this.#values.push(value);
    for (const value of biases) this.#values.push(value);
  }

  topology(name: string) {
    return {
      class_name: 'Model',
      config: {
        name,
        layers: this.#layers,
        input_layers: [['input', 0, 0]],
        output_layers: [[this.#newest, 0, 0]],
      },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    };
  }

  bytes(): Uint8Array {
    return new Uint8Array(Float32Array.from(this.#values).buffer);
  }
}
