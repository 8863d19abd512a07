/** From copies to decisions. */
import type { DecisionTables } from './decisionTables.ts';
import { type Hearing, hearingOf } from './hearing.ts';
import type { N2oState } from './n2o.ts';
import type { OrchestrationOptions } from './options.ts';
import type { Link } from './problem.ts';

/** Rounds as decisions are rounded: halves upward. */
export function nearestLevel(level: number): number {
  return Math.floor(level + 0.5);
}

/** Own levels (row n, column n) of an N x N matrix of copies, rounded: floor(a'_nn + 0.5). */
export function roundedOwn(copies: Float64Array, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, n) => nearestLevel(copies[n * count + n]!));
}

/** The mean of a'(1) to a'(T): of all points that gradients were computed at. */
export class RunningAverage {
  readonly #sum: Float64Array;
  #terms = 1;

  /** @param first a'(1), the anchors */
  constructor(first: Float64Array) {
    this.#sum = first.slice();
  }

  add(copies: Float64Array): void {
    for (let i = 0; i < copies.length; i++) this.#sum[i]! += copies[i]!;
    this.#terms++;
  }

  mean(): Float64Array {
    return this.#sum.map((each) => each / this.#terms);
  }
}

/** A level or a decision less than this below the best counts as equally good, in reward units. */
const TOLERANCE = 1e-9;

/**
 * The best rounded iterate so far, the earliest of equals: at which the sum of all Q_n is largest.
 * Each piece of a message graph in pieces keeps its own.
 */
class BestIterate {
  /** One level a server. */
  readonly decision: Int32Array;
  readonly #tables: DecisionTables;
  readonly #hearing: Hearing | null;
  readonly #pieces: readonly (readonly number[])[];
  readonly #most: Float64Array;

  constructor(tables: DecisionTables, hearing: Hearing | null) {
    this.decision = new Int32Array(tables.count);
    this.#tables = tables;
    this.#hearing = hearing;
    this.#pieces = hearing?.pieces ?? [Array.from(tables.levels.keys())];
    this.#most = new Float64Array(this.#pieces.length).fill(Number.NEGATIVE_INFINITY);
  }

  add(rounded: Int32Array): void {
    this.#pieces.forEach((piece, number) => {
      const value = piece.reduce((sum, n) => {
        return sum + this.#tables.value(n, this.#hearing?.seenBy(n, rounded) ?? rounded);
      }, 0);
      if (value <= this.#most[number]! + TOLERANCE) return;
      this.#most[number] = value;
      for (const n of piece) this.decision[n] = rounded[n]!;
    });
  }
}

/**
 * One sweep (our extension, with messages to neighbours only): the LSMs in ascending order of id
 * each take the level that maximises the sum of all Q_m that depend on it, the others' decisions
 * as they stand; the lowest level within 1e-9 of the best (reward units). Never lowers the
 * objective by more than that.
 *
 * @param decision one level a server; not changed
 * @param hearing of a message graph in pieces: only who can be heard is asked
 */
export function sweep(
  tables: DecisionTables,
  ids: readonly number[],
  decision: Int32Array,
  hearing: Hearing | null = null,
): Int32Array {
  const next = decision.slice();
  const order = ids.map((_, n) => n).sort((a, b) => ids[a]! - ids[b]!);
  for (const n of order) {
    const sums = new Float64Array(tables.levels[n]!);
    for (const { lsm, stride } of tables.dependents[n]!) {
      if (hearing && !hearing.hears(n, lsm)) continue;
      const seen = hearing ? hearing.seenBy(lsm, next) : next;
      const base = tables.index(lsm, seen) - stride * next[n]!;
      for (let level = 0; level < sums.length; level++) {
        sums[level]! += tables.values[lsm]![base + level * stride]!;
      }
    }
    const best = sums.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    next[n] = sums.findIndex((sum) => sum >= best - TOLERANCE);
  }
  return next;
}

/** Sweeps of a run: the read-out's own, and those after it. */
export function sweepsOf({
  readOut,
  sweeps,
}: Pick<OrchestrationOptions, 'readOut' | 'sweeps'>): number {
  return sweeps + (readOut === 'sweep' ? 1 : 0);
}

/** Takes the iterates of a run as they come, and makes the decision of them. */
export class ReadOut {
  readonly #options: OrchestrationOptions;
  readonly #tables: DecisionTables;
  readonly #links: readonly Link[];
  readonly #average: RunningAverage | null;
  #best: BestIterate | null = null;
  #hearing: Hearing | null = null;
  #copies: Float64Array;

  constructor(
    options: OrchestrationOptions,
    tables: DecisionTables,
    links: readonly Link[],
    anchor: Float64Array,
  ) {
    this.#options = options;
    this.#tables = tables;
    this.#links = links;
    this.#copies = anchor;
    const first = options.projection === 'discrete' ? anchor.map(nearestLevel) : anchor;
    this.#average = options.readOut === 'average' ? new RunningAverage(first) : null;
  }

  add({ tau, copies }: N2oState): void {
    if (tau === 1) this.#begin(copies);
    if (tau < this.#options.iterations) this.#average?.add(copies);
    this.#best?.add(roundedOwn(copies, this.#tables.count));
  }

  /** @param copies live */
  #begin(copies: Float64Array): void {
    this.#copies = copies;
    const asks = this.#options.readOut === 'best' || sweepsOf(this.#options) > 0;
    if (asks) this.#hearing = hearingOf(this.#tables, this.#links, copies);
    if (this.#options.readOut === 'best') {
      this.#best = new BestIterate(this.#tables, this.#hearing);
    }
  }

  decide(ids: readonly number[]): Int32Array {
    const tables = this.#tables;
    let decision =
      this.#best?.decision ?? roundedOwn(this.#average?.mean() ?? this.#copies, tables.count);
    for (let each = 0; each < sweepsOf(this.#options); each++) {
      decision = sweep(tables, ids, decision, this.#hearing);
    }
    return decision;
  }
}
