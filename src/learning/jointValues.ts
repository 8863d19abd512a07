/**
 * Q_n over all joint decisions of its scope, the 95 % of the arithmetic of a slot.
 *
 * The first layer is linear in (o, alpha), so the contribution of the scope's last members (the
 * *tail*) is one small table for each version of the weights, and the observation and the other
 * members (the *head*) only shift it. The layers then run over one tail at a time, which stays in
 * the processor's first cache however many joint decisions there are.
 */
import { type ActivationCode, activate, activationCode, LINEAR } from './activations.ts';
import { decisionRows } from './decisionInput.ts';
import { denseForward, tiledColumns } from './denseLayer.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';

/** Most joint decisions of the tail; a block of the widest default layer then takes 32 KB. */
const TAIL_LIMIT = 128;

/**
 * How many members of a scope stand before the tail, and the tail's joint decisions. The order of
 * sums depends on it: whoever has to come to the same bits splits the scope alike.
 */
export function splitScope(levels: readonly number[]) {
  let headMembers = levels.length - 1;
  let tailCount = levels[headMembers]!;
  while (headMembers > 0 && tailCount * levels[headMembers - 1]! <= TAIL_LIMIT) {
    headMembers -= 1;
    tailCount *= levels[headMembers]!;
  }
  return { headMembers, tailCount };
}

/** Scratch of the blocks, shared by all evaluators: one runs at a time. */
let scratch: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)];

function reserve(length: number): void {
  if (scratch[0].length < length) scratch = [new Float64Array(length), new Float64Array(length)];
}

/** Evaluates one network, at all joint decisions in lexicographic order (last member fastest). */
export class JointValues {
  /** The number of joint decisions: the product of the levels. */
  readonly count: number;
  private readonly network: LocalNetwork;
  private readonly observationSize: number;
  private readonly code: ActivationCode;
  /** Members of the scope before the tail. */
  private readonly headMembers: number;
  private readonly tailCount: number;
  private readonly columns: number;
  private readonly widest: number;
  /** First-layer contribution of the tail: [unit][joint decision of the tail]. */
  private readonly tail: Float64Array;
  /** First-layer sums of the observation, and with the head's levels added. */
  private readonly observed: Float64Array;
  private readonly shifted: Float64Array;
  private readonly headLevels: Int32Array;
  /** First row of each member among the decision inputs. */
  private readonly rows: readonly number[];
  /** Own level of each joint decision is its index divided by this. */
  private readonly ownStride: number;
  /** Blocks of joint decisions, and multiply-adds of one. */
  readonly blocks: number;
  readonly blockWork: number;
  /** Where a search stands: the block that is next, and the best of those before. */
  private nextBlock = 0;
  private best = Number.NEGATIVE_INFINITY;
  private bestIndex = 0;

  constructor(
    network: LocalNetwork,
    networks: Pick<LocalNetworks, 'activation' | 'observationSize'>,
  ) {
    this.network = network;
    this.observationSize = networks.observationSize;
    this.code = activationCode(networks.activation);
    const { levels, layers } = network;
    const { headMembers, tailCount } = splitScope(levels);
    this.headMembers = headMembers;
    this.tailCount = tailCount;
    this.columns = tiledColumns(tailCount);
    this.count = levels.reduce((product, level) => product * level, 1);
    this.ownStride = this.count / levels[0]!;
    this.widest = Math.max(...layers.map((layer) => layer.outputs));
    this.blocks = this.count / tailCount;
    const later = layers.slice(1).reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
    this.blockWork = this.columns * (layers[0]!.outputs + later);
    const units = layers[0]!.outputs;
    this.tail = new Float64Array(units * this.columns);
    this.observed = new Float64Array(units);
    this.shifted = new Float64Array(units);
    this.headLevels = new Int32Array(headMembers);
    this.rows = decisionRows(network);
    this.refresh();
  }

  /** Has to be called after the weights changed. */
  refresh(): void {
    const { levels, decisionScales, layers, oneHot } = this.network;
    const { outputs, weights } = layers[0]!;
    const { tail, columns } = this;
    if (oneHot) {
      this.refreshOneHot();
      return;
    }
    for (let unit = 0; unit < outputs; unit += 1) {
      const row = unit * columns;
      tail[row] = 0;
      // Members from the last to the first: each repeats what stands there, shifted by its levels.
      let filled = 1;
      for (let member = levels.length - 1; member >= this.headMembers; member -= 1) {
        const weight = weights[(this.observationSize + member) * outputs + unit]!;
        for (let level = 1; level < levels[member]!; level += 1) {
          const shift = level * decisionScales[member]! * weight;
          for (let i = 0; i < filled; i += 1)
            tail[row + level * filled + i] = tail[row + i]! + shift;
        }
        filled *= levels[member]!;
      }
    }
  }

  /** As above where every level has a row of its own, the lowest too. */
  private refreshOneHot(): void {
    const { levels, layers } = this.network;
    const { outputs, weights } = layers[0]!;
    const { tail, columns, rows, observationSize } = this;
    for (let unit = 0; unit < outputs; unit += 1) {
      const row = unit * columns;
      tail[row] = 0;
      let filled = 1;
      for (let member = levels.length - 1; member >= this.headMembers; member -= 1) {
        const first = observationSize + rows[member]!;
        // The lowest level last: it takes the place that the others are made from.
        for (let level = levels[member]! - 1; level >= 0; level -= 1) {
          const shift = weights[(first + level) * outputs + unit]!;
          for (let i = 0; i < filled; i += 1) {
            tail[row + level * filled + i] = tail[row + i]! + shift;
          }
        }
        filled *= levels[member]!;
      }
    }
  }

