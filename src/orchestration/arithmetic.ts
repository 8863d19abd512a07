/**
 * The arithmetic of N2O's iterations (Algorithm 1, lines 5 to 8): here in plain TypeScript. Something
 * faster may stand in for it where it comes to the same bits.
 */
import { InputError } from '../schema.ts';
import { HorizonMixing } from './horizon.ts';
import type { Mixing } from './mixing.ts';
import { LARGEST_VALUE, type LocalObjective } from './objective.ts';
import type { OrchestrationOptions } from './options.ts';
import { nearestLevel } from './readOut.ts';

/** The matrices of a run in progress: N x N, row-major, row n belongs to LSM n. */
export interface N2oArithmetic {
  /** g_n, used in the last update: reward units a level, before gradientScale; live. */
  readonly gradients: Float64Array;
  /** z_n after it; the array of the update before last is written again. */
  readonly duals: Float64Array;
  /** a'_n after it, in levels; live. Before the first update: the anchors. */
  readonly copies: Float64Array;
  /**
   * Makes the next update.
   *
   * @param weight W of this iteration, in the order of the mixing's entries
   * @param step beta(tau) / gamma
   * @throws InputError where a value or gradient of an objective is beyond LARGEST_VALUE
   */
  update(weight: Float64Array, step: number): void;
}

/** What a run's arithmetic depends on besides the objectives. */
export interface ArithmeticSetting {
  readonly mixing: Mixing;
  /** Factor of every gradient. */
  readonly gradientScale: number;
  /** c_n in row n. */
  readonly anchor: Float64Array;
}

/** What only the plain arithmetic can do. */
export interface Variant {
  readonly projection: OrchestrationOptions['projection'];
  /** Which coordinates each LSM keeps, N x N; null: all. */
  readonly kept: Uint8Array | null;
}

/** Starts the arithmetic of a run, which ends the run before it; null where it cannot now. */
export type StartArithmetic = (setting: ArithmeticSetting) => N2oArithmetic | null;

/** An objective, where its scope stands in an N x N matrix of its LSM's row, and room to work. */
interface LocalPart {
  readonly objective: LocalObjective;
  readonly places: Int32Array;
  readonly alpha: Float64Array;
  readonly gradient: Float64Array;
}

/** One objective after the other. */
export class PlainArithmetic implements N2oArithmetic {
  readonly gradients: Float64Array;
  readonly copies: Float64Array;
  duals: Float64Array;
  #previous: Float64Array;
  readonly #setting: ArithmeticSetting;
  readonly #parts: readonly LocalPart[];
  readonly #highest: Float64Array;
  readonly #isDiscrete: boolean;
  readonly #horizon: HorizonMixing | null;

