/** The state that all pictures of the microscope share. */

import { useMemo } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { appStore } from '../../store.ts';
import type { Palette } from '../../theme/palette.ts';
import { textScale, usePalette } from '../../theme/theme.ts';
import { copiesAt } from './copies.ts';
import { type Moment, momentAt, SUB_PHASES, showsSubPhases } from './moment.ts';
import type { Subject } from './subject.ts';
import type { GlyphTable } from './table.ts';
import { threadOf } from './thread.ts';

/** What the pictures are of, and what is looked at closely in all of them at once. */
export interface Looking {
  readonly trace: AgreementTrace;
  readonly table: GlyphTable;
  /** Pointed at, else pinned. */
  readonly focus: Subject | null;
  /** While nothing is played: an iteration shown instead of that at the cursor. */
  readonly preview: number | null;
}

/** Everything about a moment of a run that a picture depends on, besides where it is drawn. */
export interface Scene extends Looking {
  readonly palette: Palette;
  /** Factor of font sizes. */
  readonly scale: number;
  readonly moment: Moment;
  /** Whether the four sub-phases are shown; at high speed only the copies move. */
  readonly subPhases: boolean;
  /** Copies as shown, N x N row-major. */
  readonly copies: Float64Array;
  /**
   * What a full-size arrow stands for: the largest |g| of the whole run, and for every number of
   * updates the largest |z|, which grows as pulls add up.
   */
  readonly strongest: { readonly gradient: number; readonly duals: readonly number[] };
  /** The copy that the story follows. */
  readonly thread: Extract<Subject, { kind: 'cell' }>;
}

/** The cursor as it stands now; changes at frame rate while playing, so no component holds it. */
export function currentCursor(): number {
  return appStore.getState().agreement.cursor;
}

/** What differs when the copies shown differ: they stand still in three of four sub-phases. */
export function copiesVersion(): number {
  const { cursor, playing, speed } = appStore.getState().agreement;
  const done = Math.floor(cursor);
  const moving = cursor - done > 1 - 1 / SUB_PHASES.length;
  return moving || (playing && !showsSubPhases(cursor, speed)) ? cursor : done;
}

/** A function that gives the scene of now, for painters; a new one where anything but time changed. */
export function useScene({ trace, table, focus, preview }: Looking): () => Scene {
  const palette = usePalette();
  const scale = textScale();
  const strongest = useMemo(() => strongestOf(trace), [trace]);
  const thread = useMemo(() => threadOf(trace), [trace]);
  return useMemo(() => {
    const copies = new Float64Array(trace.initialCopies.length);
    return () => {
      const { cursor: present, playing, speed } = appStore.getState().agreement;
      const cursor = playing ? present : (preview ?? present);
      const subPhases = !playing || showsSubPhases(cursor, speed);
      copiesAt(trace, cursor, subPhases, copies);
      const moment = momentAt(cursor, trace.iterations.length);
      const shown = { trace, table, focus, preview, palette, scale, strongest, thread };
      return { ...shown, moment, subPhases, copies };
    };
  }, [trace, table, focus, preview, palette, scale, strongest, thread]);
}

/** Found once for a run: several pictures ask, and a large run has millions of numbers. */
const strongest = new WeakMap<AgreementTrace, Scene['strongest']>();

function strongestOf(trace: AgreementTrace): Scene['strongest'] {
  const known = strongest.get(trace);
  if (known) return known;
  const { iterations } = trace;
  const largest = (values: Float64Array) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const found = {
    gradient: Math.max(...iterations.map(({ gradients }) => largest(gradients))),
    duals: [0, ...iterations.map(({ duals }) => largest(duals))],
  };
  strongest.set(trace, found);
  return found;
}
