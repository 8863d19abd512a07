/**
 * The distributed stochastic algorithm (Zhang, Wang, Xing and Wittenburg, Artificial Intelligence
 * 161, 2005, variant A) on P2: in an iteration everyone tells its decision to all whose Q depends
 * on it, hears from each of these what its Q comes to at every level, and, where another level is
 * better for their sum, takes the best one with some probability. All move at once.
 */
import { RandomStream } from '../../random.ts';
import type { DecisionTables } from '../decisionTables.ts';
import { greedyDecision, localOptimum } from '../greedy.ts';
import { PERFECT_POST, type Post } from './post.ts';

export interface DsaOptions {
  readonly iterations: number;
  /** 0..1: that a server that can do better changes its decision. */
  readonly probability: number;
  readonly seed: number;
  readonly slot: number;
}

/** A level has to be better by more than this to be taken, in reward units. */
const TOLERANCE = 1e-9;

/**
 * Yields the decision after each iteration, from the greedy one on. What a failing link loses
 * leaves what was last heard; before anything was heard that is alpha_n*'s level for a decision,
 * and 0 at every level for a Q.
 */
export function* dsa(
  tables: DecisionTables,
  { iterations, probability, seed, slot }: DsaOptions,
  post: Post = PERFECT_POST,
): Generator<Int32Array, void, void> {
  const { count, levels, scopes, strides, values } = tables;
  const stream = new RandomStream(seed, 'dsa', slot);
  const decision = greedyDecision(tables);
  /** Levels of its scope as LSM n knows them. */
  const known = scopes.map((_, n) => localOptimum(tables, n));
  /** What LSM n's Q comes to at every level of member i, as that one knows it. */
  const offers = scopes.map((scope) => scope.map((member) => new Float64Array(levels[member]!)));
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    post.next();
    scopes.forEach((scope, n) => {
      scope.forEach((member, i) => {
        if (member === n || post.send(member, n, 1)) known[n]![i] = decision[member]!;
      });
    });
    const sums = levels.map((each) => new Float64Array(each));
    scopes.forEach((scope, n) => {
      const place = scope.reduce((sum, _, i) => sum + strides[n]![i]! * known[n]![i]!, 0);
      scope.forEach((member, i) => {
        const offer = offers[n]![i]!;
        if (member === n || post.send(n, member, offer.length)) {
          const first = place - strides[n]![i]! * known[n]![i]!;
          for (let level = 0; level < offer.length; level += 1) {
            offer[level] = values[n]![first + level * strides[n]![i]!]!;
          }
        }
        for (let level = 0; level < offer.length; level += 1)
          sums[member]![level]! += offer[level]!;
      });
    });
    for (let n = 0; n < count; n += 1) {
      // Drawn for everyone, so that nobody's draw depends on what the others do.
      const moves = stream.uniform() < probability;
      const best = Math.max(...sums[n]!);
      if (moves && best > sums[n]![decision[n]!]! + TOLERANCE) {
        decision[n] = sums[n]!.findIndex((sum) => sum >= best - TOLERANCE);
      }
    }
    yield decision.slice();
  }
}
