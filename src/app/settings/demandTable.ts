/** Edits of the table of demand: four zones x 24 hours of expected tasks a user and slot. */
import { demandTable, HOURS } from '../../world/demand.ts';
import { type DemandTable, ZONES, type Zone } from '../../world/scenario.ts';
import { readFieldText } from './fieldText.ts';

/** Most expected tasks of one user in a slot. */
export const MOST_TASKS = 100;
const NAMED = ['paper', 'released'] as const;
export type NamedTable = (typeof NAMED)[number];

/** A number of tasks that the table can hold, as far as it has to be shown. */
export function fittingTasks(value: number): number {
  return Number(Math.min(MOST_TASKS, Math.max(0, value)).toFixed(2));
}

export function withHour(table: DemandTable, zone: Zone, hour: number, tasks: number): DemandTable {
  return { ...table, [zone]: table[zone].with(hour, tasks) };
}

/** A point of a stroke over the chart. */
export interface StrokePoint {
  readonly hour: number;
  readonly tasks: number;
}

/** Drawn numbers are multiples of this: a hand is no finer. */
const DRAWN_GRAIN = 0.5;

/** The hours that a stroke passes from one point to the next, on a straight line; both included. */
export function withStroke(
  table: DemandTable,
  zone: Zone,
  from: StrokePoint,
  to: StrokePoint,
): DemandTable {
  const values = [...table[zone]];
  const hours = Math.abs(to.hour - from.hour);
  for (let step = 0; step <= hours; step++) {
    const share = hours === 0 ? 1 : step / hours;
    const hour = from.hour + Math.sign(to.hour - from.hour) * step;
    const tasks = from.tasks + share * (to.tasks - from.tasks);
    values[hour] = fittingTasks(Math.round(tasks / DRAWN_GRAIN) * DRAWN_GRAIN);
  }
  return { ...table, [zone]: values };
}

/** Every hour of a zone times a factor; what would be too much is the most. */
export function withScaled(table: DemandTable, zone: Zone, factor: number): DemandTable {
  return { ...table, [zone]: table[zone].map((tasks) => fittingTasks(tasks * factor)) };
}

export function withCopied(table: DemandTable, from: Zone, to: Zone): DemandTable {
  return { ...table, [to]: [...table[from]] };
}

/** One zone as it is in a named table. */
export function withReset(table: DemandTable, zone: Zone, named: NamedTable): DemandTable {
  return { ...table, [zone]: [...demandTable({ demand: named })[zone]] };
}

/** The field of the scenario for a table: the name of one that has a name. */
export function demandOf(table: DemandTable): NamedTable | DemandTable {
  const same = (named: NamedTable) =>
    ZONES.every((zone) =>
      demandTable({ demand: named })[zone].every((tasks, hour) => tasks === table[zone][hour]),
    );
  return NAMED.find(same) ?? table;
}

/** One number that was pasted and where it belongs; null where it is none that is allowed. */
export interface PastedCell {
  readonly zone: Zone;
  readonly hour: number;
  readonly text: string;
  readonly tasks: number | null;
}

/**
 * Numbers from a spreadsheet, laid from a cell on. Lines are hours and columns are zones, as in the
 * table; one line of more numbers than there are zones left is a day of one zone. What reaches past
 * the table is left out.
 */
export function readPasted(text: string, zone: Zone, hour: number): PastedCell[] {
  const lines = text.replace(/\r/g, '').replace(/\n+$/, '').split('\n');
  const rows = lines.map((line) => splitLine(line));
  const first = ZONES.indexOf(zone);
  const isDay = rows.length === 1 && rows[0]!.length > ZONES.length - first;
  const cells: PastedCell[] = [];
  for (const [down, row] of rows.entries()) {
    for (const [across, raw] of row.entries()) {
      const at = isDay ? hour + across : hour + down;
      const target = isDay ? zone : ZONES[first + across];
      if (at >= HOURS || target === undefined) continue;
      cells.push({ zone: target, hour: at, text: raw, tasks: tasksOf(raw) });
    }
  }
  return cells;
}

/** Tabs or semicolons part the cells of a spreadsheet; else commas or spaces do. */
function splitLine(line: string): string[] {
  const separator = /[\t;]/.test(line) ? /[\t;]/ : /\s*,\s*|\s+/;
  return line
    .trim()
    .split(separator)
    .map((each) => each.trim());
}

/** The tasks that a text means; null for anything that the table cannot hold. */
export function tasksOf(text: string): number | null {
  // A decimal comma, as spreadsheets of half the world write it.
  const read = readFieldText({ kind: 'number' }, text.replace(',', '.'));
  if (!read.ok) return null;
  const tasks = Number(read.value);
  return tasks >= 0 && tasks <= MOST_TASKS ? tasks : null;
}
