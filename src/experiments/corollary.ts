/**
 * Corollary 1 against runs: how sigma_2 of k-connected grids, and the iterations that N2O takes to an
 * accuracy on concave quadratics, grow with N and k.
 */
import { log } from '../elementary.ts';
import { LinkProcess } from '../orchestration/linkProcess.ts';
import { buildMixing, type Mixing } from '../orchestration/mixing.ts';
import { n2o } from '../orchestration/n2o.ts';
import { type OrchestrationOptions, parseOrchestration } from '../orchestration/options.ts';
import { gradientScaleOf } from '../orchestration/orchestrate.ts';
import type { Link } from '../orchestration/problem.ts';
import { quadraticObjectives, relaxedOptimum } from '../orchestration/quadratic.ts';
import { RunningGaps } from '../orchestration/runningGaps.ts';
import { secondSingularValue } from '../orchestration/spectrum.ts';
import { messageLinks, squareGround } from '../orchestration/topologies.ts';
import type {
  CorollaryPoint,
  CorollaryReport,
  CorollarySetting,
  FittedScaling,
} from './corollaryReport.ts';
import { logarithmicFit } from './logarithmicFit.ts';

export const USUAL_COROLLARY: CorollarySetting = {
  sides: [4, 5, 6, 8, 10],
  reaches: [1, 2, 3],
  seeds: [1, 2, 3],
  accuracy: 0.5,
  iterations: 10_000,
  curvature: 4,
  gradientScale: 1,
};

const LEVELS = 3;
const COUPLING = 0.5;
/** The accuracy is looked for at iterations that grow by this factor. */
const GROWTH = 1.03;

/**
 * Measures point after point, and yields after each; ends with the whole report.
 *
 * The quadratics depend on an LSM and its neighbours in the four directions whatever k is, so that
 * only the message graph changes. Anchors in the middle, gamma 10, W of equation (13).
 */
export function* corollary(
  setting: CorollarySetting = USUAL_COROLLARY,
): Generator<CorollaryPoint, CorollaryReport, void> {
  const points: CorollaryPoint[] = [];
  for (const side of setting.sides) {
    for (const reach of setting.reaches) {
      const point = measure(side, reach, setting);
      points.push(point);
      yield point;
    }
  }
  const spectrum = points.map(({ count, reach, inverseGap }) => ({
    count,
    reach,
    value: inverseGap,
  }));
  const runs = points.flatMap(({ count, reach, iterations }) =>
    iterations.flatMap((value) => (value === null ? [] : [{ count, reach, value }])),
  );
  return {
    setting,
    points,
    spectrum: scaling(spectrum, { count: 1, reach: -2 }),
    runs: scaling(runs, { count: 2, reach: -4 }),
  };
}

/** Links of a side x side grid that reach `reach` along the rows and columns. */
export function gridOf(side: number, reach: number): readonly Link[] {
  const options = parseOrchestration({ topology: 'grid', gridReach: reach });
  return messageLinks(options, squareGround(side * side, []));
}

function measure(side: number, reach: number, setting: CorollarySetting): CorollaryPoint {
  const count = side * side;
  const mixing = buildMixing('equation13', count, gridOf(side, reach));
  const sigma = secondSingularValue(mixing);
  return {
    side,
    count,
    reach,
    secondSingularValue: sigma,
    inverseGap: 1 / (1 - sigma),
    iterations: setting.seeds.map((seed) => iterationsTo(side, mixing, seed, setting)),
  };
}

/** The first T' (of those looked at) with the accuracy; null where there is none. */
function iterationsTo(
  side: number,
  mixing: Mixing,
  seed: number,
  setting: CorollarySetting,
): number | null {
  const { count } = mixing;
  const scopes = Array.from({ length: count }, (_, n) => [n]);
  for (const [m, n] of gridOf(side, 1)) {
    scopes[m]!.push(n);
    scopes[n]!.push(m);
  }
  const levels = scopes.map(() => LEVELS);
  const { curvature } = setting;
  const quadratics = quadraticObjectives({ seed, curvature, coupling: COUPLING, levels, scopes });
  const options: OrchestrationOptions = parseOrchestration({
    gradientScale: setting.gradientScale,
  });
  const anchor = new Float64Array(count * count).fill((LEVELS - 1) / 2);
  const gaps = new RunningGaps(quadratics, anchor, relaxedOptimum(quadratics).point);
  const goal = setting.accuracy * gaps.worst().gap;
  const ids = scopes.map((_, n) => n);
  const process = new LinkProcess(options, mixing.links, ids, 0);
  const run = {
    ...options,
    iterations: setting.iterations,
    gradientScale: gradientScaleOf(options, count),
    kept: null,
  };
  let look = 2;
  for (const { tau, copies } of n2o({ objectives: quadratics }, mixing, run, anchor, process)) {
    gaps.add(copies);
    // The average is of a'(1) to a'(tau + 1) now.
    const averaged = tau + 1;
    if (averaged < look) continue;
    if (gaps.worst().gap <= goal) return averaged;
    look = Math.max(averaged + 1, Math.ceil(averaged * GROWTH));
  }
  return null;
}

interface Measured {
  readonly count: number;
  readonly reach: number;
  readonly value: number;
}

function scaling(
  measured: readonly Measured[],
  paper: { readonly count: number; readonly reach: number },
): FittedScaling {
  const varies = (key: 'count' | 'reach') => new Set(measured.map((each) => each[key])).size > 1;
  const keys = (['count', 'reach'] as const).filter(varies);
  const fitted = logarithmicFit(
    measured.map((each) => keys.map((key) => log(each[key]))),
    measured.map(({ value }) => log(value)),
  );
  const of = (key: 'count' | 'reach') => fitted?.[keys.indexOf(key)] ?? null;
  return { count: of('count'), reach: of('reach'), points: measured.length, paper };
}
