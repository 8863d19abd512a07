/**
 * Targets that no engine computes by itself: the next joint decision is chosen by the network that
 * is trained (double DQN), or agreed on by N2O, and valued by the target network. In plain
 * TypeScript, for engines whose weights can be read where they stand.
 */

import { type OrchestrationOptions, parseOrchestration } from '../orchestration/options.ts';
import { orchestratedDecision } from '../orchestration/orchestrate.ts';
import type { LearnerConfiguration } from './configuration.ts';
import type { FlatViews, LearningEngine, Minibatch } from './engine.ts';
import { searchInSlices } from './engines/jointSearch.ts';
import { JointValues } from './jointValues.ts';
import { networksFromWeights, type WeightLayout } from './layout.ts';
import type { LocalNetworks } from './network.ts';
import { NetworkObjective } from './networkObjective.ts';
import { networkProblem } from './networkProblem.ts';
import { neighbourLinks } from './networksFile.ts';
import { PLAIN_SLICE, type Slices, WorkMeter } from './slices.ts';

export type BootstrapPlan = Pick<
  LearnerConfiguration,
  'discount' | 'doubleDqn' | 'orchestratedTarget'
>;

/** Multiply-adds that one run of N2O takes for each LSM and iteration, roughly. */
const ORCHESTRATION_COST = 3000;

/** The two networks of an engine, as views of its weights. */
interface Views {
  readonly flat: FlatViews;
  readonly online: LocalNetworks;
  readonly target: LocalNetworks;
  /** Joint decisions of the trained networks, refreshed once an update. */
  readonly joint: readonly JointValues[];
}

export class Bootstrap {
  readonly #layout: WeightLayout;
  readonly #observationsAt: (row: number) => Float64Array;
  readonly #options: OrchestrationOptions = parseOrchestration({});
  readonly #meter = new WorkMeter(PLAIN_SLICE);
  /** What the target networks agreed on, by row of the replay memory, until they change. */
  readonly #agreed = new Map<number, Int32Array>();
  #views: Views | null = null;

  /** @param observationsAt what all LSMs observed in a row of the replay memory */
  constructor(layout: WeightLayout, observationsAt: (row: number) => Float64Array) {
    this.#layout = layout;
    this.#observationsAt = observationsAt;
  }

  /** Has to be called after the target weights changed. */
  targetChanged(): void {
    this.#agreed.clear();
  }

  /**
   * The minibatches as an engine is to learn from them: with targets of their own where the plan
   * asks for another next decision than the greatest of each LSM, else as they are.
   *
   * @throws Error where the engine's weights cannot be read: see `engineOptions.ts`
   */
  *settle(
    engine: LearningEngine,
    batches: readonly Minibatch[],
    plan: BootstrapPlan,
  ): Slices<readonly Minibatch[]> {
    const isDouble = plan.doubleDqn === 'on';
    const isAgreed = plan.orchestratedTarget === 'on';
    if (!isDouble && !isAgreed) return batches;
    const views = this.#viewsOf(engine);
    if (isDouble) {
      this.#agreed.clear();
      for (const joint of views.joint) joint.refresh();
    }
    const settled: Minibatch[] = [];
    for (const [agent, batch] of batches.entries()) {
      const targets = new Float64Array(batch.size);
      for (let sample = 0; sample < batch.size; sample += 1) {
        const decision = isAgreed
          ? yield* this.#agreedScope(views, agent, batch.nextRows[sample]!, isDouble)
          : yield* this.#favourite(views, agent, batch, sample);
        const counts = batch.discounts?.[sample] ?? plan.discount;
        const reward = batch.rewards[sample]! / this.#layout.valueScale;
        targets[sample] = reward + counts * this.#valueOf(views, agent, batch, sample, decision);
      }
      settled.push({ ...batch, targets });
    }
    return settled;
  }

  /** Levels of the scope in the joint argmax of the trained network. */
  *#favourite(views: Views, agent: number, batch: Minibatch, sample: number): Slices<number[]> {
    const joint = views.joint[agent]!;
    const offset = sample * this.#layout.observationSize;
    yield* searchInSlices(joint, batch.nextObservations, offset, this.#meter);
    const { levels } = this.#layout.agents[agent]!;
    const decision = new Array<number>(levels.length);
    let rest = joint.foundIndex;
    for (let member = levels.length - 1; member >= 0; member -= 1) {
      decision[member] = rest % levels[member]!;
      rest = Math.floor(rest / levels[member]!);
    }
    return decision;
  }

  /** Levels of the scope in what N2O decides for the whole system at a row. */
  *#agreedScope(views: Views, agent: number, row: number, isDouble: boolean): Slices<number[]> {
    const { agents } = this.#layout;
    let decision = this.#agreed.get(row);
    if (!decision) {
      const work = ORCHESTRATION_COST * agents.length * this.#options.iterations;
      if (this.#meter.announce(work)) yield;
      const ids = agents.map(({ id }) => id);
      const links = neighbourLinks(agents);
      const networks = isDouble ? views.online : views.target;
      const problem = networkProblem({ ids, links }, networks, this.#observationsAt(row));
      decision = orchestratedDecision(problem, this.#options);
      this.#agreed.set(row, decision);
    }
    const whole = decision;
    return agents[agent]!.scope.map((member) => whole[member]!);
  }

  /** Q of the target network at a decision, in network units. */
  #valueOf(
    { target }: Views,
    agent: number,
    { nextObservations }: Minibatch,
    sample: number,
    decision: readonly number[],
  ): number {
    const { observationSize, valueScale } = this.#layout;
    const start = sample * observationSize;
    const observation = nextObservations.slice(start, start + observationSize);
    return (
      new NetworkObjective(target.agents[agent]!, target, observation).value(decision) / valueScale
    );
  }

  #viewsOf({ flat, id }: LearningEngine): Views {
    if (!flat) throw new Error(`${id} does not show its weights`);
    if (this.#views?.flat.weights === flat.weights) return this.#views;
    const online = networksFromWeights(this.#layout, flat.weights);
    const target = networksFromWeights(this.#layout, flat.target);
    const joint = online.agents.map((agent) => new JointValues(agent, online));
    this.#agreed.clear();
    this.#views = { flat, online, target, joint };
    return this.#views;
  }
}
