/**
 * P2 solved exactly by variable elimination: one server's decision after the other is maximised out
 * of the sum of all Q_n. What that costs follows from the order and the scopes alone, so it is known
 * before anything is computed.
 */
import { jointDecisions } from './problem.ts';

/** One step: a variable leaves, and a table over those it stood beside takes its place. */
interface Step {
  readonly variable: number;
  /** The variables beside it, ascending. */
  readonly scope: readonly number[];
  /** Entries of the table that is maximised: the levels of `scope` times those of `variable`. */
  readonly entries: number;
}

/** An order of elimination, and what it takes. */
export interface EliminationPlan {
  readonly steps: readonly Step[];
  /** Entries of all tables together: the work. */
  readonly entries: number;
  /** Bytes of memory at most, the local tables not counted. */
  readonly bytes: number;
}

/**
 * The cheaper of three orders: from the last variable to the first (a frontier that moves over a
 * grid row by row), always the smallest next table, and always the fewest new pairs.
 *
 * @param levels K of every variable
 * @param scopes the variables of every table
 */
export function planElimination(
  levels: readonly number[],
  scopes: readonly (readonly number[])[],
): EliminationPlan {
  const beside = neighbourhoods(levels.length, scopes);
  const size = (variable: number, graph: Graph) =>
    jointDecisions([variable, ...graph[variable]!].map((each) => levels[each]!));
  const orders: readonly Score[] = [(variable) => -variable, size, newPairs];
  const plans = orders.map((score) => planBy(levels, beside, score));
  return plans.reduce((best, plan) => (plan.entries < best.entries ? plan : best));
}

type Graph = readonly Set<number>[];
/** The variable with the lowest score leaves next; among equals the last one. */
type Score = (variable: number, graph: Graph) => number;

function neighbourhoods(count: number, scopes: readonly (readonly number[])[]): Graph {
  const graph = Array.from({ length: count }, () => new Set<number>());
  for (const scope of scopes) join(graph, scope);
  return graph;
}

/** Makes all members neighbours of each other. */
function join(graph: Graph, members: Iterable<number>): void {
  for (const one of members) {
    for (const other of members) if (one !== other) graph[one]!.add(other);
  }
}

function newPairs(variable: number, graph: Graph): number {
  const members = [...graph[variable]!];
  let missing = 0;
  members.forEach((one, index) => {
    for (const other of members.slice(index + 1)) if (!graph[one]!.has(other)) missing += 1;
  });
  return missing;
}

function planBy(levels: readonly number[], beside: Graph, score: Score): EliminationPlan {
  const graph = beside.map((each) => new Set(each));
  const left = new Set(levels.keys());
  const steps: Step[] = [];
  while (left.size > 0) {
    let variable = -1;
    let lowest = Number.POSITIVE_INFINITY;
    for (const each of left) {
      const value = score(each, graph);
      if (value > lowest) continue;
      lowest = value;
      variable = each;
    }
    const scope = [...graph[variable]!].sort((one, other) => one - other);
    const entries = jointDecisions([variable, ...scope].map((each) => levels[each]!));
    steps.push({ variable, scope, entries });
    join(graph, scope);
    for (const other of scope) graph[other]!.delete(variable);
    left.delete(variable);
  }
  const tables = steps.map(({ entries, variable }) => entries / levels[variable]!);
  const entries = steps.reduce((sum, step) => sum + step.entries, 0);
  const largest = Math.max(...steps.map((step) => step.entries));
  // Messages (8 bytes an entry) and choices (1 byte) of every step, beside the one table.
  const bytes = 8 * largest + 9 * tables.reduce((sum, each) => sum + each, 0);
  return { steps, entries, bytes };
}

/** A table over some variables: the last varies fastest. */
export interface Factor {
  readonly scope: readonly number[];
  readonly values: Float64Array;
}

/** What elimination came to. */
export interface Maximum {
  readonly decision: Int32Array;
  /** Whether another decision may be as good, up to the rounding of sums. */
  readonly isTied: boolean;
}

/** Sums within this share of the largest table entries are equal: their order of addition differs. */
const ROUNDING = 1e-13;
/** Entries of a run: they stay in the nearest cache. */
const LONGEST_RUN = 1024;
/** Marks a choice that another level equals. */
const TIED = 0x80;

