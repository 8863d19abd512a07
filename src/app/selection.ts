/** What a selection is about. */
import type { AppState, Selection } from './state.ts';

/** The server singled out; null where it is something else, or nothing. */
export function serverOf(selection: Selection | null): number | null {
  return selection?.kind === 'server' ? selection.id : null;
}

/** The server that the pointer is at, else the one chosen. */
export function singledServer({ hovered, selected }: Pick<AppState, 'hovered' | 'selected'>) {
  return serverOf(hovered ?? selected);
}

/** A link as a selection, whichever end comes first. */
export function linkSelection(one: number, other: number): Selection {
  return { kind: 'link', ends: one < other ? [one, other] : [other, one] };
}

/** Whether two selections single out the same thing. */
export function isSame(one: Selection | null, other: Selection | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
