/** What N2O and its rivals earn when they run the city, all over the same held-out world. */
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { RivalKey } from '../orchestration/rivals/rival.ts';
import type { RivalOptions } from '../orchestration/rivals/rivalOptions.ts';
import { rivalOutcome, rivalRefusal } from '../orchestration/rivals/runRival.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { buildTopology } from '../world/topology.ts';
import type { Evaluation } from './evaluate.ts';
import { problemAt } from './policies.ts';
import { refusedPolicy } from './policyKeys.ts';
import { blockMeans, mean, standardError } from './statistics.ts';

/** An estimate over the days played. */
export interface Estimate {
  readonly value: number;
  /** Over days; null of fewer than two. */
  readonly standardError: number | null;
}

export interface RivalEarnings {
  readonly key: RivalKey;
  /** System reward a slot. */
  readonly reward: Estimate;
  /** Reward as a share of exact P2's over the same slots; null where that is not played or earns nothing. */
  readonly share: Estimate | null;
  /** Sent in a slot over all links, on average. */
  readonly messages: number;
  readonly bytes: number;
}

/** What is known after some days. */
export interface RivalRewards {
  /** The held-out world: the same for all rivals, as are the draws of failing links. */
  readonly evaluation: Evaluation;
  /** Slots played so far by every rival, and whole days among them. */
  readonly slots: number;
  readonly days: number;
  /** In the order asked for. */
  readonly earnings: readonly RivalEarnings[];
}

export interface RivalRewardsSetting {
  readonly scenario: Scenario;
  /** In the order of the servers' indices. */
  readonly networks: LocalNetworks;
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
  readonly keys: readonly RivalKey[];
  readonly evaluation: Evaluation;
  /** What is earned is the same without. */
  readonly accelerator?: NetworkAccelerator | null;
}

/** Null where a rival can run the city, else why not. */
export function cityRivalRefusal(key: RivalKey, scenario: Scenario): string | null {
  const scopes = buildTopology(scenario).neighbours.map((others, n) => [n, ...others]);
  return rivalRefusal(key, { levels: levelsOf(scenario), scopes });
}

/**
 * Lets every rival play the held-out world, each in a copy of its own, day after day in turn:
 * what is drawn never depends on decisions, so that all meet the same days. Yields what is known
 * after each day, and returns the last of it.
 *
 * @throws InputError for a rival that `cityRivalRefusal` refuses, or where an LSM has too many joint
 *   decisions
 */
export function* playRivals(
  setting: RivalRewardsSetting,
): Generator<RivalRewards, RivalRewards, void> {
  const { scenario, keys, evaluation } = setting;
  for (const key of keys) {
    const refusal = cityRivalRefusal(key, scenario);
    if (refusal) throw refusedPolicy('rivals', key, refusal);
  }
  const players = keys.map((key) => new Player(key, setting));
  const { slotsPerDay } = scenario;
  for (let slots = 0; slots < evaluation.slots; ) {
    slots = Math.min(slots + slotsPerDay, evaluation.slots);
    for (const player of players) player.playTo(slots);
    yield rewardsOf(players, setting, slots);
  }
  return rewardsOf(players, setting, evaluation.slots);
}

/** One rival in its copy of the world. */
class Player {
  readonly key: RivalKey;
  /** System reward of every slot so far; 0 after them. */
  readonly rewards: Float64Array;
  messages = 0;
  bytes = 0;
  readonly #setting: RivalRewardsSetting;
  readonly #environment: EdgeEnvironment;
  #slot = 0;

  constructor(key: RivalKey, setting: RivalRewardsSetting) {
    this.key = key;
    this.#setting = setting;
    this.rewards = new Float64Array(setting.evaluation.slots);
    this.#environment = new EdgeEnvironment(setting.scenario);
    this.#environment.reset(setting.evaluation.seed);
  }

  playTo(end: number): void {
    const { networks, options, rivals, accelerator = null } = this.#setting;
    const environment = this.#environment;
    for (; this.#slot < end; this.#slot += 1) {
      const slot = this.#slot;
      const problem = problemAt(environment, networks, accelerator, options);
      const tables = new DecisionTables(problem.objectives);
      const outcome = rivalOutcome(this.key, { problem, tables, options, rivals, slot });
      this.messages += outcome.messages;
      this.bytes += outcome.bytes;
      const { infos, truncations } = environment.step(outcome.decision);
      this.rewards[slot] = infos.systemReward;
      if (truncations[0] === 1) environment.reset();
    }
  }
}

function rewardsOf(
  players: readonly Player[],
  { scenario, evaluation }: RivalRewardsSetting,
  slots: number,
): RivalRewards {
  const daysOf = ({ rewards }: Player) =>
    blockMeans(rewards.subarray(0, slots), scenario.slotsPerDay);
  const exact = players.find(({ key }) => key === 'exactP2');
  const best = exact && { mean: mean(exact.rewards.subarray(0, slots)), days: daysOf(exact) };
  return {
    evaluation,
    slots,
    days: Math.floor(slots / scenario.slotsPerDay),
    earnings: players.map((player) => {
      const value = mean(player.rewards.subarray(0, slots));
      const days = daysOf(player);
      return {
        key: player.key,
        reward: { value, standardError: standardError(days) },
        share: best && best.mean > 0 ? shareOf({ mean: value, days }, best) : null,
        messages: player.messages / slots,
        bytes: player.bytes / slots,
      };
    }),
  };
}

interface Earned {
  readonly mean: number;
  /** Mean of every whole day. */
  readonly days: readonly number[];
}

/** A ratio of means over the same days; its error from what each day leaves of it. */
function shareOf(mine: Earned, best: Earned): Estimate {
  const value = mine.mean / best.mean;
  const error = standardError(mine.days.map((day, i) => day - value * best.days[i]!));
  return { value, standardError: error === null ? null : error / best.mean };
}
