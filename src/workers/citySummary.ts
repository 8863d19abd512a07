/** The numbers of one slot for the page's store. */
import type { CityRun } from '../session/cityRun.ts';
import { hourOf } from '../world/demand.ts';
import type { SlotOutcome } from '../world/slot.ts';
import type { CitySlot } from './cityFrame.ts';
import type { CitySummary, RivalSummary, ServerSummary } from './protocol.ts';

export function citySummary(before: CitySlot, outcome: SlotOutcome, run: CityRun): CitySummary {
  const { slot, timeOfDay, slotsPerDay, trainedSlots, policy, draws } = before;
  const { systemReward, tasks, cloudTasks } = outcome;
  return {
    slot,
    timeOfDay,
    hour: hourOf(timeOfDay, slotsPerDay),
    users: draws.users.count,
    policy,
    trainedSlots,
    systemReward,
    meanReward: run.meanReward,
    meanSlots: run.meanSlots,
    servers: run.environment.topology.zones.map((zone, id) =>
      serverSummary(id, zone, before, outcome),
    ),
    tasks,
    cloudTasks,
    rival: rivalSummary(run),
  };
}

function rivalSummary({ rival }: CityRun): RivalSummary | null {
  if (!rival?.outcome) return null;
  const { plan, comparison, outcome } = rival;
  const { systemReward, decisions } = outcome;
  return { ...plan, systemReward, decisions: Array.from(decisions), comparison };
}

function serverSummary(
  id: number,
  zone: string,
  { draws }: CitySlot,
  outcome: SlotOutcome,
): ServerSummary {
  const delay = outcome.computationDelay[id]!;
  return {
    id,
    zone,
    decision: outcome.decisions[id]!,
    usersInRange: draws.usersInRange[id]!,
    load: outcome.offered[id]!,
    capacity: outcome.capacity[id]!,
    processed: outcome.processed[id]!,
    computationDelay: Number.isNaN(delay) ? null : delay,
    estimatedDelay: draws.estimates[id]!,
    spectrum: draws.spectrum[id]!,
    price: draws.prices[id]!,
    reward: outcome.rewards[id]!,
  };
}
