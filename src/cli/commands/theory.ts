/** `theory`: Theorems 1 to 3 beside one N2O run, or Corollary 1 from runs. */
import { corollary, USUAL_COROLLARY } from '../../experiments/corollary.ts';
import type {
  CorollaryReport,
  CorollarySetting,
  FittedScaling,
} from '../../experiments/corollaryReport.ts';
import { filesProblem } from '../../experiments/orchestrate.ts';
import { type TheoryOfRun, theoryFile, theoryOfRun } from '../../experiments/theory.ts';
import { checkConnected } from '../../orchestration/graph.ts';
import { checkCuts } from '../../orchestration/linkProcess.ts';
import type { OrchestrationOptions } from '../../orchestration/options.ts';
import type { OrchestrationProblem } from '../../orchestration/problem.ts';
import { quadraticObjectives } from '../../orchestration/quadratic.ts';
import { messageLinks, squareGround } from '../../orchestration/topologies.ts';
import { MAXIMUM_SEED } from '../../random.ts';
import { InputError } from '../../schema.ts';
import type { Command, Note } from '../command.ts';
import { checkWritable, readJson, writeJson } from '../files.ts';
import { type GivenOptions, numberOrText, wholeNumber } from '../options.ts';
import { ORCHESTRATION_OPTIONS, readOrchestration } from '../orchestrationOptions.ts';
import { table } from '../table.ts';

const LONGEST_SIDE = 10;
const MOST_RUNS = 20;
const QUADRATIC_LEVELS = 3;
const QUADRATIC_COUPLING = 0.5;

export const theoryCommand: Command = {
  name: 'theory',
  summary: 'Theorems 1 to 3 against one N2O run on files or quadratics; Corollary 1 from runs',
  options: [
    { name: 'networks', value: 'FILE', help: 'Q-networks, n2o-networks' },
    { name: 'observations', value: 'FILE', help: 'one observation an agent, n2o-observations' },
    { name: 'quadratics', value: 'SIDE', help: 'concave quadratics on a SIDE x SIDE grid instead' },
    { name: 'curvature', value: 'NUMBER', help: 'of the quadratics, a level^2 (4)' },
    { name: 'quadratic-seed', value: 'S', help: 'seed of the quadratics (1)' },
    { name: 'corollary', help: 'Corollary 1 on k-connected grids (alone, or after a run)' },
    { name: 'accuracy', value: 'SHARE', help: 'of the first gap, for the corollary (0.5)' },
    { name: 'runs', value: 'N', help: 'quadratics a grid, for the corollary (3)' },
    ...ORCHESTRATION_OPTIONS,
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  run(given, note) {
    const options = readOrchestration(given);
    const out = given.get('out');
    if (out !== undefined) checkWritable('--out', out);
    const isRun = given.has('networks') || given.has('quadratics');
    if (!isRun && !given.has('corollary')) {
      throw new InputError('--networks', undefined, 'FILE, or --quadratics SIDE, or --corollary');
    }
    const setting = corollarySetting(given, options);
    const run = isRun ? theoryOfRun(problemOf(given, options), options) : null;
    const scaling = given.has('corollary') ? measured(setting, note) : null;
    const data = theoryFile(run, scaling);
    if (out !== undefined) writeJson('--out', out, data);
    const parts = () => [run && runText(run), scaling && corollaryText(scaling)];
    return { data, text: () => parts().filter(Boolean).join('\n\n') };
  },
};

function problemOf(given: GivenOptions, options: OrchestrationOptions): OrchestrationProblem {
  const side = wholeNumber(given, 'quadratics', [1, LONGEST_SIDE]);
  if (side !== undefined) return quadraticProblem(given, side, options);
  return filesProblem(
    readJson('--networks', required(given, 'networks')),
    readJson('--observations', required(given, 'observations')),
    options,
  );
}

function quadraticProblem(given: GivenOptions, side: number, options: OrchestrationOptions) {
  const count = side * side;
  const ground = squareGround(count, []);
  const neighbourLinks = messageLinks({ ...options, topology: 'grid', gridReach: 1 }, ground);
  const scopes = Array.from({ length: count }, (_, n) => [n]);
  for (const [m, n] of neighbourLinks) {
    scopes[m]!.push(n);
    scopes[n]!.push(m);
  }
  const objectives = quadraticObjectives({
    seed: wholeNumber(given, 'quadratic-seed', [0, MAXIMUM_SEED]) ?? 1,
    curvature: positive(given, 'curvature') ?? USUAL_COROLLARY.curvature,
    coupling: QUADRATIC_COUPLING,
    levels: scopes.map(() => QUADRATIC_LEVELS),
    scopes,
  });
  const links = messageLinks(options, { ...ground, neighbourLinks });
  const ids = scopes.map((_, n) => n);
  if (options.pieces === 'refuse') checkConnected(ids, links, 'orchestration.topology');
  checkCuts(options.cuts, links, ids);
  return { ids, objectives, links };
}

function corollarySetting(given: GivenOptions, options: OrchestrationOptions): CorollarySetting {
  const runs = wholeNumber(given, 'runs', [1, MOST_RUNS]) ?? USUAL_COROLLARY.seeds.length;
  const accuracy = positive(given, 'accuracy') ?? USUAL_COROLLARY.accuracy;
  if (accuracy >= 1) throw new InputError('--accuracy', accuracy, 'a share above 0 and below 1');
  return {
    ...USUAL_COROLLARY,
    seeds: Array.from({ length: runs }, (_, i) => i + 1),
    accuracy,
    curvature: positive(given, 'curvature') ?? USUAL_COROLLARY.curvature,
    gradientScale: options.gradientScale,
  };
}

function measured(setting: CorollarySetting, note: Note): CorollaryReport {
  const points = corollary(setting);
  for (;;) {
    const next = points.next();
    if (next.done) return next.value;
    const { count, reach, iterations } = next.value;
    note(
      `N = ${count}, k = ${reach}: ${iterations.map((each) => each ?? 'not reached').join(' ')}`,
    );
  }
}

function required(given: GivenOptions, name: string): string {
  const value = given.get(name);
  if (value === undefined) throw new InputError(`--${name}`, undefined, 'FILE');
  return value;
}

function positive(given: GivenOptions, name: string): number | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const number = numberOrText(text);
  if (typeof number === 'number' && number > 0 && number <= 1e6) return number;
  throw new InputError(`--${name}`, number, 'a number above 0, to 1000000');
}

