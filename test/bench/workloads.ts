/** Sizes of city that are measured, and what a full training step of each has to compute. */
import type { Activation } from '../../src/learning/configuration.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { buildLayout, type WeightLayout } from '../../src/learning/layout.ts';
import { jointDecisions } from '../../src/orchestration/problem.ts';
import { parseScenario, type Scenario } from '../../src/world/scenario.ts';

/** Rows of every minibatch. */
export const BATCH_SIZE = 32;
export const UPDATE_SETTINGS = { learningRate: 1e-3, discount: 0.5, gradientClip: 10 } as const;

/** A square city: `9x4c` has nine servers, each linked to its up to four nearest. */
export const WORKLOAD_NAMES = ['4x4c', '9x4c', '25x4c', '100x4c', '9x8c', '25x8c'] as const;
export type WorkloadName = (typeof WORKLOAD_NAMES)[number];

export const BENCH_ACTIVATIONS = ['algebraicSilu', 'relu'] as const satisfies Activation[];
export type BenchActivation = (typeof BENCH_ACTIVATIONS)[number];

/** The default scenario at this size; a link radius of 1.5 spacings reaches along the diagonal. */
export function scenarioOf(name: WorkloadName): Scenario {
  const [servers, connections] = name.split('x') as [string, string];
  const side = Math.sqrt(Number(servers));
  const { spacing, linkRadius } = parseScenario({});
  const reach = connections === '8c' ? 1.5 * spacing : linkRadius;
  return parseScenario({ rows: side, columns: side, linkRadius: reach });
}

export function layoutOf(name: WorkloadName, activation: Activation): WeightLayout {
  return buildLayout(scenarioOf(name), parseLearner({ activation }));
}

/** Joint decisions over which an update and an acting of every LSM together take maxima. */
export function jointEvaluations({ agents }: WeightLayout): number {
  return agents.reduce((sum, { levels }) => sum + (BATCH_SIZE + 1) * jointDecisions(levels), 0);
}

/**
 * Floating-point operations of the joint maxima of one update: one addition a unit of the first
 * layer (the rest of it is known), multiply-adds of the other layers. Activations do not count.
 */
export function jointOperations({ agents }: WeightLayout): number {
  const each = agents.map(({ levels, layers }) => {
    const multiplyAdds = layers.slice(1).reduce((sum, l) => sum + l.inputs * l.outputs, 0);
    return jointDecisions(levels) * (layers[0]!.outputs + 2 * multiplyAdds);
  });
  return BATCH_SIZE * each.reduce((sum, one) => sum + one, 0);
}
