/**
 * Max-plus on P2 (a rival of N2O that the paper does not have): "my best value if you choose k".
 * In an iteration every LSM tells each server of its scope what Q_n can come to for each of that
 * server's levels, given what it knows of the others; each server adds up what it heard and answers
 * every LSM with the sum of what the others said. All speak at once.
 */
import type { DecisionTables } from './decisionTables.ts';
import { PERFECT_POST, type Post } from './rivals/post.ts';

/** The last iterate of method.md's comparison. */
export const MAX_PLUS_ITERATIONS = 5;

/**
 * Yields the decision after each iteration: every server's level with the largest sum of what it
 * heard; the lowest among equals. What a failing link loses leaves what was last heard; before
 * anything was heard that is 0 for every level.
 *
 * @param iterations 1 or more
 */
export function* maxPlus(
  tables: DecisionTables,
  iterations: number,
  post: Post = PERFECT_POST,
): Generator<Int32Array, void, void> {
  const { count, scopes } = tables;
  const size = (member: number) => tables.levels[member]!;
  const empty = () => scopes.map((scope) => scope.map((member) => new Float64Array(size(member))));
  /** What LSM n says to member i of its scope, what that one heard last, and its answer as heard. */
  const said = empty();
  const heard = empty();
  const answered = empty();
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    post.next();
    const beliefs = Array.from({ length: count }, (_, server) => new Float64Array(size(server)));
    scopes.forEach((scope, n) => {
      tell(tables, n, answered[n]!, said[n]!);
      scope.forEach((member, i) => {
        const arrives = member === n || post.send(n, member, size(member));
        if (arrives) heard[n]![i]!.set(said[n]![i]!);
        add(beliefs[member]!, heard[n]![i]!, 1);
      });
    });
    scopes.forEach((scope, n) => {
      scope.forEach((member, i) => {
        const arrives = member === n || post.send(member, n, size(member));
        if (!arrives) return;
        const answer = answered[n]![i]!;
        answer.set(beliefs[member]!);
        add(answer, heard[n]![i]!, -1);
        centre(answer);
      });
    });
    yield Int32Array.from(beliefs, (belief) => belief.indexOf(Math.max(...belief)));
  }
}

/** The decision after `iterations` iterations. */
export function maxPlusDecision(
  tables: DecisionTables,
  iterations: number,
  post: Post = PERFECT_POST,
): Int32Array {
  let decision: Int32Array = new Int32Array(tables.count);
  for (const each of maxPlus(tables, iterations, post)) decision = each;
  return decision;
}

/** Writes max over the others of Q_n plus all answers but the member's own, for each of its levels. */
function tell(
  tables: DecisionTables,
  n: number,
  answers: readonly Float64Array[],
  told: readonly Float64Array[],
): void {
  const scope = tables.scopes[n]!;
  const strides = tables.strides[n]!;
  const values = tables.values[n]!;
  for (const each of told) each.fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < values.length; index += 1) {
    let total = values[index]!;
    for (let i = 0; i < scope.length; i += 1) {
      const level = Math.floor(index / strides[i]!) % tables.levels[scope[i]!]!;
      total += answers[i]![level]!;
    }
    for (let i = 0; i < scope.length; i += 1) {
      const level = Math.floor(index / strides[i]!) % tables.levels[scope[i]!]!;
      const without = total - answers[i]![level]!;
      if (without > told[i]![level]!) told[i]![level] = without;
    }
  }
}

function add(sum: Float64Array, terms: Float64Array, factor: 1 | -1): void {
  for (let level = 0; level < sum.length; level += 1) sum[level]! += factor * terms[level]!;
}

/** Takes the mean away: on a graph with cycles the sums would grow from iteration to iteration. */
function centre(values: Float64Array): void {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  for (let level = 0; level < values.length; level += 1) values[level]! -= mean;
}
