/**
 * Encloses the gradient of a Q-network on a cell of its scope's box by affine arithmetic (de
 * Figueiredo and Stolfi 2004): every number in the network is c + sum_j a_j e_j + r, e_j in [-1, 1]
 * one symbol a decision, r a remainder known in size. What is linear stays exact; what an activation
 * bends goes into the remainder by Taylor's theorem, so that the enclosure's excess falls with the
 * square of the cell's size. Remainders are widened by more than all sums can lose by rounding, so
 * the enclosure holds for the network in real numbers.
 */
import { square } from '../elementary.ts';
import {
  activationCurvature,
  curvatureBound,
  jerkBound,
  type SlopeRange,
  slopeRange,
} from './activationBounds.ts';
import { type ActivationCode, activate, activationCode, activationSlope } from './activations.ts';
import type { DenseLayer } from './denseLayer.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';
import { addLayer, layerErrors } from './oneColumn.ts';

/** Rounding of one operation, many times over. */
const ROUNDING = 8 * Number.EPSILON;
const OUTWARD = 1 + 4096 * Number.EPSILON;
/** Most decisions for which all corners of a cell are looked at. */
const CORNER_LIMIT = 10;

/** Numbers as affine forms: all c, all a_1, ..., all a_d, and all remainders. */
class Forms {
  readonly count: number;
  readonly affine: readonly Float64Array[];
  readonly remainder: Float64Array;
  /** How far every number may be from its centre; filled by `measure`. */
  readonly radius: Float64Array;

  constructor(count: number, symbols: number) {
    this.count = count;
    this.affine = Array.from({ length: symbols + 1 }, () => new Float64Array(count));
    this.remainder = new Float64Array(count);
    this.radius = new Float64Array(count);
  }

  get centre(): Float64Array {
    return this.affine[0]!;
  }

  measure(): void {
    const { affine, radius, remainder, count } = this;
    radius.set(remainder);
    for (let j = 1; j < affine.length; j++) {
      const row = affine[j]!;
      for (let k = 0; k < count; k++) radius[k]! += Math.abs(row[k]!);
    }
    for (let k = 0; k < count; k++) radius[k]! *= OUTWARD;
  }
}

export class AffineGradient {
  readonly #network: LocalNetwork;
  readonly #networks: LocalNetworks;
  readonly #code: ActivationCode;
  readonly #range: SlopeRange;
  /** First layer's sums from the observation, and what they may have lost by rounding. */
  readonly #base: Float64Array;
  readonly #baseError: Float64Array;
  readonly #sums: readonly Forms[];
  readonly #values: readonly Forms[];
  readonly #slopes: readonly Forms[];
  readonly #errors: readonly Forms[];
  readonly #below: readonly Forms[];
  readonly #gradient: Forms;
  /** The layers with all weights positive: what they do to remainders. */
  readonly #sizes: readonly DenseLayer[];
  readonly #nothing: Float64Array;
  readonly #widened: Float64Array;
  readonly #corner: Float64Array;
  /** The corner of the last cell at which the enclosure is longest, as signs. */
  readonly corner: Float64Array;

