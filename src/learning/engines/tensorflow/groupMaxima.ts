/**
 * max over all joint levels of a group's target networks. The first layer is linear in (o, alpha):
 * the decisions' part is one table for each copy of the target, and an observation only shifts it.
 * Samples and joint decisions go through the other layers in blocks, so that the memory that is
 * needed does not grow with the number of joint decisions.
 */
import {
  add,
  concat,
  keep,
  matMul,
  max,
  maximum,
  mul,
  reshape,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { AgentGroup } from './agentGroups.ts';
import type { Constants } from './constants.ts';
import { layerMatrix } from './groupLayers.ts';
import type { TensorActivation } from './tensorActivations.ts';

/** What a copy of the target is worth keeping, as tensors of their own. */
interface Prepared {
  /** A x (observations + 1) x units: the first layer on the observation, biases last. */
  readonly observed: Tensor3D;
  /** A x 1 x C x units: the first layer on every joint decision. */
  readonly decided: Tensor;
  /** Of the other layers: A x inputs x outputs and A x 1 x outputs. */
  readonly layers: readonly { readonly weights: Tensor3D; readonly biases: Tensor3D }[];
}

export class GroupMaxima {
  readonly #group: AgentGroup;
  readonly #observationSize: number;
  readonly #activation: TensorActivation;
  readonly #constants: Constants;
  readonly #blockSize: number;
  readonly #count: number;
  readonly #widest: number;
  /** 1 x C x scope: every joint decision, lexicographically, as network inputs. */
  readonly #decisions: Tensor3D;
  #prepared: Prepared | null = null;

  /** @param blockSize most numbers in a tensor of the widest layer */
  constructor(
    group: AgentGroup,
    observationSize: number,
    activation: TensorActivation,
    constants: Constants,
    blockSize: number,
  ) {
    this.#group = group;
    this.#observationSize = observationSize;
    this.#activation = activation;
    this.#constants = constants;
    this.#blockSize = blockSize;
    this.#count = group.levels.reduce((product, level) => product * level, 1);
    this.#widest = Math.max(...group.layers.map(({ outputs }) => outputs));
    this.#decisions = keep(
      tensor3d(jointInputs(group), [1, this.#count, group.levels.length], 'float32'),
    );
  }

  /** Takes over target parameters (A x length). */
  refresh(target: Tensor2D): void {
    this.#release();
    const { layers } = this.#group;
    const size = this.#observationSize;
    this.#prepared = tidy(() => {
      const first = layerMatrix(target, this.#group, 0);
      const [agents, rows, units] = first.shape;
      const scope = rows - size - 1;
      const biases = slice(first, [0, rows - 1, 0], [agents, 1, units]);
      const observed = concat([slice(first, [0, 0, 0], [agents, size, units]), biases], 1);
      const decided = matMul(
        this.#decisions,
        slice(first, [0, size, 0], [agents, scope, units]),
      ) as Tensor3D;
      const scale = this.#constants.of(this.#activation.scale);
      return {
        observed: keep(observed),
        decided: keep(reshape(decided, [agents, 1, this.#count, units])),
        layers: layers.slice(1).map(({ inputs, outputs }, index) => {
          const matrix = layerMatrix(target, this.#group, index + 1);
          const weights = slice(matrix, [0, 0, 0], [agents, inputs, outputs]);
          return {
            weights: keep(this.#activation.scale === 1 ? weights : mul<Tensor3D>(weights, scale)),
            biases: keep(slice(matrix, [0, inputs, 0], [agents, 1, outputs])),
          };
        }),
      };
    });
  }

  /**
   * @param observations A x R x (observations + 1), ones last
   * @returns A x R, network units
   */
  maxima(observations: Tensor3D): Tensor2D {
    const prepared = this.#prepared;
    if (!prepared) throw new Error('There is no target yet.');
    return tidy(() => {
      const [agents, rows] = observations.shape;
      const shifts = matMul(observations, prepared.observed) as Tensor3D;
      const perSample = agents * this.#widest;
      const decisions = Math.min(this.#count, Math.max(1, Math.floor(this.#blockSize / perSample)));
      const samples = Math.max(1, Math.floor(this.#blockSize / (perSample * decisions)));
      const parts: Tensor2D[] = [];
      for (let from = 0; from < rows; from += samples) {
        parts.push(this.#rows(prepared, shifts, from, Math.min(samples, rows - from), decisions));
      }
      return parts.length === 1 ? parts[0]! : concat(parts, 1);
    });
  }

  dispose(): void {
    this.#release();
    this.#decisions.dispose();
  }

  /** The maxima of some samples, over blocks of `block` joint decisions. */
  #rows(prepared: Prepared, shifts: Tensor3D, from: number, rows: number, block: number) {
    return tidy(() => {
      const [agents, , units] = shifts.shape;
      const shift = reshape(slice(shifts, [0, from, 0], [agents, rows, units]), [
        agents,
        rows,
        1,
        units,
      ]);
      let best: Tensor2D | null = null;
      for (let start = 0; start < this.#count; start += block) {
        const size = Math.min(block, this.#count - start);
        const values = tidy(() => max(this.#values(prepared, shift, start, size), 2) as Tensor2D);
        best = best ? (maximum(best, values) as Tensor2D) : values;
      }
      return best!;
    });
  }

  /** Q at joint decisions start .. start + size: A x R x size. */
  #values(prepared: Prepared, shift: Tensor, start: number, size: number): Tensor {
    const [agents, rows, , units] = shift.shape as [number, number, number, number];
    const { decided, layers } = prepared;
    const table =
      size === this.#count ? decided : slice(decided, [0, 0, start, 0], [agents, 1, size, units]);
    let values = reshape(add(shift, table), [agents, rows * size, units]);
    for (const { weights, biases } of layers) {
      const input = this.#activation.scaledValue(values, this.#constants);
      values = add(matMul(input, weights), biases);
    }
    return reshape(values, [agents, rows, size]);
  }

  #release(): void {
    if (!this.#prepared) return;
    const { observed, decided, layers } = this.#prepared;
    for (const each of [observed, decided, ...layers.flatMap(Object.values)]) each.dispose();
    this.#prepared = null;
  }
}

/** Every joint decision in lexicographic order, scaled as the networks take it. */
function jointInputs({ levels, decisionScales }: AgentGroup): Float32Array {
  const count = levels.reduce((product, level) => product * level, 1);
  const inputs = new Float32Array(count * levels.length);
  let stride = count;
  levels.forEach((level, member) => {
    stride /= level;
    for (let index = 0; index < count; index += 1) {
      const own = Math.floor(index / stride) % level;
      inputs[index * levels.length + member] = own * decisionScales[member]!;
    }
  });
  return inputs;
}
