/** How many tasks a user has: expected tasks by zone and hour of the day. */
import tables from './demandTables.json' with { type: 'json' };
import { type DemandTable, type Scenario, ZONES } from './scenario.ts';

export const HOURS = 24;

/** Hour of the day (0..23) of slot `time` of the day: floor(t * HOURS / slotsPerDay). */
export function hourOf(time: number, slotsPerDay: number): number {
  return Math.floor((time * HOURS) / slotsPerDay) % HOURS;
}

/** The table that a scenario names or holds, before `demandScale`. */
export function demandTable(scenario: Pick<Scenario, 'demand'>): DemandTable {
  return typeof scenario.demand === 'string' ? tables[scenario.demand] : scenario.demand;
}

/** Expected tasks of one user in one slot, at index (index into ZONES) * HOURS + hour. */
export function expectedTasks(scenario: Pick<Scenario, 'demand' | 'demandScale'>): Float64Array {
  const table = demandTable(scenario);
  return Float64Array.from(
    ZONES.flatMap((zone) => table[zone].map((tasks) => tasks * scenario.demandScale)),
  );
}

/** Fig. 8's kind of change: every zone lives the day of the next zone, twelve hours later. */
export function turnedDemand(table: DemandTable): DemandTable {
  const turned = ZONES.map((zone, index) => {
    const other = table[ZONES[(index + 1) % ZONES.length]!];
    const half = other.length / 2;
    return [zone, [...other.slice(half), ...other.slice(0, half)]] as const;
  });
  return Object.fromEntries(turned) as unknown as DemandTable;
}
