/**
 * What policies decide at every hour and price (the paper's Fig. 4), counted while they run the
 * held-out world: true of any policy, whether it has networks, talks to its neighbours, or neither.
 */
import { HOURS } from '../world/demand.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import { OBSERVATION_SCALES, OBSERVATION_SIZE } from '../world/slot.ts';
import { PRICE_BINS } from './distillation.ts';
import type { Evaluation } from './evaluate.ts';
import { createPolicy, type Policy, type PolicySetting } from './policies.ts';
import type { PolicyKey } from './policyKeys.ts';
import { blockMeans, mean, standardError } from './statistics.ts';

/** What one server decided. */
export interface CountedDecisions {
  /** K_n. */
  readonly levels: number;
  /** Lower border of the first price bin and upper one of the last; all bins are of one width. */
  readonly prices: readonly [minimum: number, maximum: number];
  /** Slots at an hour (24), price (10) and level (K_n), row-major. */
  readonly counts: Uint32Array;
}

/** One policy in its copy of the held-out world. */
export interface PlayedPolicy {
  readonly key: PolicyKey;
  /** In the order of the servers' indices. */
  readonly servers: readonly CountedDecisions[];
  /** System reward a slot. */
  readonly reward: number;
  /** Of `reward`, over whole days; null of fewer than two. */
  readonly standardError: number | null;
}

export interface PlayedMaps {
  readonly evaluation: Evaluation;
  /** Slots played so far by every policy, and whole days among them. */
  readonly slots: number;
  readonly days: number;
  /** In the order asked for. */
  readonly policies: readonly PlayedPolicy[];
  /** Slots at an hour (24) and price (10) in which not all policies decided alike, by server. */
  readonly differing: readonly Uint32Array[];
}

export interface PolicyMapsSetting extends PolicySetting {
  readonly keys: readonly PolicyKey[];
  readonly evaluation: Evaluation;
}

/** Place of an hour and a price in a table of 24 x 10; a price beside the range counts at its end. */
export function hourPriceCell(
  hour: number,
  price: number,
  [minimum, maximum]: readonly [number, number],
): number {
  const share = maximum > minimum ? (price - minimum) / (maximum - minimum) : 0;
  const bin = Math.min(PRICE_BINS - 1, Math.max(0, Math.floor(share * PRICE_BINS)));
  return hour * PRICE_BINS + bin;
}

/** The prices that a server can meet. */
export function pricesMet(environment: EdgeEnvironment, server: number): [number, number] {
  const { low, high } = environment.observationSpace(server);
  const entry = OBSERVATION_SIZE - 1;
  return [priceOf(low[entry]!), priceOf(high[entry]!)];
}

/** Undoes `priceInput`. */
function priceOf(input: number): number {
  return OBSERVATION_SCALES.price * (1 + input);
}

/**
 * Lets every policy run its own copy of the held-out world, day after day in turn: what is drawn
 * never depends on decisions, so that all meet the same hours, prices and users. Yields what is
 * known after each day, and returns the last of it.
 *
 * @throws InputError for a policy that cannot run here
 */
export function* playPolicyMaps(setting: PolicyMapsSetting): Generator<PlayedMaps, PlayedMaps> {
  const { scenario, keys, evaluation } = setting;
  const players = keys.map((key) => new Player(createPolicy(key, setting), setting));
  const differing = players[0]?.servers.map(() => new Uint32Array(HOURS * PRICE_BINS)) ?? [];
  for (let slot = 0; slot < evaluation.slots; slot += 1) {
    if (slot > 0 && slot % scenario.slotsPerDay === 0) {
      yield playedMaps(players, differing, setting, slot);
    }
    const decided = players.map((player) => player.play(slot));
    const [first, ...others] = decided;
    first?.decisions.forEach((level, server) => {
      if (others.every(({ decisions }) => decisions[server] === level)) return;
      const cell = first.cells[server]!;
      differing[server]![cell] = differing[server]![cell]! + 1;
    });
  }
  return playedMaps(players, differing, setting, evaluation.slots);
}

/** One policy in its copy of the world. */
class Player {
  readonly servers: readonly CountedDecisions[];
  /** System reward of every slot so far; 0 after them. */
  readonly rewards: Float64Array;
  readonly policy: Policy;
  readonly #environment: EdgeEnvironment;

  constructor(policy: Policy, { scenario, evaluation }: PolicyMapsSetting) {
    this.policy = policy;
    this.rewards = new Float64Array(evaluation.slots);
    const environment = new EdgeEnvironment(scenario);
    environment.reset(evaluation.seed);
    this.#environment = environment;
    this.servers = environment.levels.map((levels, server) => ({
      levels,
      prices: pricesMet(environment, server),
      counts: new Uint32Array(HOURS * PRICE_BINS * levels),
    }));
  }

  /** Plays a slot; gives back the decision, and where it is counted. */
  play(slot: number): { readonly decisions: Int32Array; readonly cells: readonly number[] } {
    const environment = this.#environment;
    const { hour } = environment;
    const { prices } = environment.draws;
    const decisions = this.policy.decide(environment, slot);
    const cells = this.servers.map(({ levels, prices: range, counts }, server) => {
      const cell = hourPriceCell(hour, prices[server]!, range);
      const place = cell * levels + decisions[server]!;
      counts[place] = counts[place]! + 1;
      return cell;
    });
    const { infos, truncations } = environment.step(decisions);
    this.rewards[slot] = infos.systemReward;
    if (truncations[0] === 1) environment.reset();
    return { decisions, cells };
  }
}

function playedMaps(
  players: readonly Player[],
  differing: readonly Uint32Array[],
  { scenario, evaluation }: PolicyMapsSetting,
  slots: number,
): PlayedMaps {
  const { slotsPerDay } = scenario;
  return {
    evaluation,
    slots,
    days: Math.floor(slots / slotsPerDay),
    policies: players.map(({ policy, servers, rewards }) => {
      const played = rewards.subarray(0, slots);
      return {
        key: policy.key,
        servers: servers.map((each) => ({ ...each, counts: each.counts.slice() })),
        reward: mean(played),
        standardError: standardError(blockMeans(played, slotsPerDay)),
      };
    }),
    differing: differing.map((each) => each.slice()),
  };
}
