/**
 * Every Q_n at every whole joint decision of its scope: made once a slot, then shared by greedy,
 * sweep, exact optimum and the objective of rounded decisions, so that these agree bit by bit.
 */
import type { LocalObjective } from './objective.ts';
import { ownLevels } from './problem.ts';

export class DecisionTables {
  readonly count: number;
  /** K of every LSM. */
  readonly levels: readonly number[];
  readonly scopes: readonly (readonly number[])[];
  /** Q_n in reward units, the last member of the scope varying fastest. */
  readonly values: readonly Float64Array[];
  /** Step in table n of one level of each member of its scope. */
  readonly strides: readonly (readonly number[])[];
  /** For every LSM i, the (LSM, stride) pairs of the tables that depend on i, ascending. */
  readonly dependents: readonly (readonly { readonly lsm: number; readonly stride: number }[])[];

  constructor(objectives: readonly LocalObjective[]) {
    this.count = objectives.length;
    this.levels = ownLevels(objectives);
    this.scopes = objectives.map(({ scope }) => scope);
    this.values = objectives.map((objective) => objective.table());
    this.strides = objectives.map(({ levels }) => stridesOf(levels));
    const dependents: { lsm: number; stride: number }[][] = this.levels.map(() => []);
    this.scopes.forEach((scope, lsm) => {
      scope.forEach((member, i) => {
        dependents[member]!.push({ lsm, stride: this.strides[lsm]![i]! });
      });
    });
    this.dependents = dependents;
  }

  /** Where decision (one level a server) stands in table n. */
  index(n: number, decision: ArrayLike<number>): number {
    const scope = this.scopes[n]!;
    const strides = this.strides[n]!;
    let index = 0;
    for (let i = 0; i < scope.length; i++) index += strides[i]! * decision[scope[i]!]!;
    return index;
  }

  /** Q_n at a decision of all servers (one level a server), in reward units. */
  value(n: number, decision: ArrayLike<number>): number {
    return this.values[n]![this.index(n, decision)]!;
  }

  /** The objective of P2: the sum of all Q_n at a decision of all servers, in reward units. */
  objective(decision: ArrayLike<number>): number {
    let sum = 0;
    for (let n = 0; n < this.count; n++) sum += this.value(n, decision);
    return sum;
  }
}

function stridesOf(levels: readonly number[]): number[] {
  const strides = levels.map(() => 1);
  for (let i = levels.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * levels[i + 1]!;
  return strides;
}
