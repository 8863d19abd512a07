/**
 * Size and flat layout of the one network of centralised DQL: the observations of all servers in,
 * one output for every joint decision. Layer by layer the weights ([unit][input], so that what
 * belongs to one output stands together) before the biases.
 */
import { countText, jointDecisions } from '../orchestration/problem.ts';
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { OBSERVATION_SIZE } from '../world/slot.ts';
import type { Activation } from './configuration.ts';
import type { LayerLayout } from './layout.ts';

/** Weights, target, two moments and gradient, in single precision. */
const ARRAYS = 5;
const BYTES_PER_NUMBER = 4;
/** Bytes of those arrays that a learner may have. */
export const CENTRALIZED_LIMIT = 1e9;

/** Biases start uniform within this of zero. */
const BIAS_BOUND = 0.05;

export interface CentralizedSize {
  /** Joint decisions. */
  readonly outputs: number;
  readonly parameters: number;
  /** Of weights, target, two moments and gradient in single precision. */
  readonly bytes: number;
}

export interface CentralizedLayout {
  readonly activation: Activation;
  /** K of each server. */
  readonly levels: readonly number[];
  /** 5 N: the observations server by server. */
  readonly inputs: number;
  /** Joint decisions in lexicographic order: the last server's level changes fastest. */
  readonly outputs: number;
  /** Outputs times this are in reward units (of the whole system). */
  readonly valueScale: number;
  readonly layers: readonly LayerLayout[];
  /** Length of the flat array. */
  readonly length: number;
}

/** What a layout depends on in centralised DQL's own configuration. */
interface Shape {
  readonly hidden: readonly number[];
  readonly activation: Activation;
}

/** What the network would take; plain arithmetic, so that any size has an answer. */
export function centralizedSize(
  levels: readonly number[],
  hidden: readonly number[],
): CentralizedSize {
  const outputs = jointDecisions(levels);
  const widths = [OBSERVATION_SIZE * levels.length, ...hidden, outputs];
  const parameters = widths
    .slice(1)
    .reduce((sum, width, depth) => sum + width * (widths[depth]! + 1), 0);
  return { outputs, parameters, bytes: ARRAYS * BYTES_PER_NUMBER * parameters };
}

/** Null where the network fits, else why not, with the numbers that it would need. */
export function centralizedRefusal(
  levels: readonly number[],
  hidden: readonly number[],
): string | null {
  const { outputs, parameters, bytes } = centralizedSize(levels, hidden);
  if (bytes <= CENTRALIZED_LIMIT) return null;
  return (
    `${countText(outputs)} joint decisions take a network of ${countText(parameters)} parameters, ` +
    `${gigabytes(bytes)} for weights, target, moments and gradient; ` +
    `the limit is ${gigabytes(CENTRALIZED_LIMIT)}`
  );
}

/**
 * @param valueScale of one server, in reward units (the learner's)
 * @throws InputError where the network would be larger than CENTRALIZED_LIMIT
 */
export function centralizedLayout(
  scenario: Scenario,
  { hidden, activation }: Shape,
  valueScale: number,
): CentralizedLayout {
  const levels = levelsOf(scenario);
  const refusal = centralizedRefusal(levels, hidden);
  if (refusal) {
    const allowed = `fewer servers or levels for centralised DQL (${refusal})`;
    throw new InputError('scenario.levels', scenario.levels, allowed, refusal);
  }
  return layoutCentralized(levels, { hidden, activation }, valueScale);
}

/** As `centralizedLayout`, of servers with these levels, whatever the size. */
export function layoutCentralized(
  levels: readonly number[],
  { hidden, activation }: Shape,
  valueScale: number,
): CentralizedLayout {
  const outputs = jointDecisions(levels);
  const inputs = OBSERVATION_SIZE * levels.length;
  const widths = [inputs, ...hidden, outputs];
  let length = 0;
  const layers = widths.slice(1).map((width, depth) => {
    const weightsOffset = length;
    const biasesOffset = weightsOffset + width * widths[depth]!;
    length = biasesOffset + width;
    return { inputs: widths[depth]!, outputs: width, weightsOffset, biasesOffset };
  });
  const scale = valueScale * levels.length;
  return { activation, levels, inputs, outputs, valueScale: scale, layers, length };
}

/**
 * First weights as MA-DQL's: uniform on (-l, l), l = sqrt(6 / fan-in), sqrt(3 / fan-in) for tanh and
 * for the output layer; biases on (-0.05, 0.05). In single precision, so that all engines start alike.
 */
export function initialCentralizedWeights(layout: CentralizedLayout, seed: number): Float32Array {
  const weights = new Float32Array(layout.length);
  const stream = new RandomStream(seed, 'initialisation');
  const last = layout.layers.length - 1;
  layout.layers.forEach(({ inputs, weightsOffset, biasesOffset, outputs }, depth) => {
    const gain = depth === last || layout.activation === 'tanh' ? 3 : 6;
    const bound = Math.sqrt(gain / inputs);
    for (let i = weightsOffset; i < biasesOffset; i += 1) {
      weights[i] = bound * (2 * stream.uniform() - 1);
    }
    for (let i = biasesOffset; i < biasesOffset + outputs; i += 1) {
      weights[i] = BIAS_BOUND * (2 * stream.uniform() - 1);
    }
  });
  return weights;
}

/** The number of a joint decision. */
export function jointIndex(
  levels: readonly number[],
  decision: (server: number) => number,
): number {
  return levels.reduce((index, count, server) => index * count + decision(server), 0);
}

/** Writes the joint decision of a number. */
export function jointDecision(levels: readonly number[], index: number, target: Int32Array): void {
  let rest = index;
  for (let server = levels.length - 1; server >= 0; server -= 1) {
    const count = levels[server]!;
    target[server] = rest % count;
    rest = Math.floor(rest / count);
  }
}

function gigabytes(bytes: number): string {
  const amount = bytes / 1e9;
  return `${amount < 1000 ? String(Number(amount.toPrecision(3))) : countText(Math.round(amount))} GB`;
}
