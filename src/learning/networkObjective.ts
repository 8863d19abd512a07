/** Local Q-networks as the objectives that orchestration sees. */
import type { LipschitzEffort, LocalObjective } from '../orchestration/objective.ts';
import type { LipschitzBound } from '../orchestration/theoryReport.ts';
import { type ActivationCode, activate, activationCode, activationSlope } from './activations.ts';
import { AffineGradient } from './affineGradient.ts';
import { decisionInputCount, slopesOfLevels, writeDecision } from './decisionInput.ts';
import { JointValues } from './jointValues.ts';
import { LipschitzSearch } from './lipschitz.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';
import { addLayer, layerErrors } from './oneColumn.ts';
import { longestSlope } from './oneHotSlope.ts';

const USUAL_EFFORT: LipschitzEffort = { cells: 1000, enough: 0 };

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
  /** The first layer's inputs beside the observation, and the slopes along them. */
  private readonly inputs: Float64Array;
  private readonly inputSlopes: Float64Array;
  /** Sums before and values after the activation, and dQ / d sums, one array a layer. */
  private readonly sums: readonly Float64Array[];
  private readonly values: readonly Float64Array[];
  private readonly slopes: readonly Float64Array[];
  private readonly errors: readonly Float64Array[];
  private search: LipschitzSearch | null = null;

  constructor(network: LocalNetwork, networks: LocalNetworks, observation: Float64Array) {
    const { layers } = network;
    this.scope = network.scope;
    this.levels = network.levels;
    this.network = network;
    this.networks = networks;
    this.observation = observation;
    this.code = activationCode(networks.activation);
    const first = layers[0]!;
    this.base = new Float64Array(first.outputs);
    addLayer(first, 0, networks.observationSize, observation, first.biases, this.base);
    this.inputs = new Float64Array(decisionInputCount(network));
    this.inputSlopes = new Float64Array(this.inputs.length);
    this.sums = layers.map((layer) => new Float64Array(layer.outputs));
    this.values = layers.map((layer) => new Float64Array(layer.outputs));
    this.slopes = layers.map((layer) => new Float64Array(layer.outputs));
    this.errors = layers.map((layer) => new Float64Array(layer.outputs));
  }

  value(alpha: ArrayLike<number>): number {
    const { layers } = this.network;
    const { inputs } = this;
    const last = layers.length - 1;
    writeDecision(this.network, alpha, 0, inputs, 0, 1, 0);
    const { observationSize, valueScale } = this.networks;
    addLayer(layers[0]!, observationSize, inputs.length, inputs, this.base, this.sums[0]!);
    for (let depth = 1; depth <= last; depth += 1) {
      const values = this.values[depth - 1]!;
      const slopes = this.slopes[depth - 1]!;
      const below = this.sums[depth - 1]!;
      for (let unit = 0; unit < values.length; unit += 1) {
        const sum = below[unit]!;
        values[unit] = activate(this.code, sum);
        slopes[unit] = activationSlope(this.code, sum);
      }
      const layer = layers[depth]!;
      addLayer(layer, 0, layer.inputs, values, layer.biases, this.sums[depth]!);
    }
    return this.sums[last]![0]! * valueScale;
  }

  gradient(alpha: ArrayLike<number>, gradient: Float64Array): number {
    const value = this.value(alpha);
    const { layers } = this.network;
    const { observationSize, valueScale } = this.networks;
    const last = layers.length - 1;
    this.errors[last]![0] = valueScale;
    for (let depth = last; depth > 0; depth -= 1) {
      const layer = layers[depth]!;
      const errors = this.errors[depth - 1]!;
      const slopes = this.slopes[depth - 1]!;
      layerErrors(layer, 0, layer.inputs, this.errors[depth]!, errors);
      for (let unit = 0; unit < errors.length; unit += 1) {
        errors[unit] = errors[unit]! * slopes[unit]!;
      }
    }
    const slopes = this.inputSlopes;
    layerErrors(layers[0]!, observationSize, slopes.length, this.errors[0]!, slopes);
    slopesOfLevels(this.network, alpha, slopes, gradient);
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

  /** Goes on from where an earlier call ended. */
  lipschitz(effort: LipschitzEffort = USUAL_EFFORT): LipschitzBound {
    // Kinks at whole levels: the enclosures of the search are of one piece.
    if (this.network.oneHot) return this.slopeBound();
    this.search ??= this.startSearch();
    return this.search.refine(effort);
  }

  private slopeBound(): LipschitzBound {
    const { levels, network, networks } = this;
    const middle = levels.map((count) => (count - 1) / 2);
    const gradient = new Float64Array(levels.length);
    this.gradient(middle, gradient);
    const lower = Math.sqrt(gradient.reduce((sum, each) => sum + each * each, 0));
    return { upper: longestSlope(network, networks), lower, method: 'normProduct', cells: 1 };
  }

  private startSearch(): LipschitzSearch {
    const enclosure = new AffineGradient(this.network, this.networks, this.observation);
    const gradient = new Float64Array(this.scope.length);
    return new LipschitzSearch(enclosure, this.levels, (alpha) => {
      this.gradient(alpha, gradient);
      return Math.sqrt(gradient.reduce((sum, each) => sum + each * each, 0));
    });
  }
}
