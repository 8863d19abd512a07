/** The state that all pictures of the microscope share. */
import { useMemo } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { appStore, useApp } from '../../store.ts';
import type { Palette } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';
import { copiesAt } from './copies.ts';
import type { Hit } from './geometry.ts';
import { type Moment, momentAt, SUB_PHASES, showsSubPhases } from './moment.ts';

/** Everything about a moment of a run that a picture depends on, besides where it is drawn. */
export interface Scene {
  readonly trace: AgreementTrace;
  readonly palette: Palette;
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
  readonly selected: number | null;
  readonly hovered: Hit | null;
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
export function useScene(trace: AgreementTrace, hovered: Hit | null): () => Scene {
  const palette = usePalette();
  const selected = useApp((state) => state.selected?.id ?? null);
  const strongest = useMemo(() => strongestOf(trace), [trace]);
  return useMemo(() => {
    const copies = new Float64Array(trace.initialCopies.length);
    const index = selected === null ? -1 : trace.ids.indexOf(selected);
    return () => {
      const { cursor, playing, speed } = appStore.getState().agreement;
      const subPhases = !playing || showsSubPhases(cursor, speed);
      copiesAt(trace, cursor, subPhases, copies);
      return {
        trace,
        palette,
        moment: momentAt(cursor, trace.iterations.length),
        subPhases,
        copies,
        strongest,
        selected: index < 0 ? null : index,
        hovered,
      };
    };
  }, [trace, palette, selected, hovered, strongest]);
}

function strongestOf({ iterations }: AgreementTrace): Scene['strongest'] {
  const largest = (values: Float64Array) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return {
    gradient: Math.max(...iterations.map(({ gradients }) => largest(gradients))),
    duals: [0, ...iterations.map(({ duals }) => largest(duals))],
  };
}
