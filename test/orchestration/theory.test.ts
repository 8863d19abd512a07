import '../support/propertySeed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { curvatureWitness } from '../../src/orchestration/assumptions.ts';
import { theory } from '../../src/orchestration/bounds.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { type OrchestrationTrace, orchestrate } from '../../src/orchestration/orchestrate.ts';
import type { Link, OrchestrationProblem } from '../../src/orchestration/problem.ts';
import {
  QuadraticObjective,
  quadraticObjectives,
  relaxedOptimum,
} from '../../src/orchestration/quadratic.ts';
import type {
  AssumptionKey,
  TheoryReport,
  TheoryTerms,
} from '../../src/orchestration/theoryReport.ts';
import { randomNetworks, randomObservations } from '../support/networks.ts';
import {
  gridLinks,
  jointDecisionsOf,
  objective as objectiveOf,
  scopesOf,
} from '../support/objectives.ts';

const GRIDS = [
  [1, 2],
  [2, 2],
  [2, 3],
  [1, 5],
] as const;

/** Levels 2 to 4, quadratics over the neighbours in the four directions. */
function quadraticProblem(
  seed: number,
  [rows, columns]: readonly [number, number],
  curvature: number,
  links: readonly Link[] = gridLinks(rows, columns),
): OrchestrationProblem & { readonly objectives: readonly QuadraticObjective[] } {
  const count = rows * columns;
  const levels = Array.from({ length: count }, (_, n) => 2 + ((seed + n) % 3));
  const scopes = scopesOf(count, gridLinks(rows, columns));
  const objectives = quadraticObjectives({ seed, curvature, coupling: 0.6, levels, scopes });
  return { ids: objectives.map((_, n) => 10 * n), objectives, links };
}

function networkProblem(seed: number, rows: number, columns: number): OrchestrationProblem {
  const { networks, links } = parseNetworks(
    randomNetworks(seed, rows, columns, 'algebraicSilu', [4, 3]),
  );
  const observations = randomObservations(seed, rows * columns).observations;
  const objectives = localObjectives(networks, observations.flat());
  return { ids: networks.agents.map(({ id }) => id), objectives, links };
}

const verdictOf = (report: TheoryReport, key: AssumptionKey) =>
  report.assumptions.find((each) => each.key === key)!;

/** Theorem 1 once more from its formulas, LSM by LSM: every sum anew for one T'. */
function second(problem: OrchestrationProblem, trace: OrchestrationTrace, T: number, L: number) {
  const { gamma, stepSize } = trace.options;
  const N = problem.ids.length;
  const s =
    trace.options.gradientScale === 'auto' ? Math.max(1, N / 4) : trace.options.gradientScale;
  const star = 'reason' in trace.exact ? [] : [...trace.exact.decision];
  const K = problem.objectives.map(({ levels }) => levels[0]!);
  const beta = (tau: number) => {
    if (tau === 0 || stepSize === 'constant') return 1;
    return stepSize === 'inverse' ? 1 / tau : tau ** -0.5;
  };
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const row = (matrix: Float64Array, n: number) => [...matrix.slice(n * N, (n + 1) * N)];
  const minus = (a: readonly number[], b: readonly number[]) => a.map((x, i) => x - b[i]!);
  const norm = (a: readonly number[]) => Math.sqrt(total(a.map((x) => x * x)));
  const c = range(0, N - 1).map((n) => row(trace.initialCopies, n));
  const mean = (rows: number[][]) => rows[0]!.map((_, i) => total(rows.map((r) => r[i]!)) / N);
  const z = (tau: number) =>
    range(0, N - 1).map((n) =>
      tau === 1 ? K.map(() => 0) : row(trace.iterations[tau - 2]!.duals, n),
    );
  const a = (tau: number, n: number) =>
    tau === 1 ? c[n]! : row(trace.iterations[tau - 2]!.copies, n);
  const psi = (x: readonly number[], n: number) => (gamma / 2) * norm(minus(x, c[n]!)) ** 2;
  const F = (x: readonly number[]) =>
    total(problem.objectives.map((q) => q.value(q.scope.map((i) => x[i]!)))) / N;

  const opt =
    total(c.map((_, n) => psi(star, n))) / N / (T * beta(T)) / s +
    ((L * L * s) / (2 * T)) * total(range(1, T).map((tau) => beta(tau - 1)));
  const comm = (i: number, extra: (tau: number, n: number, distance: number) => number) =>
    (L / T) *
    total(
      range(1, T).map((tau) => {
        const all = z(tau);
        const distances = all.map((each, n) => extra(tau, n, norm(minus(mean(all), each))));
        return (2 / N) * total(distances) + distances[i]!;
      }),
    );
  const everyone = range(0, N - 1);
  const corners = jointDecisionsOf(K.map(() => 2)).map((bits) =>
    bits.map((bit, i) => bit * (K[i]! - 1)),
  );
  const psiMax = everyone.map((n) => Math.max(...corners.map((x) => psi(x, n))));
  const slopeMax = everyone.map((n) =>
    Math.max(...corners.map((x) => gamma * norm(minus(x, c[n]!)))),
  );
  const dMax = norm(K.map((k) => k - 1));
  const nonc = ((2 / N) * total(psiMax) + (dMax / N) * total(slopeMax)) / beta(T) / s;
  const gaps = everyone.map((n) => {
    const average = K.map((_, i) => total(range(1, T).map((tau) => a(tau, n)[i]!)) / T);
    return F(star) - F(average);
  });
  const center = mean(c);
  const proved =
    ((gamma / 2) * norm(minus(star, center)) ** 2) / (T * beta(T)) / s +
    ((L * L * s) / (2 * gamma * T)) * total(range(1, T).map((tau) => beta(tau - 1))) +
    Math.max(
      ...everyone.map((i) =>
        comm(i, (tau, n, d) => (beta(tau - 1) / gamma) * d + norm(minus(c[n]!, center))),
      ),
    );
  return {
    optimisation: opt,
    communication: Math.max(...everyone.map((i) => comm(i, (tau, _, d) => beta(tau) * d))),
    nonConvexity: nonc,
    gap: Math.max(...gaps),
    concaveBound: proved,
  };
}