  constructor(network: LocalNetwork, networks: LocalNetworks, observation: Float64Array) {
    const { layers, scope } = network;
    const symbols = scope.length;
    this.#network = network;
    this.#networks = networks;
    this.#code = activationCode(networks.activation);
    this.#range = slopeRange(networks.activation);
    const forms = () => layers.map((layer) => new Forms(layer.outputs, symbols));
    this.#sums = forms();
    this.#values = forms();
    this.#slopes = forms();
    this.#errors = forms();
    this.#below = forms();
    this.#gradient = new Forms(symbols, symbols);
    this.corner = new Float64Array(symbols);
    const widest = layers.reduce((most, { outputs }) => Math.max(most, outputs), symbols);
    this.#nothing = new Float64Array(widest);
    this.#widened = new Float64Array(widest);
    this.#corner = new Float64Array(symbols);
    this.#sizes = layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map(Math.abs),
      biases: layer.biases.map(Math.abs),
    }));
    const first = layers[0]!;
    this.#base = first.biases.slice();
    this.#baseError = first.biases.map(Math.abs);
    for (let i = 0; i < networks.observationSize; i++) {
      for (let unit = 0; unit < first.outputs; unit++) {
        const term = observation[i]! * first.weights[i * first.outputs + unit]!;
        this.#base[unit]! += term;
        this.#baseError[unit]! += Math.abs(term);
      }
    }
    const rounding = ROUNDING * (networks.observationSize + 2);
    for (let unit = 0; unit < first.outputs; unit++) this.#baseError[unit]! *= rounding;
  }

  /** How strongly a decision moves the first layer's sums, a level: where to cut a cell. */
  influence(member: number): number {
    const { layers, decisionScales } = this.#network;
    const { outputs, weights } = layers[0]!;
    const start = (this.#networks.observationSize + member) * outputs;
    let sum = 0;
    for (let unit = 0; unit < outputs; unit++) sum += Math.abs(weights[start + unit]!);
    return sum * Math.abs(decisionScales[member]!);
  }

  /**
   * No gradient on the cell is longer than this: reward units a level, 2-norm. Not finite where
   * numbers overflow.
   *
   * @param centre levels, one a member of the scope
   * @param radius half the cell's sides, levels
   */
  longest(centre: ArrayLike<number>, radius: ArrayLike<number>): number {
    this.#forward(centre, radius);
    this.#backward();
    return this.#longestForm();
  }

  #forward(centre: ArrayLike<number>, radius: ArrayLike<number>): void {
    const { layers, decisionScales } = this.#network;
    const { observationSize } = this.#networks;
    const { affine, remainder } = this.#sums[0]!;
    const { outputs, weights } = layers[0]!;
    const members = decisionScales.length;
    for (let unit = 0; unit < outputs; unit++) {
      let sum = this.#base[unit]!;
      let size = Math.abs(sum);
      for (let j = 0; j < members; j++) {
        const weight = decisionScales[j]! * weights[(observationSize + j) * outputs + unit]!;
        const term = weight * centre[j]!;
        const spread = weight * radius[j]!;
        sum += term;
        size += Math.abs(term) + Math.abs(spread);
        affine[j + 1]![unit] = spread;
      }
      affine[0]![unit] = sum;
      remainder[unit] = this.#baseError[unit]! + ROUNDING * (members + 2) * size;
    }
    for (let depth = 1; depth < layers.length; depth++) {
      this.#activate(depth - 1);
      this.#up(depth);
    }
  }

  /** The sums of a layer from the values below it. */
  #up(depth: number): void {
    const layer = this.#network.layers[depth]!;
    const sizes = this.#sizes[depth]!;
    const source = this.#values[depth - 1]!;
    const target = this.#sums[depth]!;
    const { inputs } = layer;
    const rounding = ROUNDING * (inputs + 2);
    source.affine.forEach((row, j) => {
      addLayer(layer, 0, inputs, row, j === 0 ? layer.biases : this.#nothing, target.affine[j]!);
    });
    addLayer(sizes, 0, inputs, this.#widen(source, rounding), this.#nothing, target.remainder);
    for (let unit = 0; unit < target.count; unit++) {
      target.remainder[unit]! += rounding * sizes.biases[unit]!;
    }
  }

  /** The errors of a layer's inputs, from number `first` on, from those of its sums. */
  #down(depth: number, first: number, target: Forms): void {
    const layer = this.#network.layers[depth]!;
    const source = this.#errors[depth]!;
    const rounding = ROUNDING * (layer.outputs + 2);
    source.affine.forEach((row, j) => {
      layerErrors(layer, first, target.count, row, target.affine[j]!);
    });
    const widened = this.#widen(source, rounding);
    layerErrors(this.#sizes[depth]!, first, target.count, widened, target.remainder);
  }

  /** Remainders with what sums of these numbers lose by rounding. */
  #widen(source: Forms, rounding: number): Float64Array {
    source.measure();
    const { centre, radius, remainder } = source;
    for (let k = 0; k < source.count; k++) {
      this.#widened[k] = remainder[k]! + rounding * (Math.abs(centre[k]!) + radius[k]!);
    }
    return this.#widened;
  }

  /** Values and slopes of a layer's activations from its sums. */
  #activate(depth: number): void {
    const sums = this.#sums[depth]!;
    const values = this.#values[depth]!;
    const slopes = this.#slopes[depth]!;
    const isSmooth = this.#networks.activation !== 'relu';
    sums.measure();
    for (let unit = 0; unit < sums.count; unit++) {
      if (isSmooth) this.#bend(sums, unit, values, slopes);
      else kink(sums, unit, values, slopes);
    }
  }

  #bend(sums: Forms, unit: number, values: Forms, slopes: Forms): void {
    const radius = sums.radius[unit]!;
    const centre = sums.centre[unit]!;
    const size = Math.abs(centre);
    const least = Math.max(0, size - radius);
    const { least: lowest, most: highest } = this.#range;
    const half = 0.5 * (highest - lowest);
    const slope = activationSlope(this.#code, centre);
    const bend = curvatureBound(this.#code, least);
    const rounding = ROUNDING * (1 + size) * (1 + radius);
    // The value: by the slope at the centre, or, on a wide cell, by the middle of all slopes.
    const taylor = 0.5 * bend * radius * radius;
    const byTaylor = taylor <= half * radius;
    const factor = byTaylor ? slope : 0.5 * (lowest + highest);
    const excess = (byTaylor ? taylor : half * radius) + rounding;
    setForm(values, unit, activate(this.#code, centre), factor, sums, excess);
    // The slope likewise: second order, first order, or anything it can be.
    const curvature = activationCurvature(this.#code, centre);
    const second = 0.5 * jerkBound(this.#code, least, size + radius) * radius * radius;
    const first = bend * radius;
    if (Math.abs(curvature) * radius + second <= Math.min(first, half)) {
      setForm(slopes, unit, slope, curvature, sums, second + rounding);
    } else if (first <= half) {
      setForm(slopes, unit, slope, 0, sums, first + rounding);
    } else {
      setForm(slopes, unit, 0.5 * (lowest + highest), 0, sums, half + rounding);
    }
  }

  #backward(): void {
    const { layers, decisionScales } = this.#network;
    const last = layers.length - 1;
    const top = this.#errors[last]!;
    top.centre[0] = this.#networks.valueScale;
    for (let depth = last; depth > 0; depth--) {
      const below = this.#below[depth - 1]!;
      this.#down(depth, 0, below);
      multiplyForms(below, this.#slopes[depth - 1]!, this.#errors[depth - 1]!);
    }
    const gradient = this.#gradient;
    this.#down(0, this.#networks.observationSize, gradient);
    decisionScales.forEach((scale, i) => {
      for (const row of gradient.affine) row[i]! *= scale;
      gradient.remainder[i]! *= Math.abs(scale);
    });
    gradient.measure();
  }

  /** The longest vector in the enclosure: an affine map is longest at a corner of the cell. */
  #longestForm(): number {
    const { affine, remainder, radius, count, centre } = this.#gradient;
    let rest = 0;
    let size = 0;
    for (let i = 0; i < count; i++) {
      rest += square(remainder[i]!);
      size += square(Math.abs(centre[i]!) + radius[i]!);
    }
    if (count > CORNER_LIMIT) {
      this.corner.fill(0);
      return Math.sqrt(size) * OUTWARD;
    }
    const sum = this.#corner;
    sum.set(centre);
    for (let j = 1; j <= count; j++) {
      for (let i = 0; i < count; i++) sum[i]! -= affine[j]![i]!;
    }
    let longest = 0;
    let best = 0;
    let signs = 0;
    for (let step = 1; ; step++) {
      let square = 0;
      for (let i = 0; i < count; i++) square += sum[i]! * sum[i]!;
      if (!(square <= longest)) {
        longest = square;
        best = signs;
      }
      if (step >= 1 << count) break;
      // Gray code: the next corner differs in one decision, the lowest set bit of its number.
      const flipped = 31 - Math.clz32(step & -step);
      signs ^= 1 << flipped;
      const twice = (signs >> flipped) & 1 ? 2 : -2;
      const row = affine[flipped + 1]!;
      for (let i = 0; i < count; i++) sum[i]! += twice * row[i]!;
    }
    for (let j = 0; j < count; j++) this.corner[j] = (best >> j) & 1 ? 1 : -1;
    const rounding = ROUNDING * (1 << count) * Math.sqrt(size);
    return (Math.sqrt(longest) + Math.sqrt(rest) + rounding) * OUTWARD;
  }
}

/** target = value + factor * (source - its centre), remainder widened by `excess`. */
function setForm(
  target: Forms,
  unit: number,
  value: number,
  factor: number,
  source: Forms,
  excess: number,
): void {
  target.centre[unit] = value;
  for (let j = 1; j < source.affine.length; j++) {
    target.affine[j]![unit] = factor * source.affine[j]![unit]!;
  }
  target.remainder[unit] = Math.abs(factor) * source.remainder[unit]! + excess;
}

/** ReLU: what it is beside its kink; across it the chord, and a slope from 0 to 1. */
function kink(sums: Forms, unit: number, values: Forms, slopes: Forms): void {
  const centre = sums.centre[unit]!;
  const radius = sums.radius[unit]!;
  if (centre - radius > 0 || centre + radius < 0) {
    const slope = centre > 0 ? 1 : 0;
    setForm(values, unit, slope * centre, slope, sums, 0);
    setForm(slopes, unit, slope, 0, sums, 0);
    return;
  }
  const chord = radius > 0 ? Math.min(1, (centre + radius) / (2 * radius)) : 0.5;
  const half = 0.5 * Math.max(0, chord * (radius - centre));
  const rounding = ROUNDING * (Math.abs(centre) + radius);
  setForm(values, unit, chord * centre + half, chord, sums, half + rounding);
  setForm(slopes, unit, 0.5, 0, sums, 0.5);
}

/** Products of numbers, one by one: what is bilinear in the symbols goes into the remainder. */
function multiplyForms(left: Forms, right: Forms, target: Forms): void {
  left.measure();
  right.measure();
  for (let unit = 0; unit < left.count; unit++) {
    const a = left.centre[unit]!;
    const b = right.centre[unit]!;
    const aRadius = left.radius[unit]!;
    const bRadius = right.radius[unit]!;
    const rounding = ROUNDING * (Math.abs(a) + aRadius) * (Math.abs(b) + bRadius);
    target.centre[unit] = a * b;
    target.remainder[unit] =
      Math.abs(a) * right.remainder[unit]! +
      Math.abs(b) * left.remainder[unit]! +
      aRadius * bRadius +
      rounding;
  }
  for (let j = 1; j < left.affine.length; j++) {
    const into = target.affine[j]!;
    const one = left.affine[j]!;
    const other = right.affine[j]!;
    for (let unit = 0; unit < left.count; unit++) {
      into[unit] = left.centre[unit]! * other[unit]! + right.centre[unit]! * one[unit]!;
    }
  }
}
