/**
 * Truncated duals (our extension): an LSM follows the decisions of those up to h hops away, and of
 * its own scope, so that its messages stop growing with the system.
 */
import { hopDistances, UNREACHABLE } from './graph.ts';
import type { Mixing } from './mixing.ts';
import type { OrchestrationOptions } from './options.ts';
import type { Link } from './problem.ts';

/**
 * Which coordinates each LSM keeps.
 *
 * @param scopes own first
 * @returns N x N, row-major: 1 where LSM n keeps coordinate i; null where everyone keeps everything
 */
export function keptCoordinates(
  horizon: OrchestrationOptions['horizon'],
  scopes: readonly (readonly number[])[],
  links: readonly Link[],
): Uint8Array | null {
  if (horizon === 'all') return null;
  const count = scopes.length;
  const kept = new Uint8Array(count * count);
  hopDistances(count, links).forEach((hops, place) => {
    kept[place] = hops !== UNREACHABLE && hops <= horizon ? 1 : 0;
  });
  scopes.forEach((scope, n) => {
    for (const member of scope) kept[n * count + member] = 1;
  });
  return kept.includes(0) ? kept : null;
}

/** How many coordinates both ends of each link keep: the numbers in a message over it. */
export function sharedCoordinates(
  kept: Uint8Array | null,
  count: number,
  links: readonly Link[],
): Int32Array {
  return Int32Array.from(links, ([m, n]) => {
    if (!kept) return count;
    let shared = 0;
    for (let i = 0; i < count; i++) shared += kept[m * count + i]! & kept[n * count + i]!;
    return shared;
  });
}

/** The duals' mixing where not everyone keeps everything. */
export class HorizonMixing {
  readonly #mixing: Mixing;
  readonly #kept: Uint8Array;
  /** Coordinates that each LSM keeps. */
  readonly #own: readonly Int32Array[];

  constructor(mixing: Mixing, kept: Uint8Array) {
    const { count } = mixing;
    this.#mixing = mixing;
    this.#kept = kept;
    this.#own = Array.from({ length: count }, (_, n) => {
      return Int32Array.from(Array(count).keys()).filter((i) => kept[n * count + i] === 1);
    });
  }

  /**
   * Line 7, the sum, coordinate by coordinate over those that keep it: what an LSM does not hear of
   * a coordinate it makes up for with its own, at both ends alike, so that the weights of a
   * coordinate stay doubly stochastic.
   *
   * @param weight W of this iteration, in the order of the mixing's entries
   */
  mix(weight: Float64Array, duals: Float64Array, next: Float64Array): void {
    const { count, columnStart, row } = this.#mixing;
    for (let n = 0; n < count; n++) {
      for (const i of this.#own[n]!) {
        let self = 0;
        let sum = 0;
        for (let entry = columnStart[n]!; entry < columnStart[n + 1]!; entry++) {
          const place = row[entry]! * count + i;
          if (row[entry] === n || this.#kept[place] === 0) self += weight[entry]!;
          else sum += weight[entry]! * duals[place]!;
        }
        next[n * count + i] = sum + self * duals[n * count + i]!;
      }
    }
  }
}
