/**
 * Max-plus within a budget: the same messages to neighbours as max-plus, but only the differences
 * between levels, in short numbers, and damped. That buys four times as many iterations for the same
 * bytes, and with them links that fail: what is lost leaves what was last heard, nothing is sent
 * again, and every server decides by what it has heard when the iterations are over.
 */
import type { DecisionTables } from '../decisionTables.ts';
import { BYTES_PER_NUMBER } from '../messages.ts';
import { jointDecisions } from '../problem.ts';
import { PERFECT_POST, type Post } from './post.ts';

/** Bytes of one number in a message. */
export type NumberBytes = 8 | 4 | 2 | 1;

export interface LeanOptions {
  /** 1 or more. */
  readonly iterations: number;
  readonly numberBytes: NumberBytes;
  /** Share of its last answer that a server keeps in the next, from 0 to below 1. */
  readonly damping: number;
}

/** What a server may send in a slot, in bytes, by the aim of a kilobyte a server and slot. */
export const LEAN_BUDGET = 1024;
/** More iterations than this change next to nothing. */
const MOST_ITERATIONS = 20;

/**
 * Numbers of 2 bytes, damping 0.3, and at most 20 iterations: as many as the busiest server can
 * take part in for `budget` bytes of its own messages, lost ones included; at least one.
 */
export function leanDefaults(
  tables: Pick<DecisionTables, 'levels' | 'scopes'>,
  budget = LEAN_BUDGET,
): LeanOptions {
  const numberBytes = 2;
  const busiest = Math.max(...leanBytes(tables, numberBytes));
  const iterations = Math.max(1, Math.min(MOST_ITERATIONS, Math.floor(budget / busiest)));
  return { iterations, numberBytes, damping: 0.3 };
}

/** What each server sends in one iteration to LSMs that it is linked to, in bytes. */
export function leanBytes(
  { levels, scopes }: Pick<DecisionTables, 'levels' | 'scopes'>,
  numberBytes: NumberBytes,
): number[] {
  const sent = levels.map(() => 0);
  scopes.forEach((scope, n) => {
    for (const member of scope) {
      if (member === n) continue;
      const bytes = numberBytes * (levels[member]! - 1);
      sent[n]! += bytes;
      sent[member]! += bytes;
    }
  });
  return sent;
}

/**
 * Yields the decision after each iteration: every server's level with the largest sum of what it
 * heard; the lowest among equals. Before anything was heard, all levels are alike.
 */
export function* leanMaxPlus(
  tables: DecisionTables,
  { iterations, numberBytes, damping }: LeanOptions,
  post: Post = PERFECT_POST,
): Generator<Int32Array, void, void> {
  const { count, levels, scopes } = tables;
  const empty = () => scopes.map((scope) => scope.map((m) => new Float64Array(levels[m]!)));
  /** What LSM n says to member i of its scope, and what that one heard last. */
  const said = empty();
  const heard = empty();
  /** What member i of LSM n's scope answers, and what n heard last. */
  const answer = empty();
  const answered = empty();
  const places = placesOf(tables);
  const send = (from: number, to: number, values: Float64Array, into: Float64Array) => {
    if (from === to) {
      copyDifferences(values, into, 8);
      return;
    }
    // A post counts in numbers of 8 bytes; a shorter number is a part of one.
    const numbers = ((values.length - 1) * numberBytes) / BYTES_PER_NUMBER;
    if (post.send(from, to, numbers)) copyDifferences(values, into, numberBytes);
  };
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    post.next();
    const beliefs = levels.map((size) => new Float64Array(size));
    for (let n = 0; n < count; n += 1) {
      tell(tables.values[n]!, places[n]!, answered[n]!, said[n]!);
      scopes[n]!.forEach((member, i) => {
        send(n, member, said[n]![i]!, heard[n]![i]!);
        const belief = beliefs[member]!;
        heard[n]![i]!.forEach((value, level) => {
          belief[level]! += value;
        });
      });
    }
    scopes.forEach((scope, n) => {
      scope.forEach((member, i) => {
        const values = answer[n]![i]!;
        const belief = beliefs[member]!;
        const known = heard[n]![i]!;
        for (let level = 0; level < values.length; level += 1) {
          const fresh = belief[level]! - known[level]! - (belief[0]! - known[0]!);
          values[level] = damping * values[level]! + (1 - damping) * fresh;
        }
        send(member, n, values, answered[n]![i]!);
      });
    });
    yield Int32Array.from(beliefs, (belief) => belief.indexOf(Math.max(...belief)));
  }
}

