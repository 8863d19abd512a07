/** What the theorems ask for, and what of it a run breaks. */
import { square } from '../elementary.ts';
import { RandomStream } from '../random.ts';
import { components } from './graph.ts';
import type { LocalObjective } from './objective.ts';
import { gradientScaleOf, type OrchestrationTrace } from './orchestrate.ts';
import type { OrchestrationProblem } from './problem.ts';
import type { Assumption, AssumptionKey, AssumptionVerdict } from './theoryReport.ts';

/** Pairs of points of the box that are looked at for every LSM. */
const PAIRS = 64;
/** How far apart at most, as a share of the box's sides. */
const DISTANCE = 0.1;
/** Anchors closer than this are one. */
const SAME = 1e-12;

/** The largest curvature found: (grad Q(x) - grad Q(y)) (x - y) / |x - y|^2 over pairs of points. */
export interface CurvatureWitness {
  /** Reward units a level^2; above 0 Q_n is not concave. */
  readonly curvature: number;
  /** Index of the LSM. */
  readonly lsm: number;
}

/** Looks for the largest curvature among seeded pairs of near points of every LSM's box. */
export function curvatureWitness(objectives: readonly LocalObjective[]): CurvatureWitness {
  let witness: CurvatureWitness = { curvature: Number.NEGATIVE_INFINITY, lsm: 0 };
  objectives.forEach((objective, lsm) => {
    const stream = new RandomStream(0, 'initialisation', lsm);
    for (let pair = 0; pair < PAIRS; pair++) {
      const curvature = curvatureBetween(objective, stream);
      if (curvature > witness.curvature) witness = { curvature, lsm };
    }
  });
  return witness;
}

function curvatureBetween(objective: LocalObjective, stream: RandomStream): number {
  const highest = objective.levels.map((each) => each - 1);
  const x = Float64Array.from(highest, (most) => stream.uniform() * most);
  const y = x.map((each, i) => {
    const moved = each + (2 * stream.uniform() - 1) * DISTANCE * highest[i]!;
    return Math.max(0, Math.min(moved, highest[i]!));
  });
  const at = new Float64Array(x.length);
  const there = new Float64Array(x.length);
  objective.gradient(x, at);
  objective.gradient(y, there);
  let product = 0;
  let square = 0;
  for (let i = 0; i < x.length; i++) {
    const step = x[i]! - y[i]!;
    product += (at[i]! - there[i]!) * step;
    square += step * step;
  }
  return square > 0 ? product / square : Number.NEGATIVE_INFINITY;
}

/** Mean 2-norm distance of N anchors (rows) from their mean, and each one's. */
export function anchorScatter(anchors: Float64Array, count: number) {
  const mean = new Float64Array(count);
  for (let place = 0; place < anchors.length; place++)
    mean[place % count]! += anchors[place]! / count;
  const distances = Float64Array.from({ length: count }, (_, n) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += square(anchors[n * count + i]! - mean[i]!);
    return Math.sqrt(sum);
  });
  return { mean, distances, scatter: distances.reduce((sum, each) => sum + each / count, 0) };
}

/** Every assumption with its verdict in this run, and the evidence. */
export function assumptions(
  { objectives, ids, links }: OrchestrationProblem,
  trace: OrchestrationTrace,
): Assumption[] {
  const { options, mixing } = trace;
  const { gamma, anchor, projection, gradient, stepSize, readOut, horizon } = options;
  const { linkModel, failure, cuts } = options;
  const count = ids.length;
  const scale = gradientScaleOf(options, count);
  const witness = curvatureWitness(objectives);
  const curvature = scale * witness.curvature;
  const bend = { curvature, gamma, lsm: ids[witness.lsm]!, pairs: PAIRS * count };
  const isConcave = objectives.every(({ concave }) => concave === true);
  const { scatter } = anchorScatter(trace.initialCopies, count);
  const isCommon = scatter <= SAME;
  const pieces = components(count, mixing.links.length > 0 ? mixing.links : links).length;
  const failed = trace.iterations.reduce((sum, { failedLinks }) => sum + failedLinks.length, 0);
  const isIndependent = (linkModel === 'independent' || failure === 0) && cuts.length === 0;
  return [
    about('concave', concavity(isConcave, curvature, 0), [], bend),
    about('strongConvexity', concavity(isConcave, curvature, gamma), [1, 2, 3], bend),
    about('modulus', gamma >= 1, [1, 2, 3], { gamma }),
    about('commonAnchor', isCommon, [1, 2, 3], { anchor, scatter: isCommon ? 0 : scatter }),
    about('convexSet', projection === 'box', [1, 2, 3], { projection }),
    about('ownGradient', gradient === 'network', [1, 2, 3], { gradient }),
    about('nonIncreasingStep', true, [1, 2, 3], { stepSize }),
    about('inverseRootStep', stepSize === 'inverseRoot', [2], { stepSize }),
    about('connected', pieces === 1, [2, 3], { pieces }),
    about('fixedLinks', failed === 0, [2], { failed }),
    about('independentLinks', isIndependent, [3], { linkModel, failure, cuts: cuts.length }),
    about('wholeDuals', trace.kept === null, [2, 3], { horizon }),
    about('runningAverage', readOut === 'average', [], { readOut }),
  ];
}

function about(
  key: AssumptionKey,
  verdict: AssumptionVerdict | boolean,
  theorems: Assumption['theorems'],
  evidence: Assumption['evidence'],
): Assumption {
  const word = typeof verdict === 'string' ? verdict : verdict ? 'holds' : 'broken';
  return { key, verdict: word, theorems, evidence };
}

function concavity(isConcave: boolean, curvature: number, limit: number): AssumptionVerdict {
  if (isConcave) return 'holds';
  return curvature > limit ? 'broken' : 'notRefuted';
}
