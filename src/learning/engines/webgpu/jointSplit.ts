/**
 * How a scope's members are split for a joint maximum. W1 alpha is a sum over the members, so it is
 * kept as two small tables, one of the joint levels of the last members (tail) and one of those
 * before them (head): a joint decision costs one addition a unit. Where wide layers leave no room
 * for tables of all members, the first ones (outer) are taken in turn.
 */

export interface JointSplit {
  /** Members before the head, and before the tail. */
  readonly outerMembers: number;
  readonly headEnd: number;
  /** Joint levels of the three parts; their product is the number of joint decisions. */
  readonly outerCount: number;
  readonly headCount: number;
  readonly tailCount: number;
}

/**
 * The split with the fewest turns of the outer members, then the smallest tables.
 *
 * @param levels K of each member of the scope
 * @param entries most joint levels of both tables together; at least one more than any K
 */
export function splitJoint(levels: readonly number[], entries: number): JointSplit {
  const product = (from: number, to: number) =>
    levels.slice(from, to).reduce((count, level) => count * level, 1);
  let best: JointSplit | null = null;
  for (let outerMembers = 0; outerMembers < levels.length; outerMembers += 1) {
    for (let headEnd = outerMembers; headEnd < levels.length; headEnd += 1) {
      const split = {
        outerMembers,
        headEnd,
        outerCount: product(0, outerMembers),
        headCount: product(outerMembers, headEnd),
        tailCount: product(headEnd, levels.length),
      };
      if (entriesOf(split) <= entries && (!best || isBetter(split, best))) best = split;
    }
  }
  if (!best) throw new RangeError(`No tables of ${entries} entries for levels ${levels.join()}.`);
  return best;
}

/** Entries of both tables. */
export function entriesOf({ headCount, tailCount }: JointSplit): number {
  return headCount + tailCount;
}

function isBetter(one: JointSplit, other: JointSplit): boolean {
  if (one.outerCount !== other.outerCount) return one.outerCount < other.outerCount;
  return entriesOf(one) < entriesOf(other);
}
