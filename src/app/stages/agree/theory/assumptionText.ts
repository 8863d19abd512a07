/** Assumptions of the theorems in words, with the evidence of a run. */
import type { Assumption } from '../../../../orchestration/theoryReport.ts';
import { isMessageKey, t } from '../../../catalogue/index.ts';
import '../../../catalogue/later/agreeTheory.ts';
import { formatWhole } from '../../../components/format.ts';
import { amount } from './theoryRows.ts';

/** What is asked for; an assumption that the catalogue does not know by its key. */
export function assumptionName({ key }: Assumption): string {
  const message = `theory.assume.${key}`;
  return isMessageKey(message) ? t(message) : key;
}

export function evidenceText({ key, evidence }: Assumption): string {
  const values = Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      typeof value === 'number' ? numberText(value) : choiceText(value),
    ]),
  );
  const message = `theory.assume.${key}.evidence`;
  return isMessageKey(message) ? t(message, values) : '';
}

function numberText(value: number): string {
  return Number.isInteger(value) ? formatWhole(value) : amount(value);
}

/** A choice by the name that its control has. */
function choiceText(choice: string): string {
  const message = `choice.${choice}`;
  return isMessageKey(message) ? t(message) : choice;
}

export function theoremsText({ theorems }: Assumption): string {
  if (theorems.length === 0) return t('theory.assume.theorems.none');
  const key = theorems.length > 1 ? 'theory.assume.theorems.many' : 'theory.assume.theorems';
  return t(key, { numbers: theorems.join(', ') });
}
