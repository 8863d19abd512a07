/** How steep a Q-network is over the box of its scope's decisions, certified. */
import type { LipschitzEffort } from '../orchestration/objective.ts';
import type { LipschitzBound } from '../orchestration/theoryReport.ts';
import type { AffineGradient } from './affineGradient.ts';

/** One evaluated cell. */
interface Cell {
  readonly centre: Float64Array;
  readonly radius: Float64Array;
  /** No gradient in it is longer. */
  readonly longest: number;
}

/** Closer than this share of the longest gradient found, no cell is cut any further. */
const CLOSE = 1.01;

/**
 * Cuts the box into cells, always the one whose enclosure is longest, across the decision that
 * moves it most. What was reached last is the answer: fewer cells, a looser bound.
 */
export class LipschitzSearch {
  readonly #gradient: AffineGradient;
  readonly #length: (alpha: Float64Array) => number;
  readonly #influences: readonly number[];
  readonly #point: Float64Array;
  readonly #heap: Cell[] = [];
  #lower = 0;

  /**
   * @param levels K of every member of the scope
   * @param length of the network's gradient at a point
   */
  constructor(
    gradient: AffineGradient,
    levels: readonly number[],
    length: (alpha: Float64Array) => number,
  ) {
    this.#gradient = gradient;
    this.#length = length;
    this.#influences = levels.map((_, i) => gradient.influence(i));
    this.#point = new Float64Array(levels.length);
    const half = Float64Array.from(levels, (each) => (each - 1) / 2);
    this.#evaluate(half, half, Number.POSITIVE_INFINITY);
  }

  /**
   * Goes on from where it stands until the bound is within 1 % of the longest gradient found, good
   * enough, or so many cells are reached.
   */
  refine({ cells, enough }: LipschitzEffort): LipschitzBound {
    const heap = this.#heap;
    while (heap.length < cells) {
      const { longest } = heap[0]!;
      if (longest <= Math.max(this.#lower * CLOSE, enough)) break;
      const { centre, radius } = takeLongest(heap);
      const axis = widest(this.#influences, radius);
      const smaller = radius.slice();
      smaller[axis]! /= 2;
      for (const side of [-1, 1]) {
        const shifted = centre.slice();
        shifted[axis]! += side * smaller[axis]!;
        this.#evaluate(shifted, smaller, longest);
      }
    }
    const upper = heap[0]!.longest;
    return { upper, lower: this.#lower, method: 'affineArithmetic', cells: heap.length };
  }

  /** @param whole what holds for the cell that this one was cut from holds here too */
  #evaluate(centre: Float64Array, radius: Float64Array, whole: number): void {
    const gradient = this.#gradient;
    const point = this.#point;
    // Not a number where numbers overflow.
    const enclosed = gradient.longest(centre, radius);
    for (let i = 0; i < point.length; i++) {
      point[i] = centre[i]! + gradient.corner[i]! * radius[i]!;
    }
    this.#lower = Math.max(this.#lower, this.#length(centre), this.#length(point));
    insert(this.#heap, { centre, radius, longest: enclosed <= whole ? enclosed : whole });
  }
}

function widest(influences: readonly number[], radius: Float64Array): number {
  let axis = 0;
  for (let i = 1; i < radius.length; i++) {
    if (influences[i]! * radius[i]! > influences[axis]! * radius[axis]!) axis = i;
  }
  return axis;
}

/** A binary heap, the longest first. */
function insert(heap: Cell[], cell: Cell): void {
  let place = heap.length;
  heap.push(cell);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (heap[parent]!.longest >= cell.longest) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = cell;
}

function takeLongest(heap: Cell[]): Cell {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.longest > heap[child]!.longest) child += 1;
    if (heap[child]!.longest <= last.longest) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = last;
  return first;
}
