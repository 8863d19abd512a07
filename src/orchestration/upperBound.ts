/**
 * A proven upper bound on P2 where the exact optimum takes too much, by dual decomposition (Sontag,
 * Globerson and Jaakkola, Introduction to dual decomposition for inference, 2011): the tables are
 * parted into groups that elimination can solve. Each group maximises its own tables plus prices on
 * the decisions that it shares with other groups; as the prices of one decision add up to 0, the sum
 * of these maxima is never below P2, whatever the prices are. Subgradient steps lower it.
 */
import type { DecisionTables } from './decisionTables.ts';
import { type EliminationPlan, eliminate, type Factor, planElimination } from './elimination.ts';
import { sweep } from './readOut.ts';

/** What is known about P2 after a step. Objectives in reward units. */
export interface Bounds {
  /** Steps done; 0 before the first prices. */
  readonly step: number;
  /** No decision has an objective above this. */
  readonly upper: number;
  /** The objective of `decision`, the best one found. */
  readonly lower: number;
  readonly decision: Int32Array;
  /** Whether `decision` is proven to be an optimum, up to the rounding of sums. */
  readonly isOptimal: boolean;
}

export interface BoundOptions {
  /** Subgradient steps at most, 0 or more. */
  readonly steps: number;
  /** Most table entries of one group's elimination; a table that takes more is a group alone. */
  readonly groupEntries: number;
  /** Ends as soon as the bound is within this share of the best objective found. */
  readonly tolerance: number;
}
export const BOUND_DEFAULTS: BoundOptions = { steps: 100, groupEntries: 3e4, tolerance: 0 };

/** A step is halved after this many that did not lower the bound: it had gone too far. */
const PATIENCE = 5;
/** Sums differ by less than this share of the largest entries of all tables, whatever their order. */
const ROUNDING = 1e-12;

/**
 * Yields the bound before the first step and after each; it never rises. Returns where the optimum
 * is proven, the bound is within the tolerance, or the steps are done.
 *
 * @param start a decision to begin with (a rival's): the better, the better the steps
 */
export function* certifiedBounds(
  tables: DecisionTables,
  start: Int32Array,
  options: BoundOptions = BOUND_DEFAULTS,
): Generator<Bounds, Bounds, void> {
  const groups = partition(tables, options.groupEntries);
  const prices = new Prices(tables, groups);
  const slack = ROUNDING * tables.values.reduce((sum, table) => sum + largest(table), 0);
  const ids = tables.levels.map((_, n) => n);
  let decision = start;
  let lower = tables.objective(start);
  let upper = Number.POSITIVE_INFINITY;
  let length = 1;
  let idle = 0;
  for (let step = 0; ; step += 1) {
    const found = groups.map((group) => group.solve(prices));
    const dual = found.reduce((sum, { value }) => sum + value, 0);
    idle = dual + slack < upper ? 0 : idle + 1;
    upper = Math.min(upper, dual + slack);
    if (idle === PATIENCE) {
      length /= 2;
      idle = 0;
    }
    const rounded = sweep(tables, ids, prices.majority(found));
    const objective = tables.objective(rounded);
    if (objective > lower) {
      lower = objective;
      decision = rounded;
    }
    const isOptimal = upper - lower <= 2 * slack;
    const bounds = { step, upper, lower, decision, isOptimal };
    if (isOptimal || upper - lower <= options.tolerance * Math.abs(lower)) return bounds;
    if (step >= options.steps) return bounds;
    yield bounds;
    prices.move(found, length * (dual - lower));
  }
}

