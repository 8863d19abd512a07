/** Parts of the rows of an inspection, with their names out of the catalogue. */
import '../../../catalogue/later/inspect.ts';
import { createElement, Fragment, type ReactNode } from 'react';
import type { inspect } from '../../../catalogue/english/inspect.ts';
import { t } from '../../../catalogue/index.ts';
import { formatFixed, formatWhole } from '../../../components/format.ts';
import type { InspectionInput, InspectionRow } from '../../../components/Inspection.tsx';

type Keys<Prefix extends string> = keyof typeof inspect extends infer Key
  ? Key extends `${Prefix}.${infer Name}`
    ? Name extends `${string}.${string}`
      ? never
      : Name
    : never
  : never;
export type NumberName = Keys<'inspect.number'>;
export type InputName = Keys<'inspect.input'>;
export type SourceName = Keys<'inspect.from'>;

/** What cannot be said: nothing was rented, offered or in range. */
export const NONE = '–';

export const seconds = (value: number | null) =>
  value === null || Number.isNaN(value) ? NONE : formatFixed(value, 2);
export const whole = (value: number) => formatWhole(value);
export const fixed = (value: number, decimals: number) =>
  Number.isNaN(value) ? NONE : formatFixed(value, decimals);
/** A constant of the scenario, with as many digits as it was given. */
export const constant = (value: number) => String(value).replace('-', '−');
export const percent = (share: number) => formatFixed(100 * share, share < 0.0995 ? 1 : 0);

/** One number that can be opened. */
export function row(
  name: NumberName,
  value: string,
  unit: string | undefined,
  rest: Partial<Pick<InspectionRow, 'formula' | 'inputs'>> & { readonly from?: SourceName } = {},
): InspectionRow {
  const { formula, inputs, from } = rest;
  return {
    term: t(`inspect.number.${name}`),
    value,
    ...(unit === undefined ? {} : { unit }),
    meaning: t(`inspect.number.${name}.about`),
    ...(formula === undefined ? {} : { formula }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(from === undefined ? {} : { source: t(`inspect.from.${from}`) }),
  };
}

/** One input of a formula. */
export function input(
  symbol: ReactNode,
  name: InputName,
  value: string,
  unit?: string,
): InspectionInput {
  return {
    symbol,
    name: t(`inspect.input.${name}`),
    value,
    ...(unit === undefined ? {} : { unit }),
  };
}

export const tasksUnit = () => t('inspect.unit.tasks');
export const perUnit = () => t('inspect.unit.price');

/** Formulas one below the other. */
export const stack = (...formulas: readonly ReactNode[]) =>
  createElement(Fragment, null, ...formulas);
