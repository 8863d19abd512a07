import { type KeyboardEvent, type MouseEvent, useMemo, useRef } from 'react';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { momentAtPoint, paintTracks } from '../../charts/tracks.ts';
import { useCommands } from '../../commandsContext.ts';
import { appStore, useApp } from '../../store.ts';
import { textScale, usePalette } from '../../theme/theme.ts';
import { axisOf } from './axis.ts';
import { columnOf, rowOf } from './subject.ts';
import { threadOf } from './thread.ts';
import { agreementTracks, copiesTrack, objectiveTrack } from './tracks.ts';
import type { Focus } from './useFocus.ts';
import { currentCursor, type Looking } from './useScene.ts';

const noStretches = [] as const;

/**
 * The course of a run over its iterations. Pointing at one shows its numbers and, while nothing
 * plays, its copies; a click goes there and pins it.
 */
export function AgreementTracks(props: {
  readonly looking: Looking;
  readonly focus: Focus;
  /** The objective alone, or all others. */
  readonly show: 'objective' | 'others';
}) {
  const { looking, focus, show: wanted } = props;
  const { trace, preview } = looking;
  const commands = useCommands();
  const palette = usePalette();
  const scale = textScale();
  const iterations = trace.iterations.length;
  const { subject, pinned } = focus;
  const row = rowOf(subject);
  const about = columnOf(subject);
  const axisName = useApp((state) => state.agreement.axis);
  const axis = useMemo(
    () => ({ ...axisOf(trace, axisName), named: wanted === 'objective' }),
    [trace, axisName, wanted],
  );
  const tracks = useMemo(() => {
    if (wanted === 'objective') return [objectiveTrack(trace, palette)];
    const thread = threadOf(trace);
    const shown = about === null ? thread : { server: row, about };
    return [
      copiesTrack(trace, palette, shown.about, shown.server),
      ...agreementTracks(trace, palette, row),
    ];
  }, [trace, palette, about, row, wanted]);
  const at = subject?.kind === 'iteration' ? subject.updates : preview;
  const isPinned = pinned?.kind === 'iteration' && pinned.updates === at;
  // biome-ignore lint/correctness/useExhaustiveDependencies: text is painted as large as the page's
  const paint = useMemo<Paint>(
    () => (surface) =>
      paintTracks(surface, palette, tracks, {
        ...axis,
        now: currentCursor(),
        stretches: noStretches,
        name: t(`agree.track.axis.${axis.places ? axisName : 'iterations'}`),
        crosshair:
          at === null ? null : { at, text: t('agree.track.moment', { tau: at }), pinned: isPinned },
      }),
    [palette, tracks, axis, axisName, at, isPinned, scale],
  );

  const dragged = useRef(false);
  const show = (updates: number) => focus.hover({ kind: 'iteration', updates });
  const timeOf = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return momentAtPoint(event.clientX - box.left, box.width, axis);
  };
  const go = (updates: number) => {
    commands.setAgreementPlaying(false);
    commands.setAgreementCursor(updates);
  };
  const press = (event: KeyboardEvent) => {
    const now = at ?? Math.floor(appStore.getState().agreement.cursor);
    const target = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: iterations,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      show(Math.min(iterations, Math.max(0, target)));
    } else if ((event.key === 'Enter' || event.key === ' ') && at !== null) {
      event.preventDefault();
      event.stopPropagation();
      go(at);
      focus.pin({ kind: 'iteration', updates: at });
    }
  };
  return (
    <PaintedCanvas
      className="agree-tracks"
      data-show={wanted}
      tabIndex={0}
      role="application"
      data-arrows
      aria-label={t(`agree.track.label.${wanted}`, { iterations })}
      paint={paint}
      version={currentCursor}
      onPointerDown={(event) => {
        dragged.current = false;
        event.currentTarget.setPointerCapture(event.pointerId);
        go(timeOf(event));
        show(timeOf(event));
      }}
      onPointerMove={(event) => {
        const updates = timeOf(event);
        if (event.buttons & 1) {
          if (updates !== at) dragged.current = true;
          go(updates);
        }
        show(updates);
      }}
      onPointerLeave={() => focus.hover(null)}
      onBlur={() => focus.hover(null)}
      onClick={(event) => {
        if (dragged.current) return;
        focus.pin({ kind: 'iteration', updates: timeOf(event) });
      }}
      onKeyDown={press}
    />
  );
}
