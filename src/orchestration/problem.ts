/** P2 at one slot, as orchestration sees it: local objectives on a graph. */
import { InputError } from '../schema.ts';
import type { StartArithmetic } from './arithmetic.ts';
import { JOINT_DECISION_LIMIT, type LocalObjective } from './objective.ts';

/** An undirected link between two LSMs, as indices, the smaller first. */
export type Link = readonly [number, number];

export interface OrchestrationProblem {
  /** Ids of the LSMs: unique, in any order; a sweep visits them in ascending order of id. */
  readonly ids: readonly number[];
  /** One objective an LSM, in the order of `ids`; objective n has n first in its scope. */
  readonly objectives: readonly LocalObjective[];
  /** Who exchanges messages, as indices into `ids`. */
  readonly links: readonly Link[];
  /** What can do the arithmetic of a whole run on these objectives, to the same bits, if anything. */
  readonly startArithmetic?: StartArithmetic;
}

/** Number of joint decisions of servers with these levels. */
export function jointDecisions(levels: readonly number[]): number {
  return levels.reduce((product, each) => product * each, 1);
}

/**
 * Null where servers with these levels have few enough joint decisions to look at each, else why
 * not: for the scope of one LSM as for all servers together.
 */
export function jointDecisionRefusal(levels: readonly number[]): string | null {
  const joint = jointDecisions(levels);
  if (joint <= JOINT_DECISION_LIMIT) return null;
  return `${countText(joint)} joint decisions; the limit is ${countText(JOINT_DECISION_LIMIT)}`;
}

/** All digits in groups of three up to 10^15, a power of ten above: `46,656`, `6.5 x 10^77`. */
export function countText(count: number): string {
  if (count <= 1e15) return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return count.toExponential(1).replace('e+', ' x 10^');
}

/** K of every LSM: the levels of its own decision. */
export function ownLevels(objectives: readonly Pick<LocalObjective, 'levels'>[]): number[] {
  return objectives.map((objective) => objective.levels[0]!);
}

/**
 * Checks what N2O and its rivals rely on.
 *
 * @throws InputError where an LSM's scope does not start with itself, names an LSM twice or one
 *   that does not exist, disagrees with that LSM's levels, or has more than JOINT_DECISION_LIMIT
 *   joint decisions
 */
export function checkProblem({ ids, objectives }: OrchestrationProblem): void {
  if (ids.length !== objectives.length) {
    throw new InputError('ids', ids.length, `${objectives.length}, one an objective`);
  }
  const levels = ownLevels(objectives);
  objectives.forEach(({ scope, levels: scopeLevels }, n) => {
    const field = `objectives[${n}]`;
    if (scope[0] !== n || new Set(scope).size !== scope.length) {
      throw new InputError(`${field}.scope`, scope, `${n} first, then other LSMs, each once`);
    }
    const expected = scope.map((member) => levels[member]);
    if (expected.some((each) => each === undefined)) {
      throw new InputError(`${field}.scope`, scope, `indices from 0 to ${levels.length - 1}`);
    }
    if (expected.length !== scopeLevels.length || expected.some((k, i) => k !== scopeLevels[i])) {
      throw new InputError(`${field}.levels`, scopeLevels, `the members' own: ${expected}`);
    }
    const refusal = jointDecisionRefusal(scopeLevels);
    if (refusal) {
      const place = `LSM ${ids[n]}, levels of its scope ${scopeLevels.join(' x ')}`;
      throw new InputError(place, jointDecisions(scopeLevels), refusal, refusal);
    }
  });
}
