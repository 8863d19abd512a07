import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { appStore } from '../../store.ts';
import { type Hit, hitMatrix, matrixLayout } from './geometry.ts';
import { paintMatrix } from './paintMatrix.ts';
import { currentCursor, useScene } from './useScene.ts';

/** All copies at once: a row for whose copy, a column for whose decision. */
export function AgreementMatrix(props: {
  readonly trace: AgreementTrace;
  readonly hovered: Hit | null;
  readonly describedBy: string;
  readonly onHover: (hit: Hit | null) => void;
}) {
  const { trace, hovered, onHover } = props;
  const commands = useCommands();
  const count = trace.ids.length;
  const [width, setWidth] = useState(0);
  const extraRows = 'decision' in trace.exact ? 2 : 1;
  const layout = useMemo(
    () => matrixLayout(count, Math.max(width, 1), extraRows),
    [count, width, extraRows],
  );
  const scene = useScene(trace, hovered);
  const paint = useMemo<Paint>(() => {
    const words = {
      columns: t('agree.matrix.columns'),
      decided: t('agree.matrix.decided'),
      exact: t('agree.matrix.exact'),
    };
    return ({ context }) => paintMatrix(context, scene(), layout, words);
  }, [scene, layout]);

  const last = useRef<Hit | null>(null);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const hit = hitMatrix(layout, event.clientX - box.left, event.clientY - box.top);
    if (hit?.server === last.current?.server && hit?.about === last.current?.about) return;
    last.current = hit;
    onHover(hit);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const { selected } = appStore.getState();
    const row = selected ? trace.ids.indexOf(selected.id) + step : 0;
    const id = trace.ids[Math.min(Math.max(row, 0), count - 1)]!;
    commands.select({ kind: 'server', id });
  };

  return (
    <PaintedCanvas
      className="agree-matrix"
      style={{ height: layout.height }}
      tabIndex={0}
      role="img"
      data-arrows=""
      aria-label={t('agree.matrix.label', { count })}
      aria-describedby={props.describedBy}
      paint={paint}
      version={currentCursor}
      onLayout={(next) => setWidth(next)}
      onPointerMove={point}
      onPointerLeave={() => {
        last.current = null;
        onHover(null);
      }}
      onClick={() => {
        const server = last.current?.server;
        if (server !== undefined) commands.select({ kind: 'server', id: trace.ids[server]! });
      }}
      onKeyDown={press}
    />
  );
}
