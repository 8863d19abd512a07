/** What is pointed at and what is pinned, tied to what the other stages know of it. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { useCommands } from '../../commandsContext.ts';
import { isSame } from '../../selection.ts';
import { appStore, useApp } from '../../store.ts';
import { isIn, isSameSubject, type Subject, selectionOf, subjectOf } from './subject.ts';

export interface Focus {
  /** Pointed at, else pinned: what all pictures and the numbers show. */
  readonly subject: Subject | null;
  readonly pinned: Subject | null;
  readonly hover: (subject: Subject | null) => void;
  /** Pins what is pointed at; what is pinned already is let go. */
  readonly pin: (subject: Subject | null) => void;
}

export function useFocus(trace: AgreementTrace): Focus {
  const commands = useCommands();
  const [hovered, setHovered] = useState<Subject | null>(null);
  const [kept, setKept] = useState<Subject | null>(null);
  const selected = useApp((state) => state.selected);
  const elsewhere = useApp((state) => state.hovered);
  const pinned = useMemo(() => {
    const isStillThere = kept !== null && isIn(trace, kept);
    // The selection is everyone's: where it went on without us, it counts.
    if (isStillThere && isSame(selectionOf(trace, kept), selected)) return kept;
    return subjectOf(trace, selected);
  }, [trace, kept, selected]);
  const pointed = useMemo(() => {
    if (hovered) return isIn(trace, hovered) ? hovered : null;
    return subjectOf(trace, elsewhere);
  }, [trace, hovered, elsewhere]);

  const hover = useCallback(
    (subject: Subject | null) => {
      setHovered((known) => (isSameSubject(known, subject) ? known : subject));
      commands.hover(selectionOf(trace, subject));
    },
    [commands, trace],
  );
  const pin = useCallback(
    (subject: Subject | null) => {
      const next = isSameSubject(subject, pinned) ? null : subject;
      setKept(next);
      commands.select(next && selectionOf(trace, next));
    },
    [commands, trace, pinned],
  );
  useEscape(pinned !== null && selected === null, () => setKept(null));
  // Nothing is pointed at once the stage is left.
  useEffect(() => () => commands.hover(null), [commands]);
  return useMemo(
    () => ({ subject: pointed ?? pinned, pinned, hover, pin }),
    [pointed, pinned, hover, pin],
  );
}

/** Escape lets go of what only this stage knows; the rest is the session's to let go. */
function useEscape(active: boolean, letGo: () => void): void {
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent) => {
      const { helpOpen, settingsOpen } = appStore.getState();
      if (event.key === 'Escape' && !helpOpen && !settingsOpen) letGo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
