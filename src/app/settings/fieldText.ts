/** Between what stands in a control and the value of a field. */
import type { FieldMeta } from '../../schema.ts';

export type ReadText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'notANumber' };

/** Decimal numbers only: 0x10 is a number to a machine, not to a visitor. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What a visitor typed, as a value of that kind of field. Whether it is allowed is the schema's. */
export function readFieldText(meta: Pick<FieldMeta, 'kind'>, text: string): ReadText {
  const typed = text.trim();
  switch (meta.kind) {
    case 'number':
    case 'integer': {
      const plain = typed.replace('−', '-');
      const value = Number(plain);
      if (!DECIMAL.test(plain) || !Number.isFinite(value)) {
        return { ok: false, reason: 'notANumber' };
      }
      return { ok: true, value };
    }
    case 'choice':
      return { ok: true, value: typed };
    case 'structure':
      return { ok: true, value: readStructure(typed) };
  }
}

/** Numbers with commas or spaces between them, as a list of whole numbers is written. */
const NUMBERS = /^\d+([\s,;]+\d+)+[\s,;]*$/;

/** A list of numbers, JSON, or a bare word (`parity`, `auto`) as it stands. */
function readStructure(typed: string): unknown {
  if (NUMBERS.test(typed))
    return typed
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number);
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

/** A field's value as it stands in a control. */
export function writeFieldText(value: unknown): string {
  if (isNumbers(value) && value.length > 1) return value.join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isInteger(each) && each >= 0);
}
