/**
 * VDN (value decomposition): the sum of all Q_n(o_n, a_n) is trained on the reward of the whole
 * system, y = sum_n r_n + gamma sum_n max_a Q_n(o'_n, a). An LSM needs nobody's decision but its own,
 * neither to act nor to learn from y; only the reward is the team's, while training.
 *
 * The error of the sum is every LSM's own error where its target is y less the others' values: so any
 * engine that takes targets trains VDN with the gradient that it has.
 */
import { type ActivationCode, activationCode, LINEAR } from './activations.ts';
import type { LearnerConfiguration } from './configuration.ts';
import { writeDecision } from './decisionInput.ts';
import { denseForward, tiledColumns } from './denseLayer.ts';
import type { FlatViews, LearningEngine, Minibatch } from './engine.ts';
import { searchInSlices } from './engines/jointSearch.ts';
import { JointValues } from './jointValues.ts';
import { networksFromWeights, type WeightLayout } from './layout.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';
import { PLAIN_SLICE, type Slices, WorkMeter } from './slices.ts';

type TeamPlan = Pick<LearnerConfiguration, 'discount' | 'doubleDqn'>;

interface Views {
  readonly flat: FlatViews;
  readonly online: LocalNetworks;
  readonly target: LocalNetworks;
  readonly onlineValues: readonly JointValues[];
  readonly targetValues: readonly JointValues[];
}

export class TeamTargets {
  readonly #layout: WeightLayout;
  readonly #code: ActivationCode;
  readonly #meter = new WorkMeter(PLAIN_SLICE);
  #views: Views | null = null;
  #isTargetNew = true;

  constructor(layout: WeightLayout) {
    this.#layout = layout;
    this.#code = activationCode(layout.activation);
  }

  /** Has to be called after the target weights changed. */
  targetChanged(): void {
    this.#isTargetNew = true;
  }

  /**
   * Gives every LSM's minibatch the targets of its share.
   *
   * @param batches of the same transitions for every LSM, in the same order
   * @throws Error where the engine's weights cannot be read: see `engineOptions.ts`
   */
  *settle(
    engine: LearningEngine,
    batches: readonly Minibatch[],
    { discount, doubleDqn }: TeamPlan,
  ): Slices<readonly Minibatch[]> {
    const views = this.#viewsOf(engine);
    const { size, discounts } = batches[0]!;
    const team = new Float64Array(size);
    const values: Float64Array[] = [];
    for (const [agent, batch] of batches.entries()) {
      const own = this.#valuesOf(views.online.agents[agent]!, batch);
      values.push(own);
      const next = yield* this.#nextValues(views, agent, batch, doubleDqn === 'on');
      for (let sample = 0; sample < size; sample += 1) {
        const reward = batch.rewards[sample]! / this.#layout.valueScale;
        // Everything but the error's own term: y - sum of Q_m.
        const counts = discounts?.[sample] ?? discount;
        team[sample] = team[sample]! + reward + counts * next[sample]! - own[sample]!;
      }
    }
    return batches.map((batch, agent) => ({
      ...batch,
      targets: values[agent]!.map((own, sample) => own + team[sample]!),
    }));
  }

  /** max_a Q_n(o', a) of the target network; with double DQN, at the trained network's favourite. */
  *#nextValues(
    { onlineValues, targetValues }: Views,
    agent: number,
    { size, nextObservations }: Minibatch,
    isDouble: boolean,
  ): Slices<Float64Array> {
    const { observationSize, agents } = this.#layout;
    const valued = targetValues[agent]!;
    const table = new Float64Array(agents[agent]!.levels[0]!);
    const next = new Float64Array(size);
    if (isDouble) onlineValues[agent]!.refresh();
    for (let sample = 0; sample < size; sample += 1) {
      const offset = sample * observationSize;
      if (isDouble) {
        yield* searchInSlices(onlineValues[agent]!, nextObservations, offset, this.#meter);
        valued.fill(nextObservations, offset, table);
        next[sample] = table[onlineValues[agent]!.foundLevel]!;
      } else {
        yield* searchInSlices(valued, nextObservations, offset, this.#meter);
        next[sample] = valued.found;
      }
    }
    return next;
  }

  /** Q_n of every sample, at its decision as it stands in the minibatch; network units. */
  #valuesOf(network: LocalNetwork, batch: Minibatch): Float64Array {
    const { layers } = network;
    const { size, observations, decisions } = batch;
    const { observationSize } = this.#layout;
    const columns = tiledColumns(size);
    const widest = Math.max(...layers.map(({ inputs, outputs }) => Math.max(inputs, outputs)));
    let source = new Float64Array(widest * columns);
    let target = new Float64Array(widest * columns);
    const members = network.levels.length;
    for (let sample = 0; sample < size; sample += 1) {
      for (let i = 0; i < observationSize; i += 1) {
        source[i * columns + sample] = observations[sample * observationSize + i]!;
      }
      writeDecision(network, decisions, sample * members, source, observationSize, columns, sample);
    }
    for (const [depth, layer] of layers.entries()) {
      const code = depth === layers.length - 1 ? LINEAR : this.#code;
      denseForward(layer, source, columns, code, target);
      [source, target] = [target, source];
    }
    return source.slice(0, size);
  }

  #viewsOf({ flat, id }: LearningEngine): Views {
    if (!flat) throw new Error(`${id} does not show its weights`);
    if (this.#views?.flat.weights !== flat.weights) {
      const online = networksFromWeights(this.#layout, flat.weights);
      const target = networksFromWeights(this.#layout, flat.target);
      const valuesOf = (networks: LocalNetworks) =>
        networks.agents.map((agent) => new JointValues(agent, networks));
      const [onlineValues, targetValues] = [valuesOf(online), valuesOf(target)];
      this.#views = { flat, online, target, onlineValues, targetValues };
    } else if (this.#isTargetNew) {
      for (const joint of this.#views.targetValues) joint.refresh();
    }
    this.#isTargetNew = false;
    return this.#views;
  }
}
