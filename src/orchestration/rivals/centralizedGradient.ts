/**
 * Projected gradient with a centre: every LSM sends the gradient of its Q to one of them, which
 * climbs the sum of all Q_n over the box and sends everyone the decisions of its scope.
 */
import type { DecisionTables } from '../decisionTables.ts';
import { components, hopDistances } from '../graph.ts';
import { localOptimum } from '../greedy.ts';
import type { LocalObjective } from '../objective.ts';
import type { Link } from '../problem.ts';
import type { LinkPost } from './post.ts';

export interface GradientOptions {
  readonly iterations: number;
  /** Step on the sum of all Q_n: squared levels a reward unit. */
  readonly step: number;
}

/** An LSM's part: its objective, what it knows of its scope, and what the centre knows of it. */
interface Part {
  readonly objective: LocalObjective;
  readonly centre: number;
  /** Places in the scope of the members in the centre's piece: the others cannot be reached. */
  readonly places: readonly number[];
  readonly alpha: Float64Array;
  readonly gradient: Float64Array;
  readonly gathered: Float64Array;
}

/**
 * Yields every server's own level as it knows it, after each iteration (N real numbers, live). All
 * begin at the greedy decision, which the centre gathers and sends out. What a failing link loses
 * leaves what was last heard, on both sides.
 *
 * @param objectives with the gradients to climb
 */
export function* centralizedGradient(
  objectives: readonly LocalObjective[],
  tables: DecisionTables,
  links: readonly Link[],
  { iterations, step }: GradientOptions,
  post: LinkPost,
): Generator<Float64Array, void, void> {
  const { count, levels } = tables;
  const decision = new Float64Array(count);
  const parts = partsOf(objectives, tables, links);
  parts.forEach(({ centre, alpha }, n) => {
    if (post.sendSurely(n, centre, 1)) decision[n] = alpha[0]!;
  });
  parts.forEach((part, n) => {
    if (post.sendSurely(part.centre, n, part.places.length - 1)) learn(part, decision);
  });
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    post.next();
    const slope = new Float64Array(count);
    parts.forEach(({ objective, centre, places, alpha, gradient, gathered }, n) => {
      objective.gradient(alpha, gradient);
      if (post.send(n, centre, places.length)) gathered.set(gradient);
      for (const place of places) slope[objective.scope[place]!]! += gathered[place]!;
    });
    for (let i = 0; i < count; i += 1) {
      decision[i] = Math.max(0, Math.min(decision[i]! + step * slope[i]!, levels[i]! - 1));
    }
    parts.forEach((part, n) => {
      if (post.send(part.centre, n, part.places.length)) learn(part, decision);
    });
    yield Float64Array.from(parts, ({ alpha }) => alpha[0]!);
  }
}

/** An LSM hears where the centre is. */
function learn({ objective, places, alpha }: Part, decision: Float64Array): void {
  for (const place of places) alpha[place] = decision[objective.scope[place]!]!;
}

function partsOf(
  objectives: readonly LocalObjective[],
  tables: DecisionTables,
  links: readonly Link[],
): Part[] {
  const centres = centresOf(tables.count, links);
  return objectives.map((objective, n) => {
    const { scope } = objective;
    const centre = centres[n]!;
    return {
      objective,
      centre,
      places: [...scope.keys()].filter((place) => centres[scope[place]!] === centre),
      alpha: Float64Array.from(localOptimum(tables, n)),
      gradient: new Float64Array(scope.length),
      gathered: new Float64Array(scope.length),
    };
  });
}

/**
 * The centre of every LSM's piece: the LSM from which all others are the fewest hops away in all,
 * the first of several.
 */
export function centresOf(count: number, links: readonly Link[]): Int32Array {
  const hops = hopDistances(count, links);
  const centres = new Int32Array(count);
  for (const piece of components(count, links)) {
    const total = (from: number) => piece.reduce((sum, to) => sum + hops[from * count + to]!, 0);
    const centre = piece.reduce((best, each) => (total(each) < total(best) ? each : best));
    for (const each of piece) centres[each] = centre;
  }
  return centres;
}