const anyOptions = fc.record({
  iterations: fc.constantFrom(1, 2, 9, 40),
  gamma: fc.constantFrom(0.05, 0.6, 1, 3, 10, 200),
  anchor: fc.constantFrom('owners', 'own', 'middle', 'zero'),
  gradientScale: fc.constantFrom(1, 0.2, 7, 'auto'),
  stepSize: fc.constantFrom('inverseRoot', 'inverse', 'constant'),
  mixing: fc.constantFrom('equation13', 'lazy', 'metropolis'),
  failure: fc.constantFrom(0, 0, 0.4, 1),
  linkModel: fc.constantFrom('independent', 'bursty'),
  seed: fc.nat(1000),
});
const anyQuadratics = fc.record({
  seed: fc.nat(1e6),
  grid: fc.constantFrom(...GRIDS),
  curvature: fc.constantFrom(0.3, 4, 60),
});

function runOn(problem: OrchestrationProblem, chosen: Record<string, unknown>) {
  const isSteady = chosen.linkModel === 'bursty' && Number(chosen.failure) > 0.8;
  const options = parseOrchestration(isSteady ? { ...chosen, linkModel: 'independent' } : chosen);
  const trace = orchestrate(problem, options);
  return { trace, report: theory(problem, trace) };
}

describe("Theorem 1's terms", () => {
  it('are those of a second reading, sum by sum', () => {
    fc.assert(
      fc.property(anyQuadratics, anyOptions, ({ seed, grid, curvature }, options) => {
        const problem = quadraticProblem(seed, grid, curvature);
        const { trace, report } = runOn(problem, options);
        expect(report.terms.map(({ iterations }) => iterations)).toEqual(
          trace.iterations.map(({ tau }) => tau),
        );
        for (const T of new Set([1, Math.ceil(options.iterations / 2), options.iterations])) {
          const expected = second(problem, trace, T, report.lipschitz.upper);
          const term = report.terms[T - 1]!;
          for (const [key, value] of Object.entries(expected)) {
            const ours = term[key as keyof typeof expected];
            expect(Math.abs(ours - value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
          }
          const sum = term.optimisation + term.communication + term.nonConvexity;
          expect(term.bound).toBeCloseTo(sum, 6);
          expect(term.leastBound).toBeLessThanOrEqual(term.bound);
          expect(term.ratio).toBe(term.gap > 0 ? term.bound / term.gap : null);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("Theorem 1's inequality", () => {
  it('holds by OPT + COMM alone on concave Q with gamma >= 1 and a common anchor', () => {
    fc.assert(
      fc.property(anyQuadratics, anyOptions, ({ seed, grid, curvature }, options) => {
        const problem = quadraticProblem(seed, grid, curvature);
        const anchor =
          options.anchor === 'own' || options.anchor === 'zero' ? 'middle' : options.anchor;
        const { report } = runOn(problem, {
          ...options,
          anchor,
          gamma: Math.max(1, options.gamma),
        });
        expect(report.applies).toBe(true);
        for (const { optimisation, communication, gap } of report.terms) {
          expect(gap).toBeLessThanOrEqual(optimisation + communication + 1e-9);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('holds as its proof gives it for every gamma, anchor, step and failure', () => {
    fc.assert(
      fc.property(anyQuadratics, anyOptions, ({ seed, grid, curvature }, options) => {
        const { report } = runOn(quadraticProblem(seed, grid, curvature), options);
        for (const { concaveBound, gap } of report.terms) {
          expect(gap).toBeLessThanOrEqual(concaveBound + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('needs gamma >= 1 where it is printed without it, and not where the proof has it', () => {
    // One LSM that starts in the middle, at 0.5, and should climb to 1; psi costs next to nothing.
    const flat = new QuadraticObjective([0], [2], Float64Array.of(0.05), Float64Array.of(0.9));
    const problem = { ids: [0], objectives: [flat], links: [] };
    const { report } = runOn(problem, { gamma: 0.01, anchor: 'middle', iterations: 1 });
    const [{ gap, optimisation, communication, concaveBound }] = report.terms as [TheoryTerms];
    // (0.4^2 - 0.1^2) 0.05 / 2 against 0.01 / 2 0.5^2 + (0.05 0.9)^2 / 2.
    expect(gap).toBeCloseTo(0.00375, 12);
    expect(optimisation).toBeCloseTo(0.00125 + 0.0010125, 12);
    expect(gap).toBeGreaterThan(optimisation + communication);
    expect(gap).toBeLessThan(concaveBound);
    expect(report.applies).toBe(false);
    expect(verdictOf(report, 'modulus').verdict).toBe('broken');
  });

  it('holds with NONC on networks on which no assumption is found broken', () => {
    let applied = 0;
    fc.assert(
      fc.property(fc.nat(1e6), anyOptions, (seed, options) => {
        const problem = networkProblem(seed, 2, 2);
        const { report } = runOn(problem, { ...options, anchor: 'owners', gamma: 200 });
        if (!report.applies) return;
        applied++;
        for (const { bound, gap } of report.terms) expect(gap).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 80 },
    );
    expect(applied).toBeGreaterThan(30);
  });

  it("holds as Theorem 3's bound and with Theorem 2's in it, over failing links", () => {
    fc.assert(
      fc.property(anyQuadratics, fc.constantFrom(0, 0.2, 0.6), (setting, failure) => {
        const problem = quadraticProblem(setting.seed, setting.grid, setting.curvature);
        const { report } = runOn(problem, { failure, iterations: 30, anchor: 'middle' });
        for (const { bound, bound2, bound3, gap } of report.terms) {
          expect(gap).toBeLessThanOrEqual(bound3);
          // What is measured of the duals is less than what sigma_2 allows.
          if (failure === 0) expect(bound).toBeLessThanOrEqual(bound2);
          expect(bound).toBeLessThanOrEqual(bound3);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the report', () => {
  const problem = quadraticProblem(4, [2, 3], 4);

  it('compares with the exact optimum, and calls vacuous what lets the worst decision pass', () => {
    const { report, trace } = runOn(problem, { anchor: 'middle', iterations: 20 });
    const all = jointDecisionsOf(problem.objectives.map(({ levels }) => levels[0]!));
    const values = all.map((decision) =>
      problem.objectives.reduce((sum, q) => sum + q.value(q.scope.map((i) => decision[i]!)), 0),
    );
    expect(report.reference.kind).toBe('exact');
    expect(report.reference.objective).toBeCloseTo(Math.max(...values), 9);
    expect(report.spread.kind).toBe('exact');
    expect(report.spread.value).toBeCloseTo((Math.max(...values) - Math.min(...values)) / 6, 9);
    for (const { bound, vacuous } of report.terms)
      expect(vacuous).toBe(bound > report.spread.value);
    expect(report.secondEigenvalue).toBeCloseTo(trace.secondSingularValue ** 2, 12);
  });

  it('is not vacuous where the theory says something: flat Q, hardly any psi', () => {
    const objectives = [0, 1].map(
      (n) => new QuadraticObjective([n], [4], Float64Array.of(0.3), Float64Array.of(0)),
    );
    const flat = { ids: [0, 1], objectives, links: [[0, 1]] as Link[] };
    const { report } = runOn(flat, { gamma: 0.01, anchor: 'owners', iterations: 2 });
    expect(report.spread.value).toBeCloseTo((0.3 * 9) / 2, 12);
    expect(report.terms.map(({ vacuous }) => vacuous)).toEqual([false, false]);
  });

  it('names what a run breaks', () => {
    const broken = (chosen: Record<string, unknown>) =>
      runOn(problem, { iterations: 12, anchor: 'middle', readOut: 'average', ...chosen })
        .report.assumptions.filter(({ verdict }) => verdict === 'broken')
        .map(({ key }) => key);
    expect(broken({})).toEqual([]);
    expect(broken({ gamma: 0.5 })).toEqual(['modulus']);
    expect(broken({ anchor: 'own' })).toEqual(['commonAnchor']);
    expect(broken({ projection: 'discrete' })).toContain('convexSet');
    expect(broken({ gradient: 'multilinear' })).toEqual(['ownGradient']);
    expect(broken({ stepSize: 'constant' })).toEqual(['inverseRootStep']);
    expect(broken({ failure: 0.5 })).toEqual(['fixedLinks']);
    expect(broken({ failure: 0.5, linkModel: 'bursty' })).toEqual([
      'fixedLinks',
      'independentLinks',
    ]);
    expect(broken({ cuts: [{ link: [0, 10], from: 2 }] })).toEqual([
      'fixedLinks',
      'independentLinks',
    ]);
    expect(broken({ horizon: 1 })).toContain('wholeDuals');
    expect(broken({ readOut: 'last' })).toEqual(['runningAverage']);
    const apart = { ...problem, links: [[0, 1]] as Link[] };
    const { report } = runOn(apart, { anchor: 'middle', pieces: 'allow' });
    expect(verdictOf(report, 'connected')).toMatchObject({
      verdict: 'broken',
      evidence: { pieces: 5 },
    });
    expect(report.terms.at(-1)!.bound2).toBe(Number.POSITIVE_INFINITY);
  });

  it('finds the curvature of a saddle, and none in a concave function', () => {
    const saddle = objectiveOf(
      [0, 1],
      [3, 3],
      ([x, y]) => (3 * x! * x!) / 2 - y! * y!,
      ([x, y]) => [3 * x!, -2 * y!],
    );
    const found = curvatureWitness([problem.objectives[0]!, saddle]);
    expect(found.lsm).toBe(1);
    expect(found.curvature).toBeGreaterThan(2.5);
    expect(found.curvature).toBeLessThanOrEqual(3 + 1e-9);
    expect(curvatureWitness(problem.objectives).curvature).toBeLessThan(0);
  });

  it('has no bound where gradients are multiplied by 0', () => {
    const { report } = runOn(problem, { gradientScale: 0, iterations: 3 });
    for (const { bound, vacuous } of report.terms) {
      expect(bound).toBe(Number.POSITIVE_INFINITY);
      expect(vacuous).toBe(true);
    }
  });

  it('thins the terms of a long run on many LSMs, and ends with T', () => {
    const large = quadraticProblem(1, [8, 10], 4);
    const { report } = runOn(large, { iterations: 101, anchor: 'middle', topology: 'neighbours' });
    expect(report.terms.length).toBeLessThan(101);
    expect(report.terms.at(-1)!.iterations).toBe(101);
  });

  it('measures the gap to the relaxed optimum below the bound too: a* may be any point', () => {
    const { trace, report } = runOn(problem, { anchor: 'middle', iterations: 40 });
    const relaxed = relaxedOptimum(problem.objectives).objective;
    expect(relaxed).toBeGreaterThanOrEqual(report.reference.objective);
    expect(trace.objective).toBeLessThanOrEqual(report.reference.objective + 1e-9);
  });

  it('refuses an objective whose slope nobody certifies', () => {
    const plain = objectiveOf(
      [0],
      [2],
      () => 0,
      () => [0],
    );
    const bare = { ids: [7], objectives: [plain], links: [] };
    expect(() => runOn(bare, {})).toThrow('objectives[0]');
  });
});
