/**
 * The one flat weight layout that all engines share: agent by agent in the order of the servers,
 * in each layer by layer, the weights ([input][output], row-major) before the biases.
 */

import { jointDecisionRefusal, jointDecisions } from '../orchestration/problem.ts';
import { InputError } from '../schema.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { idsOf } from '../world/servers.ts';
import { buildTopology } from '../world/topology.ts';
import type { Activation, LearnerConfiguration } from './configuration.ts';
import { decisionInputCount } from './decisionInput.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';
import { observationSizeOf } from './networkObservations.ts';

/** Where one layer's parameters stand in the flat array. */
export interface LayerLayout {
  readonly inputs: number;
  readonly outputs: number;
  readonly weightsOffset: number;
  readonly biasesOffset: number;
}

/** One LSM: its scope and where its parameters stand. */
export interface AgentLayout extends Omit<LocalNetwork, 'layers'> {
  readonly offset: number;
  readonly length: number;
  readonly layers: readonly LayerLayout[];
}

/** The Q-networks of all LSMs without their weights. */
export interface WeightLayout {
  readonly activation: Activation;
  readonly observationSize: number;
  readonly valueScale: number;
  readonly agents: readonly AgentLayout[];
  /** Ids of the servers, where these are not their places in the list. */
  readonly ids?: readonly number[];
  /** Length of the flat array. */
  readonly length: number;
}

/** What a layout depends on in a learner's configuration. */
export type NetworkShape = Pick<
  LearnerConfiguration,
  'method' | 'hidden' | 'activation' | 'valueScale' | 'observes' | 'decisionInput'
>;

/**
 * The layout for a scenario's servers: scope = the server itself, then (not for VDN) its neighbours
 * ascending.
 *
 * @throws InputError where a scope has more than 20,000 joint decisions
 */
export function buildLayout(scenario: Scenario, shape: NetworkShape): WeightLayout {
  const { neighbours } = buildTopology(scenario);
  const levels = levelsOf(scenario);
  const observationSize = observationSizeOf(shape.observes);
  let offset = 0;
  const agents = neighbours.map((others, id) => {
    const scope = shape.method === 'vdn' ? [id] : [id, ...others];
    const agent = layoutAgent(scope, levels, { ...shape, observationSize, offset });
    offset += agent.length;
    return agent;
  });
  checkJointDecisions(scenario, agents);
  const { activation, valueScale } = shape;
  const ids = scenario.serverIds === 'order' ? {} : { ids: idsOf(scenario) };
  return { activation, observationSize, valueScale, agents, ...ids, length: offset };
}

/** The networks that stand in a flat array, as views: they change when the array does. */
export function networksFromWeights(layout: WeightLayout, weights: Float64Array): LocalNetworks {
  const { activation, observationSize, valueScale, agents } = layout;
  if (weights.length !== layout.length) {
    throw new InputError('weights', weights.length, `an array of ${layout.length} numbers`);
  }
  const view = (start: number, length: number) => weights.subarray(start, start + length);
  return {
    activation,
    observationSize,
    valueScale,
    agents: agents.map(({ id, scope, levels, decisionScales, oneHot, layers }) => ({
      id,
      scope,
      levels,
      decisionScales,
      ...(oneHot ? { oneHot } : {}),
      layers: layers.map(({ inputs, outputs, weightsOffset, biasesOffset }) => ({
        inputs,
        outputs,
        weights: view(weightsOffset, inputs * outputs),
        biases: view(biasesOffset, outputs),
      })),
    })),
  };
}

function layoutAgent(
  scope: readonly number[],
  levels: readonly number[],
  {
    hidden,
    decisionInput,
    observationSize,
    offset,
  }: Pick<NetworkShape, 'hidden' | 'decisionInput'> & {
    readonly observationSize: number;
    readonly offset: number;
  },
): AgentLayout {
  const scopeLevels = scope.map((index) => levels[index]!);
  const oneHot = decisionInput === 'oneHot' ? ({ oneHot: true } as const) : {};
  const decisions = decisionInputCount({ levels: scopeLevels, ...oneHot });
  const widths = [observationSize + decisions, ...hidden, 1];
  let next = offset;
  const layers = widths.slice(1).map((outputs, depth) => {
    const inputs = widths[depth]!;
    const weightsOffset = next;
    const biasesOffset = weightsOffset + inputs * outputs;
    next = biasesOffset + outputs;
    return { inputs, outputs, weightsOffset, biasesOffset };
  });
  return {
    id: scope[0]!,
    scope,
    levels: scopeLevels,
    decisionScales: scopeLevels.map((count) => 1 / (count - 1)),
    ...oneHot,
    offset,
    length: next - offset,
    layers,
  };
}

function checkJointDecisions(scenario: Scenario, agents: readonly AgentLayout[]): void {
  const counts = agents.map(({ levels }) => jointDecisions(levels));
  const { id, scope, levels } = agents[counts.indexOf(Math.max(...counts))]!;
  const refusal = jointDecisionRefusal(levels);
  if (!refusal) return;
  const others = scope.length - 1;
  const allowed = `fewer levels or links: server ${id} with its ${others} neighbours has ${refusal}`;
  throw new InputError('scenario.levels', scenario.levels, allowed);
}