/** The decision after all iterations. */
export function leanMaxPlusDecision(
  tables: DecisionTables,
  options: LeanOptions,
  post: Post = PERFECT_POST,
): Int32Array {
  let decision: Int32Array = new Int32Array(tables.count);
  for (const each of leanMaxPlus(tables, options, post)) decision = each;
  return decision;
}

/** Every level's difference from level 0, as it arrives: level 0's is 0 and is not sent. */
function copyDifferences(values: Float64Array, into: Float64Array, bytes: NumberBytes): void {
  for (let level = 0; level < values.length; level += 1) {
    into[level] = shortened(values[level]! - values[0]!, bytes);
  }
}

/** A short floating-point form. */
interface ShortForm {
  /** 2 to the number of its significant bits. */
  readonly precision: number;
  /** Below this the steps no longer shrink. */
  readonly least: number;
  readonly largest: number;
}
/** IEEE 754 binary16, and the form of a byte with 4 bits of exponent and 3 of fraction (E4M3). */
const SHORT_FORMS: Readonly<Record<2 | 1, ShortForm>> = {
  2: { precision: 2048, least: 1 / 16384, largest: 65504 },
  1: { precision: 16, least: 1 / 64, largest: 448 },
};

/** The number nearest to a finite one that takes so many bytes; beyond the largest, the largest. */
export function shortened(value: number, bytes: NumberBytes): number {
  if (bytes === 8) return value;
  if (bytes === 4) return Math.fround(value);
  const { precision, least, largest } = SHORT_FORMS[bytes];
  if (Math.abs(value) >= largest) return value < 0 ? -largest : largest;
  if (Math.abs(value) < least) {
    const step = (2 * least) / precision;
    return Math.round(value / step) * step;
  }
  // Veltkamp's splitting: what is left of a double when the lower bits are rounded away.
  const wide = value * (2 / Number.EPSILON / precision + 1);
  return wide - (wide - value);
}

/** Levels of all members at every place of a table, one scope after the other. */
function placesOf({ scopes, levels }: DecisionTables): Uint8Array[] {
  const known = new Map<string, Uint8Array>();
  return scopes.map((scope) => {
    const sizes = scope.map((member) => levels[member]!);
    const key = sizes.join();
    const places = known.get(key) ?? jointLevels(sizes);
    known.set(key, places);
    return places;
  });
}

/** All joint decisions, the last member fastest: row-major, one row a joint decision. */
function jointLevels(sizes: readonly number[]): Uint8Array {
  const members = sizes.length;
  const joint = new Uint8Array(jointDecisions(sizes) * members);
  for (let row = members; row < joint.length; row += members) {
    joint.copyWithin(row, row - members, row);
    let member = members - 1;
    while (joint[row + member] === sizes[member]! - 1) {
      joint[row + member] = 0;
      member -= 1;
    }
    joint[row + member]! += 1;
  }
  return joint;
}

/** Writes max over the others of Q_n plus all answers but the member's own, for each of its levels. */
function tell(
  table: Float64Array,
  places: Uint8Array,
  answers: readonly Float64Array[],
  said: readonly Float64Array[],
): void {
  const members = said.length;
  for (const each of said) each.fill(Number.NEGATIVE_INFINITY);
  for (let index = 0, row = 0; index < table.length; index += 1, row += members) {
    let total = table[index]!;
    for (let i = 0; i < members; i += 1) total += answers[i]![places[row + i]!]!;
    for (let i = 0; i < members; i += 1) {
      const level = places[row + i]!;
      const without = total - answers[i]![level]!;
      if (without > said[i]![level]!) said[i]![level] = without;
    }
  }
}
