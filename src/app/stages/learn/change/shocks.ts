/** Changes of the city that are one press away, and those that are typed as `field=value`. */
import { demandTable, turnedDemand } from '../../../../world/demand.ts';
import type { Scenario } from '../../../../world/scenario.ts';

export const SHOCKS = ['demandUp', 'demandDown', 'pricesUp', 'usersDown', 'pattern'] as const;
export type Shock = (typeof SHOCKS)[number];
export type Fields = Readonly<Record<string, unknown>>;

/** The fields that a shock changes in a scenario, with their new values. */
export function shockFields(shock: Shock, scenario: Scenario): Fields {
  switch (shock) {
    case 'demandUp':
      return { demandScale: rounded(scenario.demandScale * 2) };
    case 'demandDown':
      return { demandScale: rounded(scenario.demandScale / 2) };
    case 'pricesUp':
      return {
        priceMinimum: rounded(scenario.priceMinimum * 1.5),
        priceMaximum: rounded(scenario.priceMaximum * 1.5),
      };
    case 'usersDown':
      return scenario.kind === 'paper'
        ? { userDensity: rounded(scenario.userDensity / 2) }
        : { usersPerServer: rounded(scenario.usersPerServer / 2) };
    case 'pattern':
      return { demand: turnedDemand(demandTable(scenario)) };
  }
}

/** `demandScale=2, priceMaximum=60` as fields; values as JSON, else as words. Null where it is neither. */
export function readFields(text: string): Fields | null {
  const fields: Record<string, unknown> = {};
  for (const part of text.split(/[,;]\s*(?=\w+\s*=)/)) {
    const match = /^\s*(\w+)\s*=\s*(.+?)\s*$/.exec(part);
    if (!match) return null;
    fields[match[1]!] = valueIn(match[2]!);
  }
  return fields;
}

/** Fields as they would be typed; long values cut. */
export function fieldsText(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `${name}=${text.length > 24 ? '…' : text}`;
    })
    .join(', ');
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
