/**
 * Decisions with perfect knowledge of the slot's draws: what could be earned at best (oracle),
 * what selfish servers settle on when they know each other (Nash), and what they do when each
 * expects to be alone (optimistic). Ties go to the lowest level, or the first joint decision.
 */
import type { EdgeEnvironment } from './environment.ts';

/** The oracle tries every joint decision up to this number. */
export const BRUTE_FORCE_LIMIT = 800;
const NASH_SWEEPS = 12;

/** What a search looks at: an environment, or anything with its levels and rewards. */
export type RewardModel = Pick<EdgeEnvironment, 'levels' | 'rewardsOf'>;

/**
 * The joint decision of largest system reward: by brute force up to 800 joint decisions, else the
 * best of coordinate ascent from all 0, from all 1, and from 0 and 1 alternating by id.
 */
export function oracleDecisions(model: RewardModel): Int32Array {
  const { levels } = model;
  const joint = levels.reduce((product, level) => product * level, 1);
  if (joint <= BRUTE_FORCE_LIMIT) return bestOfAll(model);
  const starts = [() => 0, () => 1, (server: number) => server % 2];
  let best = new Int32Array(levels.length);
  let most = Number.NEGATIVE_INFINITY;
  for (const start of starts) {
    const decisions = Int32Array.from(levels, (_, server) => start(server));
    const reward = ascend(model, decisions);
    if (reward > most) {
      most = reward;
      best = decisions;
    }
  }
  return best;
}

/** Best response on the true r_n in order of id, from all 1, until nobody moves (12 sweeps at most). */
export function nashDecisions(model: RewardModel): Int32Array {
  const { levels } = model;
  const decisions = new Int32Array(levels.length).fill(1);
  const rewards = new Float64Array(levels.length);
  for (let sweep = 0; sweep < NASH_SWEEPS; sweep++) {
    let moved = false;
    for (let server = 0; server < levels.length; server++) {
      const before = decisions[server]!;
      chooseLevel(model, decisions, server, () => {
        model.rewardsOf(decisions, rewards);
        return rewards[server]!;
      });
      moved ||= decisions[server] !== before;
    }
    if (!moved) break;
  }
  return decisions;
}

/** Everybody's best r_n if all others rented nothing. */
export function optimisticDecisions(model: RewardModel): Int32Array {
  const { levels } = model;
  const rewards = new Float64Array(levels.length);
  const alone = new Int32Array(levels.length);
  return Int32Array.from(levels, (_, server) => {
    chooseLevel(model, alone, server, () => {
      model.rewardsOf(alone, rewards);
      return rewards[server]!;
    });
    const level = alone[server]!;
    alone[server] = 0;
    return level;
  });
}

/** Sets one server's decision to the lowest level of largest value, and returns that value. */
function chooseLevel(
  { levels }: RewardModel,
  decisions: Int32Array,
  server: number,
  value: () => number,
): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let level = 0; level < levels[server]!; level++) {
    decisions[server] = level;
    const found = value();
    if (found > most) {
      most = found;
      best = level;
    }
  }
  decisions[server] = best;
  return most;
}

/** Server by server, each the level of largest system reward, until nobody moves. */
function ascend(model: RewardModel, decisions: Int32Array): number {
  const rewards = new Float64Array(decisions.length);
  const systemReward = () => model.rewardsOf(decisions, rewards);
  let reached = systemReward();
  for (;;) {
    const before = reached;
    for (let server = 0; server < decisions.length; server++) {
      reached = chooseLevel(model, decisions, server, systemReward);
    }
    if (!(reached > before)) return reached;
  }
}

/** Every joint decision in lexicographic order, the last server fastest. */
function bestOfAll(model: RewardModel): Int32Array {
  const { levels } = model;
  const decisions = new Int32Array(levels.length);
  const best = new Int32Array(levels.length);
  const rewards = new Float64Array(levels.length);
  let most = Number.NEGATIVE_INFINITY;
  for (;;) {
    const reward = model.rewardsOf(decisions, rewards);
    if (reward > most) {
      most = reward;
      best.set(decisions);
    }
    let server = levels.length - 1;
    while (server >= 0 && decisions[server] === levels[server]! - 1) decisions[server--] = 0;
    if (server < 0) return best;
    decisions[server]! += 1;
  }
}
