/**
 * What was typed into a field and refused. It outlives the control: a control that leaves the page
 * (another section, another search) has it again when it comes back.
 */
interface Typed {
  readonly text: string;
  readonly problem: string;
  /** The value, as written, that the field had then; another one ends what was typed. */
  readonly written: string;
}

const typed = new Map<string, Typed>();

export function keepTyped(field: string, entry: Typed): void {
  typed.set(field, entry);
}

export function typedFor(field: string, written: string): Typed | null {
  const entry = typed.get(field);
  return entry?.written === written ? entry : null;
}

export function forgetTyped(field: string): void {
  typed.delete(field);
}

export function forgetAllTyped(): void {
  typed.clear();
}
