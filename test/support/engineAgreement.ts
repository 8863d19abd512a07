/** Trains two engines on the same minibatches and says how far their weights came apart. */

import { type LearnerConfiguration, parseLearner } from '../../src/learning/configuration.ts';
import type { EngineFactory, LearningEngine } from '../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, type WeightLayout } from '../../src/learning/layout.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomBatches } from './naiveLearning.ts';

export interface AgreementCase {
  readonly name: string;
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly learner?: Partial<LearnerConfiguration>;
  readonly gradientClip?: number;
}

/** Shapes that an engine has to get right; the target is copied after 20 and 40 updates. */
export const AGREEMENT_CASES: readonly AgreementCase[] = [
  { name: 'N = 4', scenario: { rows: 2, columns: 2 } },
  { name: 'N = 9, 4-connected', scenario: { rows: 3, columns: 3 } },
  {
    name: 'levels of many kinds, a clip that is always reached',
    scenario: { rows: 2, columns: 2, levels: [2, 4, 3, 6] },
    gradientClip: 0.05,
  },
  {
    name: '8-connected, one hidden layer',
    scenario: { rows: 2, columns: 3, linkRadius: 86, levels: [2, 3, 2, 2, 3, 2] },
    learner: { hidden: [16] },
  },
];

export const ACTIVATION_CASES: readonly AgreementCase[] = (
  ['algebraicSilu', 'relu', 'silu', 'tanh'] as const
).map((activation) => ({
  name: `${activation}, four hidden layers, minibatches of 5`,
  scenario: { rows: 1, columns: 3 },
  learner: { activation, hidden: [6, 5, 7, 3], batchSize: 5 },
}));

/** After so many updates the weights are compared. */
const CHECKED: readonly number[] = [1, 8, 50];

export interface Deviation {
  readonly updates: number;
  /** Largest difference of a weight; weights are of the order of 1. */
  readonly weights: number;
  /** Largest relative difference of a loss. */
  readonly losses: number;
  /** Of the target networks and of Adam's moments (relative to the largest), when saved. */
  readonly targets: number;
  readonly moments: number;
}

export function layoutOfCase({ scenario, learner }: AgreementCase): WeightLayout {
  return buildLayout(parseScenario(scenario), parseLearner(learner ?? {}));
}

/** @param until updates to make, at most 50 */
export async function deviations(
  create: EngineFactory,
  of: AgreementCase,
  until = 50,
): Promise<Deviation[]> {
  const layout = layoutOfCase(of);
  const weights = initialWeights(layout, 1);
  const oracle = new TypeScriptEngine(layout, weights);
  const engine = create(layout, weights);
  const size = parseLearner(of.learner ?? {}).batchSize;
  const expected = new Float64Array(layout.agents.length);
  const losses = new Float64Array(layout.agents.length);
  const found: Deviation[] = [];
  const settings = { learningRate: 0.005, discount: 0.5, gradientClip: of.gradientClip ?? 10 };
  let apart = 0;
  for (let update = 1; update <= until; update += 1) {
    const batches = randomBatches(layout, update, size);
    oracle.update(batches, settings, expected);
    engine.update(batches, settings, losses);
    // Chunks of one update at first, then of several.
    if (update < 10 || update % 5 === 0) await engine.settle();
    if (update % 20 === 0) for (const each of [oracle, engine]) each.copyTarget();
    if (update < 10)
      apart = Math.max(
        apart,
        largest(losses, expected, (a, b) => (a - b) / b),
      );
    if (!CHECKED.includes(update)) continue;
    found.push(await compare(update, oracle, engine, apart));
  }
  engine.dispose();
  return found;
}

async function compare(
  updates: number,
  oracle: LearningEngine,
  engine: LearningEngine,
  losses: number,
) {
  const [one, other] = await Promise.all([oracle.save(), engine.save()]);
  const difference = (a: number, b: number) => a - b;
  const scale = (moments: Float64Array) =>
    moments.reduce((most, moment) => Math.max(most, Math.abs(moment)), 0);
  return {
    updates,
    losses,
    weights: largest(one.weights, other.weights, difference),
    targets: largest(one.targetWeights, other.targetWeights, difference),
    moments: Math.max(
      largest(one.firstMoments, other.firstMoments, difference) / scale(one.firstMoments),
      largest(one.secondMoments, other.secondMoments, difference) / scale(one.secondMoments),
    ),
  };
}

function largest(one: Float64Array, other: Float64Array, of: (a: number, b: number) => number) {
  return one.reduce((most, value, i) => Math.max(most, Math.abs(of(value, other[i]!))), 0);
}

/**
 * As `Deviation`, between two engines.
 *
 * @param losses of each update, of the one and the other
 */
export function apart(
  updates: number,
  one: LearningEngine,
  other: LearningEngine,
  losses: readonly (readonly [Float64Array, Float64Array])[],
): Promise<Deviation> {
  const relative = (a: number, b: number) => (a - b) / Math.max(Math.abs(a), 1e-3);
  const most = losses.map(([a, b]) => largest(a, b, relative));
  return compare(updates, one, other, Math.max(0, ...most));
}