  /** Writes Q_n (network units) at every joint decision into `table`. */
  fill(observations: ArrayLike<number>, offset: number, table: Float64Array): void {
    this.observe(observations, offset);
    for (let start = 0; start < this.count; start += this.tailCount) {
      const values = this.block();
      for (let i = 0; i < this.tailCount; i += 1) table[start + i] = values[i]!;
      this.nextHead();
    }
  }

  /** The largest Q_n (network units) over all joint decisions at observations[offset ...]. */
  maximum(observations: ArrayLike<number>, offset: number): number {
    this.begin(observations, offset);
    this.search(this.blocks);
    return this.found;
  }

  /** Own level in the joint argmax (the lexicographically first of equal ones). */
  greedyLevel(observations: ArrayLike<number>, offset: number): number {
    this.maximum(observations, offset);
    return this.foundLevel;
  }

  /**
   * Begins a search of the maximum that others may interrupt: `search` goes on with it, block by
   * block, and nothing else may be asked of this evaluator before its end.
   */
  begin(observations: ArrayLike<number>, offset: number): void {
    this.observe(observations, offset);
    this.nextBlock = 0;
    this.best = Number.NEGATIVE_INFINITY;
    this.bestIndex = 0;
  }

  /** Looks at so many more blocks; says whether some are left. */
  search(blocks: number): boolean {
    const end = Math.min(this.blocks, this.nextBlock + blocks);
    let { best, bestIndex } = this;
    for (; this.nextBlock < end; this.nextBlock += 1) {
      const start = this.nextBlock * this.tailCount;
      const values = this.block();
      for (let i = 0; i < this.tailCount; i += 1) {
        const value = values[i]!;
        if (value > best) {
          best = value;
          bestIndex = start + i;
        }
      }
      this.nextHead();
    }
    this.best = best;
    this.bestIndex = bestIndex;
    return end < this.blocks;
  }

  /** The maximum that a search found (network units). */
  get found(): number {
    // Every comparison with NaN is false: a network of NaN must not look like minus infinity.
    return this.best === Number.NEGATIVE_INFINITY ? Number.NaN : this.best;
  }

  /** Number of the joint decision that a search found: the lexicographically first argmax. */
  get foundIndex(): number {
    return this.bestIndex;
  }

  /** Own level in the joint argmax that a search found. */
  get foundLevel(): number {
    return Math.floor(this.bestIndex / this.ownStride);
  }

  private observe(observations: ArrayLike<number>, offset: number): void {
    const { outputs, weights, biases } = this.network.layers[0]!;
    const { observed, shifted, observationSize } = this;
    for (let unit = 0; unit < outputs; unit += 1) {
      let sum = biases[unit]!;
      for (let i = 0; i < observationSize; i += 1) {
        sum += weights[i * outputs + unit]! * observations[offset + i]!;
      }
      observed[unit] = sum;
      shifted[unit] = sum;
    }
    this.headLevels.fill(0);
    if (this.network.oneHot) this.shiftByHead();
  }

  /** Moves on to the lexicographically next levels of the head. */
  private nextHead(): void {
    const { levels, decisionScales, layers } = this.network;
    const { headLevels } = this;
    let member = this.headMembers - 1;
    while (member >= 0) {
      headLevels[member] = headLevels[member]! + 1;
      if (headLevels[member]! < levels[member]!) break;
      headLevels[member] = 0;
      member -= 1;
    }
    if (this.network.oneHot) {
      this.shiftByHead();
      return;
    }
    const { outputs, weights } = layers[0]!;
    for (let unit = 0; unit < outputs; unit += 1) {
      let sum = this.observed[unit]!;
      for (let head = 0; head < this.headMembers; head += 1) {
        sum +=
          weights[(this.observationSize + head) * outputs + unit]! *
          (headLevels[head]! * decisionScales[head]!);
      }
      this.shifted[unit] = sum;
    }
  }

  /** Adds the rows of the head's present levels, where every level has one. */
  private shiftByHead(): void {
    const { outputs, weights } = this.network.layers[0]!;
    const { headLevels, rows, observationSize } = this;
    for (let unit = 0; unit < outputs; unit += 1) {
      let sum = this.observed[unit]!;
      for (let head = 0; head < this.headMembers; head += 1) {
        const row = observationSize + rows[head]! + headLevels[head]!;
        sum += weights[row * outputs + unit]!;
      }
      this.shifted[unit] = sum;
    }
  }

  /** Runs the layers over the tail at the head's present levels; the outputs, one a column. */
  private block(): Float64Array {
    const { tail, shifted, columns, code } = this;
    const { layers } = this.network;
    reserve(this.widest * columns);
    let [source, target] = scratch;
    const last = layers.length - 1;
    const firstCode = last === 0 ? LINEAR : code;
    const units = layers[0]!.outputs;
    for (let unit = 0; unit < units; unit += 1) {
      const shift = shifted[unit]!;
      const end = (unit + 1) * columns;
      for (let place = unit * columns; place < end; place += 1) {
        source[place] = activate(firstCode, shift + tail[place]!);
      }
    }
    for (let depth = 1; depth <= last; depth += 1) {
      denseForward(layers[depth]!, source, columns, depth === last ? LINEAR : code, target);
      [source, target] = [target, source];
    }
    return source;
  }
}
