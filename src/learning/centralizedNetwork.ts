/** The one network of centralised DQL, evaluated at one observation at a time in double precision. */
import { activate, activationCode } from './activations.ts';
import { type CentralizedLayout, jointDecision } from './centralizedLayout.ts';
import type { Numbers } from './engines/centralized/engine.ts';
import type { LayerLayout } from './layout.ts';

/** A network as data. */
export interface CentralizedNetwork {
  readonly layout: CentralizedLayout;
  readonly weights: Numbers;
}

/** b + w x of one unit. */
export function unitSum(
  { inputs, weightsOffset, biasesOffset }: LayerLayout,
  weights: Numbers,
  unit: number,
  x: ArrayLike<number>,
): number {
  const start = weightsOffset + unit * inputs;
  let sum = weights[biasesOffset + unit]!;
  for (let i = 0; i < inputs; i += 1) sum += weights[start + i]! * x[i]!;
  return sum;
}

/**
 * Goes through the hidden layers: their sums before the activation, and the values of the last one.
 *
 * @param x 5N, server by server
 */
export function hiddenPass({ layout, weights }: CentralizedNetwork, x: Float64Array) {
  const code = activationCode(layout.activation);
  const sums: Float64Array[] = [];
  const values: Float64Array[] = [x];
  for (const layer of layout.layers.slice(0, -1)) {
    const below = values.at(-1)!;
    const sum = Float64Array.from({ length: layer.outputs }, (_, unit) =>
      unitSum(layer, weights, unit, below),
    );
    sums.push(sum);
    values.push(sum.map((each) => activate(code, each)));
  }
  return { sums, values };
}

/** The largest output and its number, the first of equal ones; NaN where any output is. */
export function greatestOutput(
  network: CentralizedNetwork,
  x: Float64Array,
): { readonly index: number; readonly value: number } {
  const { layout, weights } = network;
  const output = layout.layers.at(-1)!;
  const hidden = hiddenPass(network, x).values.at(-1)!;
  let index = 0;
  let value = Number.NEGATIVE_INFINITY;
  for (let each = 0; each < output.outputs; each += 1) {
    const q = unitSum(output, weights, each, hidden);
    if (Number.isNaN(q)) return { index: each, value: q };
    if (q > value) {
      index = each;
      value = q;
    }
  }
  return { index, value };
}

/** What centralised DQL decides at the observations of all servers (N x 5). */
export function centralizedDecision(
  network: CentralizedNetwork,
  observations: Float64Array,
): Int32Array {
  const { levels } = network.layout;
  const decision = new Int32Array(levels.length);
  jointDecision(levels, greatestOutput(network, observations).index, decision);
  return decision;
}
