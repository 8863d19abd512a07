/**
 * Multi-agent deep Q-learning on TensorFlow.js as most people would write it: one LayersModel and
 * one target model an LSM, predictions over all joint decisions for acting and for the targets,
 * `trainOnBatch` with Adam on the mean squared error. It computes what our engines compute (the
 * same y; a loss of twice ours, which Adam does not notice), but for the clip of the gradient.
 */
import {
  type AdamOptimizer,
  add,
  argMax,
  concat,
  dispose,
  div,
  expandDims,
  keep,
  max,
  mul,
  reshape,
  sqrt,
  square,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  tile,
  train,
} from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import type { Minibatch } from '../../src/learning/engine.ts';
import type { AgentLayout, WeightLayout } from '../../src/learning/layout.ts';
import { jointDecisions } from '../../src/orchestration/problem.ts';

/** x/2 (1 + x / sqrt(1 + x^2)): the library has no such activation, so it is a layer of its own. */
class AlgebraicSilu extends layers.Layer {
  static className = 'AlgebraicSilu';

  override computeOutputShape(inputShape: number[]): number[] {
    return inputShape;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      return mul(mul(x, 0.5), add(div(x, sqrt(add(square(x), 1))), 1));
    });
  }
}

/** One LSM: its Q-network, the target of it, and its joint decisions as inputs. */
class AgentModels {
  readonly #agent: AgentLayout;
  readonly #layout: WeightLayout;
  readonly #online: LayersModel;
  readonly #target: LayersModel;
  readonly #optimizer: AdamOptimizer;
  readonly #count: number;
  /** count x scope, scaled. */
  readonly #joint: Tensor2D;

  constructor(agent: AgentLayout, layout: WeightLayout, weights: Float64Array, rate: number) {
    this.#agent = agent;
    this.#layout = layout;
    this.#online = buildModel(agent, layout);
    this.#target = buildModel(agent, layout);
    this.#optimizer = train.adam(rate);
    this.#online.compile({ optimizer: this.#optimizer, loss: 'meanSquaredError' });
    for (const model of [this.#online, this.#target]) setWeights(model, agent, weights);
    this.#count = jointDecisions(agent.levels);
    this.#joint = keep(tensor2d(jointInputs(agent), [this.#count, agent.levels.length]));
  }

  /** Own level of the best joint decision. */
  act(observations: Float64Array, offset: number): number {
    const best = tidy(() => {
      const size = this.#layout.observationSize;
      const observation = tensor2d(singles(observations.slice(offset, offset + size)), [1, size]);
      const inputs = concat([tile(observation, [this.#count, 1]), this.#joint], 1);
      const values = this.#online.predictOnBatch(inputs) as Tensor2D;
      return argMax(reshape(values, [this.#count])).dataSync()[0]!;
    });
    return Math.floor((best * this.#agent.levels[0]!) / this.#count);
  }

  /** y = r / valueScale + discount * max over all joint decisions of the target model. */
  targets(batch: Minibatch, discount: number): Tensor1D {
    return tidy(() => {
      const { size } = batch;
      const { observationSize, valueScale } = this.#layout;
      const next = tensor2d(singles(batch.nextObservations), [size, observationSize]);
      const rows = size * this.#count;
      const observed = tile(expandDims(next, 1), [1, this.#count, 1]);
      const inputs = concat(
        [reshape(observed, [rows, observationSize]), tile(this.#joint, [size, 1])],
        1,
      );
      const values = this.#target.predictOnBatch(inputs) as Tensor2D;
      const best = max(reshape(values, [size, this.#count]), 1);
      const rewards = div(tensor1d(singles(batch.rewards)), valueScale);
      return add(rewards, mul(best, discount)) as Tensor1D;
    });
  }

  /** One step of Adam; the mean squared error before it. */
  async update(batch: Minibatch, discount: number): Promise<number> {
    const { size } = batch;
    const { decisionScales } = this.#agent;
    const scope = decisionScales.length;
    const inputs = tidy(() => {
      const observed = tensor2d(singles(batch.observations), [size, this.#layout.observationSize]);
      const decided = tensor2d(singles(batch.decisions), [size, scope]);
      return concat([observed, mul(decided, [...decisionScales])], 1);
    });
    const y = tidy(() => expandDims(this.targets(batch, discount), 1));
    const loss = await this.#online.trainOnBatch(inputs, y);
    dispose([inputs, y]);
    return loss as number;
  }

  /** In the order of the layout. */
  weights(): Float64Array {
    return Float64Array.from(
      this.#online.getWeights().flatMap((each) => Array.from(each.dataSync())),
    );
  }

  dispose(): void {
    dispose(this.#joint);
    for (const each of [this.#online, this.#target, this.#optimizer]) each.dispose();
  }
}

/** The models of all LSMs. The TensorFlow.js backend has to be in use. */
export class PerAgentModels {
  readonly #layout: WeightLayout;
  readonly agents: readonly AgentModels[];

  constructor(layout: WeightLayout, weights: Float64Array, learningRate: number) {
    this.#layout = layout;
    this.agents = layout.agents.map((agent) => {
      return new AgentModels(agent, layout, weights, learningRate);
    });
  }

  /** @param observations N x observationSize, row-major */
  act(observations: Float64Array, levels: Int32Array): void {
    this.agents.forEach((agent, index) => {
      levels[index] = agent.act(observations, index * this.#layout.observationSize);
    });
  }

  async update(
    batches: readonly Minibatch[],
    discount: number,
    losses: Float64Array,
  ): Promise<void> {
    for (const [index, agent] of this.agents.entries()) {
      losses[index] = await agent.update(batches[index]!, discount);
    }
  }

  dispose(): void {
    for (const agent of this.agents) agent.dispose();
  }
}

function buildModel(agent: AgentLayout, { activation }: WeightLayout): LayersModel {
  const model = sequential();
  agent.layers.forEach(({ inputs, outputs }, depth) => {
    const isLast = depth === agent.layers.length - 1;
    const isRelu = activation === 'relu' && !isLast;
    model.add(
      layers.dense({
        units: outputs,
        ...(depth === 0 ? { inputShape: [inputs] } : {}),
        ...(isRelu ? { activation: 'relu' } : {}),
      }),
    );
    if (activation === 'algebraicSilu' && !isLast) model.add(new AlgebraicSilu({}));
  });
  return model;
}

function setWeights(model: LayersModel, { layers: places }: AgentLayout, flat: Float64Array): void {
  const tensors = places.flatMap(({ inputs, outputs, weightsOffset, biasesOffset }) => [
    tensor2d(singles(flat.slice(weightsOffset, biasesOffset)), [inputs, outputs]),
    tensor1d(singles(flat.slice(biasesOffset, biasesOffset + outputs))),
  ]);
  model.setWeights(tensors);
  dispose(tensors);
}

/** Every joint decision in lexicographic order, scaled as the network takes it. */
function jointInputs({ levels, decisionScales }: AgentLayout): number[][] {
  let rows: number[][] = [[]];
  levels.forEach((count, member) => {
    rows = rows.flatMap((row) =>
      Array.from({ length: count }, (_, level) => [...row, level * decisionScales[member]!]),
    );
  });
  return rows;
}

/** Numbers as tensors take them. */
const singles = (numbers: Float64Array) => Float32Array.from(numbers);
