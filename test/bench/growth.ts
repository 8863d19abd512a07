/** How the cost of a training step grows with the number of 4-connected servers. */
import type { Row } from './rows.ts';
import { fittedExponent } from './statistics.ts';

export interface Growth {
  readonly engine: string;
  readonly activation: string;
  /** b of milliseconds = a N^b. */
  readonly exponent: number;
  /** N and milliseconds an LSM. */
  readonly perServer: readonly (readonly [number, number])[];
}

/** Of every engine that was measured at three sizes or more. */
export function growthOf(rows: readonly Row[]): Growth[] {
  const steps = rows.filter(({ section, workload }) => {
    return section === 'step' && workload.endsWith('4c');
  });
  const names = new Set(steps.map(({ engine, activation }) => `${engine} ${activation}`));
  return [...names].flatMap((name) => {
    const [engine, activation] = name.split(' ') as [string, string];
    const points = steps
      .filter((row) => row.engine === engine && row.activation === activation)
      .map((row) => [Number.parseInt(row.workload, 10), row.millisecondsPerStep] as const);
    if (points.length < 3) return [];
    const perServer = points.map(([count, time]) => [count, time / count] as const);
    return { engine, activation, exponent: fittedExponent(points), perServer };
  });
}
