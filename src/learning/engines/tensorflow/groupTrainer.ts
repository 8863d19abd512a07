/** One update of all LSMs of a group: forward and backward pass, clip, and Adam, in one go. */
import {
  add,
  concat,
  div,
  keep,
  matMul,
  maximum,
  mul,
  reshape,
  type Scalar,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  tensor3d,
  tidy,
} from '@tensorflow/tfjs-core';
import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../adam.ts';
import type { AgentGroup, GroupBatch } from './agentGroups.ts';
import type { Constants } from './constants.ts';
import { layerMatrix } from './groupLayers.ts';
import type { TensorActivation } from './tensorActivations.ts';

/** What an update changes, A x length each. Tensors never change: an update makes new ones. */
export type GroupParameters = {
  readonly weights: Tensor2D;
  readonly firstMoments: Tensor2D;
  readonly secondMoments: Tensor2D;
};

export type GroupUpdate = {
  /** Kept, unlike the others, which belong to the tidy around. */
  readonly parameters: GroupParameters;
  /** Of each LSM, before the step. */
  readonly losses: Tensor1D;
  /** 2-norm of each LSM's gradient. */
  readonly norms: Tensor1D;
};

export class GroupTrainer {
  readonly #group: AgentGroup;
  readonly #activation: TensorActivation;
  readonly #constants: Constants;

  constructor(group: AgentGroup, activation: TensorActivation, constants: Constants) {
    this.#group = group;
    this.#activation = activation;
    this.#constants = constants;
  }

  /**
   * @param maxima A x size: of the target networks at the next observations, network units
   * @param rate learning rate times Adam's bias correction
   */
  update(
    parameters: GroupParameters,
    batch: GroupBatch,
    maxima: Tensor2D,
    settings: { readonly discount: number; readonly gradientClip: number; readonly rate: Scalar },
  ): GroupUpdate {
    return tidy(() => {
      const constants = this.#constants;
      const { members } = this.#group;
      const rewards = tensor2d(batch.rewards, [members.length, batch.size], 'float32');
      const targets = add(rewards, mul(maxima, constants.of(settings.discount))) as Tensor2D;
      const { losses, gradient } = this.differentiate(parameters.weights, batch, targets);
      const norms = sqrt(sum(square(gradient), 1)) as Tensor1D;
      const limit = constants.of(settings.gradientClip);
      const factor = reshape(div(limit, maximum(norms, limit)), [members.length, 1]);
      const slopes = mul(gradient, factor) as Tensor2D;
      return { losses, norms, parameters: this.#step(parameters, slopes, settings.rate) };
    });
  }

  /**
   * Losses (1/2 mean squared error against `targets`) and their gradient, A x length in the order
   * of the parameters. Inside a tidy.
   */
  differentiate(
    weights: Tensor2D,
    { size, inputs }: GroupBatch,
    targets: Tensor2D,
  ): { readonly losses: Tensor1D; readonly gradient: Tensor2D } {
    const constants = this.#constants;
    const { members, layers } = this.#group;
    const agents = members.length;
    const last = layers.length - 1;
    const ones = constants.ones(agents, size);
    const matrices = layers.map((_, depth) => layerMatrix(weights, this.#group, depth));
    const sources = [tensor3d(inputs, [agents, size, layers[0]!.inputs + 1], 'float32')];
    const slopes: Tensor3D[] = [];
    for (let depth = 0; depth < last; depth += 1) {
      const sums = matMul(sources[depth]!, matrices[depth]!);
      const { value, slope } = this.#activation.valueAndSlope(sums, constants);
      slopes.push(slope as Tensor3D);
      sources.push(concat([value as Tensor3D, ones], 2));
    }
    const outputs = matMul(sources[last]!, matrices[last]!);
    const misses = sub(outputs, reshape(targets, [agents, size, 1]));
    const losses = mul(sum(square(misses), [1, 2]), constants.of(0.5 / size)) as Tensor1D;

    let errors = mul(misses, constants.of(1 / size)) as Tensor3D;
    const pieces: Tensor2D[] = [];
    for (let depth = last; depth >= 0; depth -= 1) {
      const { inputs: width, outputs: height } = layers[depth]!;
      const piece = matMul(sources[depth]!, errors, true, false);
      pieces.unshift(reshape(piece, [agents, (width + 1) * height]));
      if (depth === 0) break;
      const inner = slice(matrices[depth]!, [0, 0, 0], [agents, width, height]);
      errors = mul(matMul(errors, inner, false, true), slopes[depth - 1]!) as Tensor3D;
    }
    return { losses, gradient: concat(pieces, 1) };
  }

  /** Adam as in adam.ts: the small constant outside of the root. */
  #step(parameters: GroupParameters, slopes: Tensor2D, rate: Scalar): GroupParameters {
    const constants = this.#constants;
    const firstMoments = add(
      mul(parameters.firstMoments, constants.of(FIRST_DECAY)),
      mul(slopes, constants.of(1 - FIRST_DECAY)),
    ) as Tensor2D;
    const secondMoments = add(
      mul(parameters.secondMoments, constants.of(SECOND_DECAY)),
      mul(square(slopes), constants.of(1 - SECOND_DECAY)),
    ) as Tensor2D;
    const step = div(mul(firstMoments, rate), add(sqrt(secondMoments), constants.of(EPSILON)));
    const weights = sub(parameters.weights, step) as Tensor2D;
    return {
      weights: keep(weights),
      firstMoments: keep(firstMoments),
      secondMoments: keep(secondMoments),
    };
  }
}
