/**
 * Actors (the paper's section V): small networks that decide by observations alone, distilled from
 * what a teacher did. An actor that sees only its own observation decides without a message; one
 * that sees its neighbours' too takes one exchange of observations a slot.
 */
import { InputError } from '../schema.ts';
import { type ActivationCode, activate, activationCode, LINEAR } from './activations.ts';
import type { Activation } from './configuration.ts';
import type { DenseLayer } from './denseLayer.ts';
import { addLayer } from './oneColumn.ts';

/** What an actor was trained on: the level as a number (the paper's equation (6)), or as a class. */
export const ACTOR_LOSSES = ['squaredError', 'classification'] as const;
export type ActorLoss = (typeof ACTOR_LOSSES)[number];

/** Whose observations enter: its own alone, or those of its neighbours too. */
export const ACTOR_OBSERVES = ['own', 'neighbours'] as const;
export type ActorObserves = (typeof ACTOR_OBSERVES)[number];

/** Numbers in one observation. */
export const ACTOR_OBSERVATION_SIZE = 5;

/** mu_n of one LSM. */
export interface ActorNetwork {
  /** Id of the server. */
  readonly id: number;
  /** K_n. */
  readonly levels: number;
  /** Indices (0..N-1) of the LSMs whose observations enter, in this order: its own first. */
  readonly sees: readonly number[];
  /**
   * Hidden layers, then the output layer: one output, the level itself, after squared error; K_n
   * outputs, a score a level, after classification.
   */
  readonly layers: readonly DenseLayer[];
}

/** The actors of all LSMs. */
export interface ActorNetworks {
  readonly loss: ActorLoss;
  /** After every layer but the last. */
  readonly activation: Activation;
  readonly observationSize: typeof ACTOR_OBSERVATION_SIZE;
  /** In the order of the servers' indices. */
  readonly agents: readonly ActorNetwork[];
}

/** Level that the outputs of an actor stand for: rounded and clipped, or the first of the highest. */
export function levelOfOutputs(
  loss: ActorLoss,
  outputs: ArrayLike<number>,
  levels: number,
): number {
  if (loss === 'squaredError') {
    return Math.max(0, Math.min(levels - 1, Math.floor(outputs[0]! + 0.5)));
  }
  let best = 0;
  for (let level = 1; level < levels; level += 1) {
    if (outputs[level]! > outputs[best]!) best = level;
  }
  return best;
}

/**
 * What every actor decides.
 *
 * @param observations N x 5, row-major
 * @throws InputError for observations of another number of servers
 */
export function actorDecisions(actors: ActorNetworks, observations: Float64Array): Int32Array {
  const { agents, loss, observationSize } = actors;
  if (observations.length !== agents.length * observationSize) {
    const rows = observations.length / observationSize;
    throw new InputError('actors.agents', agents.length, `${rows} actors, one a server`);
  }
  const code = activationCode(actors.activation);
  return Int32Array.from(agents, (agent) =>
    levelOfOutputs(loss, outputsOf(agent, code, observations), agent.levels),
  );
}

/** The inputs of one actor: the observations that it sees, one after the other. */
export function actorInputs(sees: readonly number[], observations: Float64Array): Float64Array {
  const inputs = new Float64Array(sees.length * ACTOR_OBSERVATION_SIZE);
  sees.forEach((index, place) => {
    const start = index * ACTOR_OBSERVATION_SIZE;
    inputs.set(
      observations.subarray(start, start + ACTOR_OBSERVATION_SIZE),
      place * ACTOR_OBSERVATION_SIZE,
    );
  });
  return inputs;
}

/** Outputs of one actor at the observations of all servers. */
export function actorOutputs(
  { agents, activation }: ActorNetworks,
  index: number,
  observations: Float64Array,
): Float64Array {
  return outputsOf(agents[index]!, activationCode(activation), observations);
}

function outputsOf(
  { layers, sees }: ActorNetwork,
  code: ActivationCode,
  observations: Float64Array,
): Float64Array {
  let values = actorInputs(sees, observations);
  layers.forEach((layer, depth) => {
    const sums = new Float64Array(layer.outputs);
    addLayer(layer, 0, layer.inputs, values, layer.biases, sums);
    const after = depth === layers.length - 1 ? LINEAR : code;
    for (let unit = 0; unit < sums.length; unit += 1) sums[unit] = activate(after, sums[unit]!);
    values = sums;
  });
  return values;
}

/** Numbers sent in a slot over all links for what the actors see of others: one exchange. */
export function exchangedNumbers({ agents, observationSize }: ActorNetworks): number {
  return agents.reduce((sum, { sees }) => sum + (sees.length - 1) * observationSize, 0);
}

/** Messages of that exchange: one an LSM whose observation is seen and an LSM that sees it. */
export function exchangedMessages({ agents }: ActorNetworks): number {
  return agents.reduce((sum, { sees }) => sum + sees.length - 1, 0);
}