/** The last of `certifiedBounds`. */
export function certifiedBound(
  tables: DecisionTables,
  start: Int32Array,
  options: BoundOptions = BOUND_DEFAULTS,
): Bounds {
  const run = certifiedBounds(tables, start, options);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

/** A group's best decision of its members, and its maximum, prices included. */
interface GroupOptimum {
  readonly decision: Int32Array;
  readonly value: number;
}

/** Tables that are solved together. Servers are counted from 0 within the group. */
class Group {
  /** The servers that its tables depend on, ascending. */
  readonly members: readonly number[];
  readonly #levels: readonly number[];
  readonly #factors: readonly Factor[];
  readonly #plan: EliminationPlan;
  readonly #index: number;

  constructor(tables: DecisionTables, lsms: readonly number[], index: number) {
    const { members, scopes, levels } = within(tables, lsms);
    this.members = members;
    this.#levels = levels;
    this.#factors = lsms.map((n, i) => ({ scope: scopes[i]!, values: tables.values[n]! }));
    this.#plan = planElimination(levels, scopes);
    this.#index = index;
  }

  solve(prices: Prices): GroupOptimum {
    const priced: Factor[] = this.members.flatMap((server, member) => {
      const values = prices.of(this.#index, server);
      return values ? [{ scope: [member], values }] : [];
    });
    const factors = [...this.#factors, ...priced];
    const { decision } = eliminate(this.#plan, this.#levels, factors);
    const value = factors.reduce((sum, { scope, values }) => {
      let place = 0;
      for (const member of scope) place = place * this.#levels[member]! + decision[member]!;
      return sum + values[place]!;
    }, 0);
    return { decision, value };
  }
}

/** What a decision costs each group that shares it: numbers that add up to 0 over the groups. */
class Prices {
  readonly #levels: readonly number[];
  readonly #groups: readonly Group[];
  /** By server: the groups that look at its decision, with their prices, where there are several. */
  readonly #shares: readonly ReadonlyMap<number, Float64Array>[];

  constructor({ levels }: DecisionTables, groups: readonly Group[]) {
    this.#levels = levels;
    this.#groups = groups;
    this.#shares = levels.map((count, server) => {
      const holders = [...groups.keys()].filter((g) => groups[g]!.members.includes(server));
      if (holders.length < 2) return new Map();
      return new Map(holders.map((g) => [g, new Float64Array(count)]));
    });
  }

  /** One price a level, if the group shares this server's decision with another. */
  of(group: number, server: number): Float64Array | undefined {
    return this.#shares[server]!.get(group);
  }

  /** For every server the level that most groups chose; the lowest among equals. */
  majority(found: readonly GroupOptimum[]): Int32Array {
    const votes = this.#levels.map((count) => new Float64Array(count));
    this.#groups.forEach(({ members }, g) => {
      members.forEach((server, member) => {
        votes[server]![found[g]!.decision[member]!]! += 1;
      });
    });
    return Int32Array.from(votes, (counts) => counts.indexOf(Math.max(...counts)));
  }

  /**
   * Polyak's step: along the subgradient to where the dual would be lower by `gap`, if it were
   * linear. A group pays for a level that it chose more often than the others did.
   */
  move(found: readonly GroupOptimum[], gap: number): void {
    const chosen = (g: number, server: number) => {
      return found[g]!.decision[this.#groups[g]!.members.indexOf(server)]!;
    };
    const steps = this.#shares.map((shares, server) => {
      const mean = new Float64Array(this.#levels[server]!);
      for (const g of shares.keys()) mean[chosen(g, server)]! += 1 / shares.size;
      return mean;
    });
    let squares = 0;
    this.#shares.forEach((shares, server) => {
      for (const g of shares.keys()) {
        for (const each of slope(steps[server]!, chosen(g, server))) squares += each * each;
      }
    });
    if (squares === 0) return;
    this.#shares.forEach((shares, server) => {
      for (const [g, prices] of shares) {
        slope(steps[server]!, chosen(g, server)).forEach((each, level) => {
          prices[level]! -= (gap / squares) * each;
        });
      }
    });
  }
}

/** The subgradient for one group: 1 at the level it chose, less the mean of all groups. */
function slope(mean: Float64Array, chosen: number): Float64Array {
  return mean.map((share, level) => (level === chosen ? 1 : 0) - share);
}

/** Runs of tables in the order of the LSMs, each as long as its elimination stays affordable. */
function partition(tables: DecisionTables, entries: number): Group[] {
  const groups: Group[] = [];
  for (let first = 0; first < tables.count; ) {
    let length = 1;
    while (first + length < tables.count) {
      const { levels, scopes } = within(tables, run(first, length + 1));
      if (planElimination(levels, scopes).entries > entries) break;
      length += 1;
    }
    groups.push(new Group(tables, run(first, length), groups.length));
    first += length;
  }
  return groups;
}

function run(first: number, length: number): number[] {
  return Array.from({ length }, (_, i) => first + i);
}

/** The servers of some tables, counted from 0. */
function within({ scopes, levels }: DecisionTables, lsms: readonly number[]) {
  const members = [...new Set(lsms.flatMap((n) => scopes[n]!))].sort((a, b) => a - b);
  return {
    members,
    levels: members.map((server) => levels[server]!),
    scopes: lsms.map((n) => scopes[n]!.map((server) => members.indexOf(server))),
  };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
