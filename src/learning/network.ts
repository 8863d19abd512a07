/**
 * Local Q-networks as plain data, and as the objectives that orchestration sees. Nothing here
 * trains; engines do, on the flat layout of layout.ts.
 */
import type { LocalObjective } from '../orchestration/objective.ts';
import { type ActivationCode, activate, activationCode, activationSlope } from './activations.ts';
import type { Activation } from './configuration.ts';
import type { DenseLayer } from './denseLayer.ts';
import { JointValues } from './jointValues.ts';

/**
 * Q_n of one LSM. Inputs, in this order: the observation, its own level, its neighbours' levels;
 * the i-th level enters as level * decisionScales[i]. One output.
 */
export interface LocalNetwork {
  /** Id of the server. */
  readonly id: number;
  /** Indices (0..N-1) of the decisions it depends on: its own first, then neighbours ascending. */
  readonly scope: readonly number[];
  /** K of each member of the scope. */
  readonly levels: readonly number[];
  readonly decisionScales: readonly number[];
  /** Hidden layers, then the output layer; weights as [input][output], row-major. */
  readonly layers: readonly DenseLayer[];
}

/** The Q-networks of all LSMs. */
export interface LocalNetworks {
  /** After every layer but the last. */
  readonly activation: Activation;
  /** Numbers in one LSM's observation. */
  readonly observationSize: number;
  /** Network outputs times this are in reward units. */
  readonly valueScale: number;
  /** In the order of the servers' indices. */
  readonly agents: readonly LocalNetwork[];
}

/** The objectives Q_n(o_n, .) of all LSMs at the observations of one slot (N x 5, row-major). */
export function localObjectives(
  networks: LocalNetworks,
  observations: ArrayLike<number>,
): NetworkObjective[] {
  const size = networks.observationSize;
  return networks.agents.map((agent, index) => {
    const observation = Float64Array.from({ length: size }, (_, i) => {
      return observations[index * size + i]!;
    });
    return new NetworkObjective(agent, networks, observation);
  });
}

/**
 * Q_n at one observation, in reward units: value, gradient over the scope's levels (reward units
 * per level) and the table over all joint decisions. Reads the weights when built (their product
 * with the observation is kept), so build a new one after training.
 */
export class NetworkObjective implements LocalObjective {
  readonly scope: readonly number[];
  readonly levels: readonly number[];
  private readonly network: LocalNetwork;
  private readonly networks: LocalNetworks;
  private readonly observation: Float64Array;
  private readonly code: ActivationCode;
  /** Sums of the first layer before any decision enters: b + W o. */
  private readonly base: Float64Array;
  /** Sums before and values after the activation, one array a layer. */
  private readonly sums: readonly Float64Array[];
  private readonly values: readonly Float64Array[];
  private readonly errors: readonly Float64Array[];

  constructor(network: LocalNetwork, networks: LocalNetworks, observation: Float64Array) {
    this.scope = network.scope;
    this.levels = network.levels;
    this.network = network;
    this.networks = networks;
    this.observation = observation;
    this.code = activationCode(networks.activation);
    const first = network.layers[0]!;
    this.base = Float64Array.from(first.biases);
    for (let i = 0; i < networks.observationSize; i += 1) {
      addScaledRow(first, i, observation[i]!, this.base);
    }
    this.sums = network.layers.map((layer) => new Float64Array(layer.outputs));
    this.values = network.layers.map((layer) => new Float64Array(layer.outputs));
    this.errors = network.layers.map((layer) => new Float64Array(layer.outputs));
  }

  value(alpha: ArrayLike<number>): number {
    const { layers, decisionScales } = this.network;
    const size = this.networks.observationSize;
    const last = layers.length - 1;
    this.sums[0]!.set(this.base);
    for (let i = 0; i < decisionScales.length; i += 1) {
      addScaledRow(layers[0]!, size + i, alpha[i]! * decisionScales[i]!, this.sums[0]!);
    }
    for (let depth = 0; depth < last; depth += 1) {
      const sums = this.sums[depth]!;
      const values = this.values[depth]!;
      for (let unit = 0; unit < sums.length; unit += 1) {
        values[unit] = activate(this.code, sums[unit]!);
      }
      const next = layers[depth + 1]!;
      const nextSums = this.sums[depth + 1]!;
      nextSums.set(next.biases);
      for (let unit = 0; unit < sums.length; unit += 1) {
        addScaledRow(next, unit, values[unit]!, nextSums);
      }
    }
    return this.sums[last]![0]! * this.networks.valueScale;
  }

  gradient(alpha: ArrayLike<number>, gradient: Float64Array): number {
    const value = this.value(alpha);
    const { layers, decisionScales } = this.network;
    const last = layers.length - 1;
    this.errors[last]![0] = this.networks.valueScale;
    for (let depth = last; depth > 0; depth -= 1) {
      const sums = this.sums[depth - 1]!;
      const errors = this.errors[depth - 1]!;
      for (let unit = 0; unit < sums.length; unit += 1) {
        errors[unit] =
          rowProduct(layers[depth]!, unit, this.errors[depth]!) *
          activationSlope(this.code, sums[unit]!);
      }
    }
    const size = this.networks.observationSize;
    for (let i = 0; i < decisionScales.length; i += 1) {
      gradient[i] = rowProduct(layers[0]!, size + i, this.errors[0]!) * decisionScales[i]!;
    }
    return value;
  }

  table(): Float64Array {
    const joint = new JointValues(this.network, this.networks);
    const table = new Float64Array(joint.count);
    joint.fill(this.observation, 0, table);
    const { valueScale } = this.networks;
    for (let i = 0; i < table.length; i += 1) table[i] = table[i]! * valueScale;
    return table;
  }
}

/** sums += factor * (row `input` of the weights). */
function addScaledRow(layer: DenseLayer, input: number, factor: number, sums: Float64Array): void {
  const { weights, outputs } = layer;
  const start = input * outputs;
  for (let unit = 0; unit < outputs; unit += 1) {
    sums[unit] = sums[unit]! + factor * weights[start + unit]!;
  }
}

/** (Row `input` of the weights) . errors. */
function rowProduct(layer: DenseLayer, input: number, errors: Float64Array): number {
  const { weights, outputs } = layer;
  const start = input * outputs;
  let sum = 0;
  for (let unit = 0; unit < outputs; unit += 1) sum += weights[start + unit]! * errors[unit]!;
  return sum;
}