const short = (value: number) => String(Number(value.toPrecision(4)));

function runText({ report }: TheoryOfRun): string {
  const { lipschitz, reference, spread, terms } = report;
  const rows = [
    ['T', 'OPT', 'COMM', 'NONC', 'bound', 'gap', 'bound/gap', 'theorem 2', 'theorem 3'],
  ];
  const last = terms.length - 1;
  const shown = terms.filter(({ iterations }, i) => {
    return i === last || [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].includes(iterations);
  });
  for (const each of shown) {
    rows.push([
      String(each.iterations),
      short(each.optimisation),
      short(each.communication),
      short(each.nonConvexity),
      `${short(each.bound)}${each.vacuous ? ' vacuous' : ''}`,
      short(each.gap),
      each.ratio === null ? '-' : short(each.ratio),
      short(each.bound2),
      short(each.bound3),
    ]);
  }
  const { upper, lower, method, cells } = lipschitz;
  const assumptions = report.assumptions.map(({ key, verdict, theorems, evidence }) => {
    const words = Object.entries(evidence).map(([name, value]) => {
      return `${name} ${typeof value === 'number' ? short(value) : value}`;
    });
    const needed = theorems.length > 0 ? `theorems ${theorems.join(', ')}` : 'remark';
    return [key, verdict, needed, words.join(', ')];
  });
  return [
    table(rows),
    `reward units an LSM; vacuous: above ${short(spread.value)}, what the best decision is above the worst`,
    `L at most ${short(upper)} (${method}, ${cells} cells, LSM ${report.steepest}), at least ${short(lower)}: with that the last bound is ${short(terms[last]!.leastBound)}`,
    `concave Q_n alone, as proved: ${short(terms[last]!.concaveBound)}; a* ${reference.kind}, ${short(reference.objective)}; psi(a*) ${short(report.auxiliary)}`,
    `sigma_2 ${short(report.secondSingularValue)}, lambda_2 ${short(report.secondEigenvalue)}`,
    table([['assumption', 'verdict', 'asked for by', 'evidence'], ...assumptions]),
    report.applies
      ? "nothing found that breaks Theorem 1's assumptions"
      : "this run breaks Theorem 1's assumptions: the bound promises nothing for it",
  ].join('\n');
}

function corollaryText({ points, spectrum, runs, setting }: CorollaryReport): string {
  const rows = [['N', 'k', 'sigma_2', '1/(1-sigma_2)', 'iterations to the accuracy']];
  for (const point of points) {
    rows.push([
      String(point.count),
      String(point.reach),
      point.secondSingularValue.toFixed(6),
      short(point.inverseGap),
      point.iterations.map((each) => each ?? `> ${setting.iterations}`).join(' '),
    ]);
  }
  return [
    table(rows),
    fitText('1/(1-sigma_2)', spectrum),
    fitText(`iterations to ${setting.accuracy} of the first gap`, runs),
  ].join('\n');
}

function fitText(name: string, { count, reach, points, paper }: FittedScaling): string {
  const exponent = (fitted: FittedScaling['count']) => {
    if (!fitted) return '?';
    const { value, interval } = fitted;
    if (!interval) return value.toFixed(2);
    return `${value.toFixed(2)} [${interval.map((each) => each.toFixed(2)).join(', ')}]`;
  };
  return `${name}: N^${exponent(count)} k^${exponent(reach)} (${points} points); paper: N^${paper.count} k^${paper.reach}`;
}
