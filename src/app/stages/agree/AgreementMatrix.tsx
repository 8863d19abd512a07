import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { neighbourByKey } from '../city/ServerButtons.tsx';
import { type Hit, hitMatrix, matrixLayout } from './geometry.ts';
import { paintMatrix } from './paintMatrix.ts';
import { copiesVersion, useScene } from './useScene.ts';

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
  const leave = () => {
    last.current = null;
    onHover(null);
  };
  const press = (event: KeyboardEvent) => {
    const from = last.current;
    if (from === null) {
      if (!event.key.startsWith('Arrow')) return;
      event.preventDefault();
      last.current = { server: 0, about: 0 };
    } else {
      const cell = from.server * count + (from.about ?? from.server);
      const next = neighbourByKey(event.key, cell, count, count);
      if (next === null) return;
      event.preventDefault();
      last.current = { server: Math.floor(next / count), about: next % count };
    }
    onHover(last.current);
  };

  return (
    <PaintedCanvas
      className="agree-matrix"
      style={{ height: layout.height }}
      tabIndex={0}
      role="application"
      data-arrows
      aria-label={t('agree.matrix.label', { count })}
      aria-describedby={props.describedBy}
      paint={paint}
      version={copiesVersion}
      onLayout={(next) => setWidth(next)}
      onPointerMove={point}
      onPointerLeave={leave}
      onBlur={leave}
      onClick={() => {
        const server = last.current?.server;
        if (server !== undefined) commands.select({ kind: 'server', id: trace.ids[server]! });
      }}
      onKeyDown={press}
    />
  );
}
