/** Writes one slot of the city into a frame. */
import type { CityRun } from '../session/cityRun.ts';
import type { CityPolicy } from '../session/setup.ts';
import type { SlotDraws, SlotOutcome } from '../world/slot.ts';
import { frameBuffer, layOutFrame } from './frame.ts';

/** What is known of a slot before its decision. */
export interface CitySlot {
  readonly slot: number;
  readonly timeOfDay: number;
  readonly slotsPerDay: number;
  readonly trainedSlots: number;
  readonly policy: CityPolicy;
  readonly draws: SlotDraws;
}

export function citySlot({ slot, environment, weights, plan }: CityRun): CitySlot {
  const { draws, timeOfDay, scenario } = environment;
  return {
    slot,
    timeOfDay,
    slotsPerDay: scenario.slotsPerDay,
    trainedSlots: weights.trainedSlots,
    policy: plan.policy,
    draws,
  };
}

/** A frame of a slot that is over, in the buffer handed in where it is large enough. */
export function writeCityFrame(
  before: CitySlot,
  outcome: SlotOutcome,
  used: ArrayBuffer | undefined,
): ArrayBuffer {
  const { users, prices, spectrum, usersInRange, estimates } = before.draws;
  const { slot, timeOfDay, slotsPerDay, trainedSlots, policy } = before;
  const { systemReward, tasks, cloudTasks } = outcome;
  const serverCount = prices.length;
  const buffer = frameBuffer(serverCount, users.count, used);
  const frame = layOutFrame(buffer, {
    slot,
    timeOfDay,
    slotsPerDay,
    trainedSlots,
    policy,
    systemReward,
    tasks,
    cloudTasks,
    serverCount,
    userCount: users.count,
  });
  const { servers } = frame;
  servers.decision.set(outcome.decisions);
  servers.load.set(outcome.offered);
  servers.capacity.set(outcome.capacity);
  servers.processed.set(outcome.processed);
  servers.computationDelay.set(outcome.computationDelay);
  servers.transmissionDelay.set(outcome.transmissionDelay);
  servers.estimatedDelay.set(estimates);
  servers.price.set(prices);
  servers.spectrum.set(spectrum);
  servers.reward.set(outcome.rewards);
  servers.usersInRange.set(usersInRange);
  frame.ids.set(users.id);
  frame.x.set(users.x);
  frame.y.set(users.y);
  frame.tasksOfUser.set(users.tasks);
  frame.servedBy.set(outcome.servedBy);
  return buffer;
}
