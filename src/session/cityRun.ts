/**
 * The visible city as part of a session: an environment, who decides in it, and the events that
 * change either between two slots. Pure: whoever ticks it owns the clock.
 */
import { createPolicy, type OtherPolicies, type Policy } from '../experiments/policies.ts';
import { isOther, policyRefusal } from '../experiments/policyKeys.ts';
import { checkActors } from '../learning/actorsFile.ts';
import { type LearnerConfiguration, vdnLearner } from '../learning/configuration.ts';
import { grownWeights } from '../learning/growth.ts';
import { initialWeights } from '../learning/initialisation.ts';
import { buildLayout, networksFromWeights, type WeightLayout } from '../learning/layout.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { InputError } from '../schema.ts';
import { EdgeEnvironment, type EnvironmentState } from '../world/environment.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { areSameServers, formerPlaces, idsOf } from '../world/servers.ts';
import type { SlotOutcome } from '../world/slot.ts';
import { type ComparisonState, compared, NOTHING_COMPARED, type RivalPlan } from './comparison.ts';
import type { ActingRecord, CityEvent } from './events.ts';
import {
  type ActingSnapshot,
  type CityPolicy,
  citySeed,
  type RunSetup,
  type WeightSnapshot,
} from './setup.ts';

/** Who decides when the city opens. */
export interface CityPlan {
  readonly policy: CityPolicy;
  readonly orchestration: OrchestrationOptions;
  readonly manualDecisions: readonly number[];
  /** What policies decide by that is made apart; absent where there is none. */
  readonly acting?: readonly ActingSnapshot[];
}

/** Exact state of the visible city between two slots (structured-cloneable). */
export interface CityCheckpoint {
  readonly slot: number;
  readonly plan: CityPlan;
  readonly scenario: Scenario;
  readonly weights: WeightSnapshot;
  readonly environment: EnvironmentState;
  /** Sum of the system rewards since policy or scenario changed, and over how many slots. */
  readonly rewardSum: number;
  readonly rewardSlots: number;
  /** The city beside it, where there is one. */
  readonly rival?: {
    readonly plan: RivalPlan;
    readonly city: CityCheckpoint;
    readonly comparison: ComparisonState;
  };
}

/** A city beside the visible one: the same draws, another policy. */
export interface Rival {
  readonly plan: RivalPlan;
  readonly city: CityRun;
  readonly comparison: ComparisonState;
  /** What came of its newest slot; null before the first. */
  readonly outcome: SlotOutcome | null;
}

export class CityRun {
  readonly environment: EdgeEnvironment;
  readonly #setup: RunSetup;
  #layout: WeightLayout;
  readonly #seed: number;
  readonly #accelerator: NetworkAccelerator | null;
  #slot = 0;
  #plan: CityPlan;
  #policy: Policy | null = null;
  #scenario: Scenario;
  #weights: WeightSnapshot;
  #rewardSum = 0;
  #rewardSlots = 0;
  #rival: Rival | null = null;