  constructor(
    objectives: readonly LocalObjective[],
    setting: ArithmeticSetting,
    { projection, kept }: Variant = { projection: 'box', kept: null },
  ) {
    const count = objectives.length;
    this.#isDiscrete = projection === 'discrete';
    this.#horizon = kept && new HorizonMixing(setting.mixing, kept);
    this.gradients = new Float64Array(count * count);
    this.copies = setting.anchor.slice();
    if (this.#isDiscrete) toLevels(this.copies);
    this.duals = new Float64Array(count * count);
    this.#previous = new Float64Array(count * count);
    this.#setting = setting;
    this.#parts = objectives.map((objective, n) => ({
      objective,
      places: Int32Array.from(objective.scope, (member) => n * count + member),
      alpha: new Float64Array(objective.scope.length),
      gradient: new Float64Array(objective.scope.length),
    }));
    this.#highest = Float64Array.from(objectives, ({ levels }) => levels[0]! - 1);
  }

  update(weight: Float64Array, step: number): void {
    const { mixing, gradientScale, anchor } = this.#setting;
    computeGradients(this.#parts, this.copies, this.gradients);
    [this.#previous, this.duals] = [this.duals, this.#previous];
    if (this.#horizon) this.#horizon.mix(weight, this.#previous, this.duals);
    else mix(mixing, weight, this.#previous, this.duals);
    addGradients(this.#parts, this.gradients, gradientScale, this.duals);
    project(this.duals, anchor, step, this.#highest, this.copies);
    if (this.#isDiscrete) toLevels(this.copies);
  }
}

/** Line 5: writes g_n = -dQ_n / da'_n at every LSM's own copy; off its scope g_n stays zero. */
function computeGradients(
  parts: readonly LocalPart[],
  copies: Float64Array,
  gradients: Float64Array,
): void {
  for (const { objective, places, alpha, gradient } of parts) {
    for (let i = 0; i < places.length; i++) alpha[i] = copies[places[i]!]!;
    const value = objective.gradient(alpha, gradient);
    for (let i = 0; i < places.length; i++) gradients[places[i]!] = -gradient[i]!;
    checkSize(objective.scope[0]!, value, gradient);
  }
}

/**
 * Refuses a Q or a gradient that is beyond LARGEST_VALUE or no number.
 *
 * @param n index of the LSM
 * @throws InputError with the largest of them
 */
export function checkSize(n: number, value: number, gradient: Float64Array): void {
  let largest = Math.abs(value);
  for (let i = 0; i < gradient.length; i++) largest = Math.max(largest, Math.abs(gradient[i]!));
  if (largest <= LARGEST_VALUE) return;
  const where = `Q or its gradient of the LSM at index ${n}`;
  throw new InputError(where, largest, `numbers up to ${LARGEST_VALUE}`);
}

/** Line 7, the second term. */
function addGradients(
  parts: readonly LocalPart[],
  gradients: Float64Array,
  scale: number,
  duals: Float64Array,
): void {
  for (const { places } of parts) {
    for (let i = 0; i < places.length; i++) {
      duals[places[i]!]! += scale * gradients[places[i]!]!;
    }
  }
}

/**
 * Line 7, the sum: next_n = sum over m of W_mn z_m, in the order of column n. Up to four rows are
 * added at a time, so that a sum is stored once for all of them.
 */
function mix(mixing: Mixing, weight: Float64Array, duals: Float64Array, next: Float64Array): void {
  const { count, columnStart, row } = mixing;
  next.fill(0);
  for (let n = 0; n < count; n++) {
    const target = n * count;
    const end = columnStart[n + 1]!;
    let entry = columnStart[n]!;
    for (; entry + 3 < end; entry += 4) {
      const w0 = weight[entry]!;
      const w1 = weight[entry + 1]!;
      const w2 = weight[entry + 2]!;
      const w3 = weight[entry + 3]!;
      let place0 = row[entry]! * count;
      let place1 = row[entry + 1]! * count;
      let place2 = row[entry + 2]! * count;
      let place3 = row[entry + 3]! * count;
      for (let place = target; place < target + count; place++) {
        next[place] =
          next[place]! +
          w0 * duals[place0++]! +
          w1 * duals[place1++]! +
          w2 * duals[place2++]! +
          w3 * duals[place3++]!;
      }
    }
    for (; entry < end; entry++) {
      const share = weight[entry]!;
      let source = row[entry]! * count;
      for (let place = target; place < target + count; place++) {
        next[place] = next[place]! + share * duals[source++]!;
      }
    }
  }
}

/** Eq. (4): argmin over the box of <z, a> + psi_n(a) / beta. */
function project(
  duals: Float64Array,
  anchor: Float64Array,
  step: number,
  highest: Float64Array,
  copies: Float64Array,
): void {
  const count = highest.length;
  for (let start = 0; start < duals.length; start += count) {
    for (let i = 0; i < count; i++) {
      const free = anchor[start + i]! - step * duals[start + i]!;
      copies[start + i] = Math.max(0, Math.min(free, highest[i]!));
    }
  }
}

/** The nearest level of everything in the box: there eq. (4) over whole levels has its least. */
function toLevels(copies: Float64Array): void {
  for (let place = 0; place < copies.length; place++) copies[place] = nearestLevel(copies[place]!);
}
