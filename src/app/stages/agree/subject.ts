/** What is being looked at closely: the same thing in map, matrix, curves and numbers. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { linkSelection } from '../../selection.ts';
import type { Selection } from '../../state.ts';

/** Servers as indices into the trace. */
export type Subject =
  | { readonly kind: 'server'; readonly server: number }
  /** Server's copy of about's decision. */
  | { readonly kind: 'cell'; readonly server: number; readonly about: number }
  /** Everyone's copy of about's decision. */
  | { readonly kind: 'column'; readonly about: number }
  /** The smaller index first; `message`: what this end of it sends, while that is on its way. */
  | { readonly kind: 'link'; readonly ends: readonly [number, number]; readonly message?: number }
  /** After `updates` updates, 0..T. */
  | { readonly kind: 'iteration'; readonly updates: number }
  | { readonly kind: 'mixing' }
  | { readonly kind: 'bytes' };

/** What the other stages see of it; null where they know no such thing. */
export function selectionOf(trace: AgreementTrace, subject: Subject | null): Selection | null {
  if (subject?.kind === 'server' || subject?.kind === 'cell') {
    return { kind: 'server', id: selectedId(trace, subject.server) };
  }
  if (subject?.kind === 'link') {
    const [one, other] = subject.ends;
    return linkSelection(selectedId(trace, one), selectedId(trace, other));
  }
  return null;
}

/** The city's servers are selected by their places, those of a file by their ids. */
function selectedId({ ids, source }: AgreementTrace, server: number): number {
  return source.kind === 'training' ? server : ids[server]!;
}

/** The index of what is selected; -1 where it is not in this run. */
function indexOf({ ids, source }: AgreementTrace, id: number): number {
  if (source.kind !== 'training') return ids.indexOf(id);
  return id < ids.length ? id : -1;
}

/** What was singled out elsewhere, as a subject; null where this run has no such thing. */
export function subjectOf(trace: AgreementTrace, selection: Selection | null): Subject | null {
  if (selection?.kind === 'server') {
    const server = indexOf(trace, selection.id);
    return server < 0 ? null : { kind: 'server', server };
  }
  if (selection?.kind === 'link') {
    const [one, other] = selection.ends.map((id) => indexOf(trace, id)) as [number, number];
    const ends: readonly [number, number] = one < other ? [one, other] : [other, one];
    const subject = { kind: 'link', ends } as const;
    return isIn(trace, subject) ? subject : null;
  }
  return null;
}

/** Whether a subject exists in this run: another run may have fewer servers or iterations. */
export function isIn(trace: AgreementTrace, subject: Subject): boolean {
  const count = trace.ids.length;
  switch (subject.kind) {
    case 'server':
      return subject.server < count;
    case 'cell':
      return subject.server < count && subject.about < count;
    case 'column':
      return subject.about < count;
    case 'link':
      return trace.links.some(
        ([one, other]) =>
          trace.ids.indexOf(one) === subject.ends[0] &&
          trace.ids.indexOf(other) === subject.ends[1],
      );
    case 'iteration':
      return subject.updates <= trace.iterations.length;
    default:
      return true;
  }
}

export function isSameSubject(one: Subject | null, other: Subject | null): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The server whose copy is looked at. */
export function rowOf(subject: Subject | null): number | null {
  return subject?.kind === 'server' || subject?.kind === 'cell' ? subject.server : null;
}

/** The server whose decision is looked at, in everyone's copy. */
export function columnOf(subject: Subject | null): number | null {
  if (subject?.kind === 'cell' || subject?.kind === 'column') return subject.about;
  return subject?.kind === 'server' ? subject.server : null;
}