  /**
   * Fresh from the setup (untrained networks, or those that were opened), or going on exactly from
   * a checkpoint.
   *
   * @param accelerator of the policies on networks; the run is the same without
   * @throws InputError where the policy or the decisions do not fit the scenario
   */
  constructor(
    setup: RunSetup,
    plan: CityPlan,
    checkpoint: CityCheckpoint | null = null,
    accelerator: NetworkAccelerator | null = null,
  ) {
    this.#accelerator = accelerator;
    this.#setup = setup;
    this.#layout = buildLayout(checkpoint?.scenario ?? setup.scenario, setup.learner);
    this.#seed = citySeed(setup.seed);
    this.environment = new EdgeEnvironment(setup.scenario);
    this.environment.reset(this.#seed);
    this.#plan = checkpoint?.plan ?? plan;
    this.#scenario = checkpoint?.scenario ?? setup.scenario;
    this.#weights = checkpoint?.weights ?? openingWeights(this.#layout, setup);
    if (checkpoint) {
      this.environment.restore(checkpoint.environment);
      this.#slot = checkpoint.slot;
      this.#rewardSum = checkpoint.rewardSum;
      this.#rewardSlots = checkpoint.rewardSlots;
    }
    this.#checkDecisions(this.#plan.manualDecisions);
    this.#preparePolicy();
    if (checkpoint?.rival) {
      const { city, ...rest } = checkpoint.rival;
      this.#rival = { ...rest, city: this.#twin(city), outcome: null };
    }
  }

  /** Slots played so far. */
  get slot(): number {
    return this.#slot;
  }

  get plan(): CityPlan {
    return this.#plan;
  }

  /** As last applied: the world takes it up at the next slot. */
  get scenario(): Scenario {
    return this.#scenario;
  }

  /** The weights that decide. */
  get weights(): WeightSnapshot {
    return this.#weights;
  }

  /** Mean system reward a slot since the policy or the scenario changed; 0 before the first. */
  get meanReward(): number {
    return this.#rewardSlots === 0 ? 0 : this.#rewardSum / this.#rewardSlots;
  }

  get meanSlots(): number {
    return this.#rewardSlots;
  }

  /** The city beside this one; null where there is none. */
  get rival(): Rival | null {
    return this.#rival;
  }

  /** The decision of the current slot, by whoever decides now. */
  decide(): Int32Array {
    if (!this.#policy) return Int32Array.from(this.#plan.manualDecisions);
    return this.#policy.decide(this.environment, this.#slot);
  }

  /** Plays the slot, here and in the city beside it; where that was the last one of a day of `released`, the next day begins. */
  advance(decisions: ArrayLike<number>): SlotOutcome {
    const { infos, truncations } = this.environment.step(decisions);
    if (truncations[0] === 1) this.environment.reset();
    this.#slot += 1;
    this.#rewardSum += infos.systemReward;
    this.#rewardSlots += 1;
    this.#advanceRival(infos.systemReward);
    return infos;
  }

  /** What a log begins with: the plan, which no setup says. */
  opening(): CityEvent[] {
    const { policy, orchestration, manualDecisions, acting } = this.#plan;
    const slot = this.#slot;
    return [
      ...(acting ?? []).map((each) => {
        return { room: 'city', slot, type: 'acting', acting: recordOf(each) } as const;
      }),
      { room: 'city', slot, type: 'policy', policy, orchestration },
      { room: 'city', slot, type: 'manual', decisions: manualDecisions },
    ];
  }

  takeWeights(snapshot: WeightSnapshot): CityEvent {
    this.#weights = this.fitting(snapshot);
    this.#preparePolicy();
    this.#rival?.city.takeWeights(snapshot);
    const { trainedSlots, scenario } = snapshot;
    const servers = scenario ? { servers: idsOf(scenario) } : {};
    return { room: 'city', slot: this.#slot, type: 'weights', trainedSlots, ...servers };
  }

  /** @throws InputError where there is no such policy here; then nothing has changed */
  setPolicy(policy: CityPolicy, orchestration: OrchestrationOptions): CityEvent {
    const before = this.#plan;
    this.#plan = { ...before, policy, orchestration };
    try {
      this.#preparePolicy();
    } catch (error) {
      this.#plan = before;
      throw error;
    }
    this.#countAfresh();
    this.#compareAfresh();
    return { room: 'city', slot: this.#slot, type: 'policy', policy, orchestration };
  }

  /** @throws InputError where actors are of other servers; then nothing has changed */
  setActing(acting: ActingSnapshot): CityEvent {
    const before = this.#plan;
    if (acting.kind === 'distilled') checkActors(acting.actors, this.#scenario);
    if (acting.kind === 'centralized') checkLevels(acting.network.layout.levels, this.#scenario);
    const others = (before.acting ?? []).filter(({ kind }) => kind !== acting.kind);
    this.#plan = { ...before, acting: [...others, acting] };
    this.#preparePolicy();
    // A companion learns on while it decides, as the run's own networks do.
    if (acting.kind === 'distilled') {
      if (before.policy === acting.kind) this.#countAfresh();
      this.#compareAfresh();
    } else {
      this.#rival?.city.setActing(acting);
    }
    return { room: 'city', slot: this.#slot, type: 'acting', acting: recordOf(acting) };
  }

  /** @throws InputError where a decision is out of range; then nothing has changed */
  setManualDecisions(decisions: readonly number[]): CityEvent {
    this.#checkDecisions(decisions);
    this.#plan = { ...this.#plan, manualDecisions: decisions };
    this.#rival?.city.setManualDecisions(decisions);
    return { room: 'city', slot: this.#slot, type: 'manual', decisions };
  }

  /** @throws InputError where the change needs a restart; then nothing has changed */
  applyScenario(scenario: Scenario): CityEvent {
    const [before, after] = [idsOf(this.#scenario), idsOf(scenario)];
    if (areSameServers(before, after)) this.environment.applyScenario(scenario);
    else this.#changeServers(scenario, formerPlaces(before, after));
    this.#scenario = scenario;
    this.#countAfresh();
    this.#compareAfresh();
    return { room: 'city', slot: this.#slot, type: 'scenario', scenario };
  }

  /** Decisions set by hand stay with their servers; whoever joins rents nothing. */
  #changeServers(scenario: Scenario, former: readonly (number | null)[]): void {
    const layout = buildLayout(scenario, this.#setup.learner);
    this.environment.applyScenario(scenario);
    const { acting: _, ...plan } = this.#plan;
    const manualDecisions = former.map((place) =>
      place === null ? 0 : this.#plan.manualDecisions[place]!,
    );
    // Actors and others that were made apart are of the servers before, or too many for exact search.
    const { policy } = plan;
    const isLost =
      policy !== 'manual' && (isOther(policy) || policyRefusal(policy, scenario) !== null);
    this.#plan = { ...plan, manualDecisions, policy: isLost ? 'maDql' : policy };
    this.#layout = layout;
    this.#scenario = scenario;
    this.#weights = this.fitting(this.#weights);
    this.#preparePolicy();
  }

  /** Weights of the servers that are here, where they were trained for some that come or went. */
  fitting(snapshot: WeightSnapshot): WeightSnapshot {
    const { learner } = this.#setup;
    const weights = this.#fittingWeights(snapshot, learner, this.#layout);
    if (weights === snapshot.weights) return snapshot;
    return { weights, trainedSlots: snapshot.trainedSlots, scenario: this.#scenario };
  }

  #fittingWeights(
    { weights, scenario: trained }: Pick<WeightSnapshot, 'weights' | 'scenario'>,
    learner: LearnerConfiguration,
    layout: WeightLayout,
  ): Float64Array {
    const { scenario, seed } = this.#setup;
    const from = trained ?? scenario;
    const [before, after] = [idsOf(from), idsOf(this.#scenario)];
    if (areSameServers(before, after)) return weights;
    const generation = { layout: buildLayout(from, learner), ids: before };
    return grownWeights(generation, { layout, ids: after }, weights, seed);
  }

  /**
   * Lets a city beside this one live the same slots under another policy, from this slot on; null
   * ends it. Whatever changes who decides or the scenario lets both begin again from one state.
   *
   * @throws InputError where there is no such policy here; then nothing has changed
   */
  setRival(plan: RivalPlan | null): CityEvent {
    this.#rival = plan && this.#rivalOf(plan);
    return { room: 'city', slot: this.#slot, type: 'rival', rival: plan };
  }

  /**
   * Does again what an event of the log did; weights are handed in by `takeWeights`, what policies
   * decide by that is made apart by `setActing`.
   */
  obey(event: Exclude<CityEvent, { type: 'weights' | 'acting' }>): void {
    if (event.type === 'policy') this.setPolicy(event.policy, event.orchestration);
    else if (event.type === 'manual') this.setManualDecisions(event.decisions);
    else if (event.type === 'rival') this.setRival(event.rival);
    else this.applyScenario(event.scenario);
  }

  save(): CityCheckpoint {
    const rival = this.#rival;
    if (!rival) return this.#saveAlone();
    const { plan, city, comparison } = rival;
    return { ...this.#saveAlone(), rival: { plan, city: city.save(), comparison } };
  }

  #saveAlone(): CityCheckpoint {
    return {
      slot: this.#slot,
      plan: this.#plan,
      scenario: this.#scenario,
      weights: this.#weights,
      environment: this.environment.save(),
      rewardSum: this.#rewardSum,
      rewardSlots: this.#rewardSlots,
    };
  }

  /** The same city in the same slot under another policy. */
  #rivalOf(plan: RivalPlan): Rival {
    const { policy, readOut } = plan;
    const orchestration = { ...this.#plan.orchestration, readOut };
    const own = this.#saveAlone();
    const city = this.#twin({ ...own, plan: { ...own.plan, policy, orchestration } });
    return { plan, city, comparison: NOTHING_COMPARED, outcome: null };
  }

  #twin(checkpoint: CityCheckpoint): CityRun {
    return new CityRun(this.#setup, checkpoint.plan, checkpoint, this.#accelerator);
  }

  #advanceRival(own: number): void {
    const rival = this.#rival;
    if (!rival) return;
    const { slotsPerDay } = this.#scenario;
    const outcome = rival.city.advance(rival.city.decide());
    const comparison = compared(rival.comparison, own, outcome.systemReward, slotsPerDay);
    this.#rival = { ...rival, outcome, comparison };
  }

  /** Both begin again from the state of this one; a policy that cannot run any more ends it. */
  #compareAfresh(): void {
    if (!this.#rival) return;
    try {
      this.#rival = this.#rivalOf(this.#rival.plan);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#rival = null;
    }
  }

  #preparePolicy(): void {
    const { policy, orchestration, acting } = this.#plan;
    const networks = networksFromWeights(this.#layout, this.#weights.weights);
    this.#policy =
      policy === 'manual'
        ? null
        : createPolicy(policy, {
            scenario: this.#scenario,
            networks,
            orchestration,
            seed: this.#seed,
            accelerator: this.#accelerator,
            others: this.#othersOf(acting ?? []),
          });
  }

  /** What policies decide by beside the run's own networks. */
  #othersOf(acting: readonly ActingSnapshot[]): OtherPolicies {
    const learner = vdnLearner(this.#setup.learner);
    const made = acting.map((each): OtherPolicies => {
      if (each.kind === 'distilled') return { distilled: each.actors };
      if (each.kind === 'centralized') return { centralized: each.network };
      const layout = buildLayout(this.#scenario, learner);
      const weights = this.#fittingWeights(each, learner, layout);
      return { vdn: networksFromWeights(layout, weights) };
    });
    return Object.assign({}, ...made);
  }

  #checkDecisions(decisions: readonly number[]): void {
    const { levels } = this.environment;
    if (decisions.length !== levels.length) {
      throw new InputError('decisions', decisions.length, `a list of ${levels.length}`);
    }
    levels.forEach((level, server) => {
      const decision = decisions[server]!;
      if (Number.isInteger(decision) && decision >= 0 && decision < level) return;
      throw new InputError(
        `decisions[${server}]`,
        decision,
        `a whole number from 0 to ${level - 1}`,
      );
    });
  }

  #countAfresh(): void {
    this.#rewardSum = 0;
    this.#rewardSlots = 0;
  }
}

/** A network of all joint decisions is of its own servers alone. */
function checkLevels(levels: readonly number[], scenario: Scenario): void {
  const here = levelsOf(scenario).join(', ');
  if (levels.join(', ') === here) return;
  throw new InputError('centralized.levels', levels, `${here}: those of the servers here`);
}

function recordOf(acting: ActingSnapshot): ActingRecord {
  if (acting.kind === 'distilled') return acting;
  const { kind, trainedSlots } = acting;
  if (kind === 'vdn') {
    return acting.scenario
      ? { kind, trainedSlots, servers: idsOf(acting.scenario) }
      : { kind, trainedSlots };
  }
  return acting.begun ? { kind, trainedSlots, begun: acting.begun } : { kind, trainedSlots };
}

function openingWeights(layout: WeightLayout, { seed, origin }: RunSetup): WeightSnapshot {
  if (!origin) return { weights: initialWeights(layout, seed), trainedSlots: 0 };
  const { weights, trainedSlots } = origin;
  return { weights, trainedSlots };
}
