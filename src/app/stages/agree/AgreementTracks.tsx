import { type PointerEvent, useMemo } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { paintTracks, type Track, timeAtPoint } from '../../charts/tracks.ts';
import { useCommands } from '../../commandsContext.ts';
import { usePalette } from '../../theme/theme.ts';
import { currentCursor } from './useScene.ts';

const noStretches = [] as const;

/** Tracks of a run over its iterations; the pointer moves the playhead. */
export function AgreementTracks(props: {
  readonly trace: AgreementTrace;
  readonly tracks: readonly Track[];
}) {
  const { trace, tracks } = props;
  const commands = useCommands();
  const palette = usePalette();
  const iterations = trace.iterations.length;
  const paint = useMemo<Paint>(
    () => (surface) =>
      paintTracks(surface, palette, tracks, {
        domain: [0, iterations],
        now: currentCursor(),
        stretches: noStretches,
        format: String,
      }),
    [palette, tracks, iterations],
  );
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const time = timeAtPoint(event.clientX - box.left, box.width, [0, iterations]);
    commands.setAgreementPlaying(false);
    commands.setAgreementCursor(Math.round(time));
  };
  return (
    <PaintedCanvas
      className="agree-tracks"
      role="img"
      aria-label={t('agree.track.label', { iterations })}
      paint={paint}
      version={currentCursor}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons & 1) go(event);
      }}
    />
  );
}
