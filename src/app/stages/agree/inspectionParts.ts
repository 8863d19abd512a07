/** Parts of the numbers of stage Agree: where the run stands, units, and inputs of a formula. */
import { t } from '../../catalogue/index.ts';
import type { InspectionInput } from '../../components/Inspection.tsx';

/** Where the run stands: finished updates, and the iteration whose update is shown (1..T). */
export interface Standing {
  readonly updates: number;
  readonly tau: number;
}

/** The units of copies and of duals. */
export const unitsOf = () => ({ units: t('agree.unit.units'), perLevel: t('agree.unit.perLevel') });

type InputKey = Extract<Parameters<typeof t>[0], `agree.input.${string}`>;

export function input(
  symbol: InspectionInput['symbol'],
  key: InputKey,
  value: string,
  unit?: string,
  id?: number,
): InspectionInput {
  const name = id === undefined ? t(key) : t(key, { id });
  return unit === undefined ? { symbol, name, value } : { symbol, name, value, unit };
}
