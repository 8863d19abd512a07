/**
 * Table II of the paper, from the configuration that runs: what centralised DQL (Algorithm 2) and
 * N2O on MA-DQL need to see, to choose from, to send and to keep (section VI-B3).
 */
import type { CentralizedConfiguration } from '../learning/centralizedConfiguration.ts';
import { centralizedSize } from '../learning/centralizedLayout.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import { buildLayout } from '../learning/layout.ts';
import { BYTES_PER_NUMBER, decisionTraffic } from '../orchestration/messages.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { jointDecisions } from '../orchestration/problem.ts';
import { messageLinks } from '../orchestration/topologies.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { OBSERVATION_SIZE } from '../world/slot.ts';
import { buildTopology } from '../world/topology.ts';
import { cityGround } from './linkGround.ts';

/** What the paper prints, for 9 servers with 3 levels each. Bytes; MB are 10^6 bytes. */
export const PAPER_TABLE_TWO = {
  servers: 9,
  levels: 3,
  centralized: { state: 45, actions: 19_683, bytes: 504, memory: 106e6 },
  local: { state: 5, actions: 81, bytes: 450, memory: 4.2e6 },
} as const;

/** Arrays as long as the weights while training: weights, target, two moments, gradient. */
const ARRAYS = 5;
const SINGLE = 4;
const DOUBLE = 8;

/** Bytes that training keeps, counted from its arrays. */
export interface CountedMemory {
  readonly parameters: number;
  /** Weights, target, two moments and gradient as our engines hold them. */
  readonly arrays: number;
  /** The full replay memory. */
  readonly replay: number;
}

export interface TableTwo {
  readonly servers: number;
  readonly centralized: {
    /** 5 N. */
    readonly state: number;
    /** Product of all K_n. */
    readonly actions: number;
    /** All observations in, all decisions out, all rewards back, 8 bytes a number: 8 (5N + N + N). */
    readonly bytes: number;
    readonly memory: CountedMemory;
    /**
     * The five arrays at 8 bytes a number. For the paper's networks at N = 9 these are its 106 MB
     * (105,982,840), which the paper does not say.
     */
    readonly doubleBytes: number;
  };
  readonly local: {
    /** What one Q_n observes. */
    readonly state: number;
    /** Joint decisions of a scope: of the LSM with fewest, and with most. */
    readonly actions: readonly [number, number];
    /** One decision of N2O over all links, as really sent: duals, anchors, read-out. */
    readonly bytes: number;
    /** Messages among these, each over one link. */
    readonly messages: number;
    /** T N numbers of one byte: how the paper's 450 comes out, a guess of ours. */
    readonly paperBytes: number;
    /** Of the LSM with the largest network and scope, and of all LSMs together. */
    readonly largest: CountedMemory;
    readonly together: CountedMemory;
  };
}

/**
 * Table II for one configuration. Centralised DQL is counted whether or not it would fit.
 *
 * @throws InputError where a scope has more than 20,000 joint decisions, or links cannot be drawn
 */
export function tableTwo(
  scenario: Scenario,
  learner: LearnerConfiguration,
  centralized: Pick<CentralizedConfiguration, 'hidden'>,
  orchestration: OrchestrationOptions,
): TableTwo {
  const levels = levelsOf(scenario);
  const count = levels.length;
  const size = centralizedSize(levels, centralized.hidden);
  const layout = buildLayout(scenario, learner);
  const links = messageLinks(orchestration, cityGround(buildTopology(scenario)));
  const ids = levels.map((_, server) => server);
  const sent = decisionTraffic({ ids, objectives: layout.agents, links }, orchestration);
  const { replayCapacity } = learner;
  const each = layout.agents.map(({ length, scope }) => ({
    parameters: length,
    arrays: ARRAYS * DOUBLE * length,
    replay: replayBytes(replayCapacity, { observed: OBSERVATION_SIZE, decisions: scope.length }),
  }));
  const sizes = layout.agents.map((agent) => jointDecisions(agent.levels));
  return {
    servers: count,
    centralized: {
      state: OBSERVATION_SIZE * count,
      actions: size.outputs,
      bytes: BYTES_PER_NUMBER * (OBSERVATION_SIZE + 2) * count,
      memory: {
        parameters: size.parameters,
        arrays: ARRAYS * SINGLE * size.parameters,
        replay: replayBytes(replayCapacity, {
          observed: OBSERVATION_SIZE * count,
          decisions: count,
          rewards: count,
        }),
      },
      doubleBytes: ARRAYS * DOUBLE * size.parameters,
    },
    local: {
      state: layout.observationSize,
      actions: [Math.min(...sizes), Math.max(...sizes)],
      ...sent,
      paperBytes: orchestration.iterations * count,
      largest: each.reduce((largest, one) =>
        one.arrays + one.replay > largest.arrays + largest.replay ? one : largest,
      ),
      together: each.reduce((sum, one) => ({
        parameters: sum.parameters + one.parameters,
        arrays: sum.arrays + one.arrays,
        replay: sum.replay + one.replay,
      })),
    },
  };
}

/** Transitions as the replay log holds them: a row number, observations, levels and rewards. */
function replayBytes(
  capacity: number,
  {
    observed,
    decisions,
    rewards = 1,
  }: { readonly observed: number; readonly decisions: number; readonly rewards?: number },
): number {
  return capacity * (DOUBLE * (1 + observed + rewards) + decisions);
}