/** A decision that maximises the sum of all factors. */
export function eliminate(
  plan: EliminationPlan,
  levels: readonly number[],
  factors: readonly Factor[],
): Maximum {
  const tolerance = ROUNDING * factors.reduce((sum, { values }) => sum + largestOf(values), 0);
  const work = new Float64Array(Math.max(...plan.steps.map(({ entries }) => entries)));
  let rest = [...factors];
  const choices = plan.steps.map(({ variable, scope, entries }) => {
    const joined = [...scope, variable];
    const table = work.subarray(0, entries).fill(0);
    for (const factor of rest) {
      if (factor.scope.includes(variable)) addFactor(factor, joined, levels, table);
    }
    rest = rest.filter((factor) => !factor.scope.includes(variable));
    const count = levels[variable]!;
    const message = new Float64Array(entries / count);
    const chosen = new Uint8Array(entries / count);
    maximiseOut(table, count, tolerance, message, chosen);
    rest.push({ scope, values: message });
    return chosen;
  });
  const decision = new Int32Array(levels.length);
  let isTied = false;
  for (let step = plan.steps.length - 1; step >= 0; step -= 1) {
    const { variable, scope } = plan.steps[step]!;
    let place = 0;
    for (const member of scope) place = place * levels[member]! + decision[member]!;
    const chosen = choices[step]![place]!;
    if (chosen >= TIED) isTied = true;
    decision[variable] = chosen & ~TIED;
  }
  return { decision, isTied };
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** Adds a factor's values to a table over more variables, given in the order of the table. */
function addFactor(
  { scope, values }: Factor,
  joined: readonly number[],
  levels: readonly number[],
  table: Float64Array,
): void {
  const strideOf = new Map<number, number>();
  let stride = 1;
  for (const member of [...scope].reverse()) {
    strideOf.set(member, stride);
    stride *= levels[member]!;
  }
  const counts = joined.map((member) => levels[member]!);
  const strides = joined.map((member) => strideOf.get(member) ?? 0);
  // The fastest variables as one run of places: the odometer turns once a run.
  let outer = joined.length;
  let offsets: Int32Array = new Int32Array(1);
  while (outer > 0 && offsets.length * counts[outer - 1]! <= LONGEST_RUN) {
    outer -= 1;
    offsets = prefixed(counts[outer]!, strides[outer]!, offsets);
  }
  const length = offsets.length;
  const digits = new Int32Array(outer);
  let source = 0;
  for (let place = 0; ; place += length) {
    for (let i = 0; i < length; i += 1) table[place + i]! += values[source + offsets[i]!]!;
    let digit = outer - 1;
    while (digit >= 0 && digits[digit] === counts[digit]! - 1) {
      source -= digits[digit]! * strides[digit]!;
      digits[digit] = 0;
      digit -= 1;
    }
    if (digit < 0) return;
    digits[digit]! += 1;
    source += strides[digit]!;
  }
}

/** The same run once for each level of a slower variable. */
function prefixed(count: number, stride: number, offsets: Int32Array): Int32Array {
  const { length } = offsets;
  const run = new Int32Array(count * length);
  for (let level = 0; level < count; level += 1) {
    const start = level * length;
    for (let i = 0; i < length; i += 1) run[start + i] = level * stride + offsets[i]!;
  }
  return run;
}

/** Maxima over the fastest variable, and the lowest level that comes within the tolerance of each. */
function maximiseOut(
  table: Float64Array,
  count: number,
  tolerance: number,
  message: Float64Array,
  chosen: Uint8Array,
): void {
  for (let place = 0, start = 0; place < message.length; place += 1, start += count) {
    let best = table[start]!;
    for (let level = 1; level < count; level += 1) {
      const value = table[start + level]!;
      if (value > best) best = value;
    }
    const least = best - tolerance;
    let first = 0;
    while (table[start + first]! < least) first += 1;
    let next = first + 1;
    while (next < count && table[start + next]! < least) next += 1;
    message[place] = best;
    chosen[place] = next < count ? first | TIED : first;
  }
}
