/**
 * How rental levels enter a Q-network: as one number, the level times a scale, or one-hot, as K
 * inputs a server of which the level's is 1. Between two levels, where action jitter and N2O's
 * relaxation stand, one-hot inputs share linearly: Q is piecewise linear in the first layer, with
 * kinks at whole levels.
 */
import type { LocalNetwork } from './network.ts';

/** What the inputs of a scope depend on. */
export type DecisionShape = Pick<LocalNetwork, 'levels' | 'decisionScales' | 'oneHot'>;

/** Inputs of the first layer behind the observation: one a member of the scope, or K a member. */
export function decisionInputCount({ levels, oneHot }: Pick<DecisionShape, 'levels' | 'oneHot'>) {
  return oneHot ? levels.reduce((sum, count) => sum + count, 0) : levels.length;
}

/** For each member of the scope, its first row among those inputs. */
export function decisionRows({ levels, oneHot }: Pick<DecisionShape, 'levels' | 'oneHot'>) {
  let next = 0;
  return levels.map((count) => {
    const row = next;
    next += oneHot ? count : 1;
    return row;
  });
}

/**
 * The two neighbouring levels that a relaxed level stands between: the lower one, and how far it is
 * from there (0..1). A whole level is the lower end of its piece, the highest the upper end of the
 * last; what lies outside counts as the nearest level.
 */
export function pieceOf(alpha: number, count: number): { lower: number; share: number } {
  const inside = Math.min(Math.max(alpha, 0), count - 1);
  const lower = Math.min(Math.floor(inside), count - 2);
  return { lower, share: inside - lower };
}

/**
 * Writes the inputs of one decision.
 *
 * @param decision of the scope, from `offset` on; real levels
 * @param into [input][column], from row `firstRow` on, in rows of `columns`
 */
export function writeDecision(
  { levels, decisionScales, oneHot }: DecisionShape,
  decision: ArrayLike<number>,
  offset: number,
  into: Float64Array,
  firstRow: number,
  columns: number,
  column: number,
): void {
  const members = levels.length;
  if (!oneHot) {
    for (let i = 0; i < members; i += 1) {
      into[(firstRow + i) * columns + column] = decision[offset + i]! * decisionScales[i]!;
    }
    return;
  }
  let row = firstRow;
  for (let i = 0; i < members; i += 1) {
    const count = levels[i]!;
    const { lower, share } = pieceOf(decision[offset + i]!, count);
    for (let level = 0; level < count; level += 1) {
      const weight = level === lower ? 1 - share : level === lower + 1 ? share : 0;
      into[(row + level) * columns + column] = weight;
    }
    row += count;
  }
}

/**
 * Turns slopes along the inputs into slopes along the levels, in place: reward units a level.
 *
 * @param slopes one an input; the first one a member are overwritten
 */
export function slopesOfLevels(
  { levels, decisionScales, oneHot }: DecisionShape,
  alpha: ArrayLike<number>,
  slopes: Float64Array,
  into: Float64Array,
): void {
  let row = 0;
  for (let i = 0; i < levels.length; i += 1) {
    if (!oneHot) {
      into[i] = slopes[i]! * decisionScales[i]!;
      continue;
    }
    const { lower } = pieceOf(alpha[i]!, levels[i]!);
    into[i] = slopes[row + lower + 1]! - slopes[row + lower]!;
    row += levels[i]!;
  }
}
