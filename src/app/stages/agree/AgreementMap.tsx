import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { appStore, useApp } from '../../store.ts';
import { glyphMap, type Hit, hitGlyph } from './geometry.ts';
import { paintGlyphs, paintGround } from './paintGlyphs.ts';
import { paintLinks, paintMessages } from './paintMessages.ts';
import { currentCursor, useScene } from './useScene.ts';

/** The map with every server's copy of all decisions, and the messages between them. */
export function AgreementMap(props: {
  readonly trace: AgreementTrace;
  readonly hovered: Hit | null;
  readonly describedBy: string;
  readonly onHover: (hit: Hit | null) => void;
}) {
  const { trace, hovered, onHover } = props;
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const topology = useMemo(() => buildTopology(scenario), [scenario]);
  const { rows, columns, zones } = topology;
  const [size, setSize] = useState({ width: 0, height: 0 });
  const map = useMemo(
    () => glyphMap(rows, columns, size.width, size.height),
    [rows, columns, size],
  );
  const scene = useScene(trace, hovered);
  const paint = useMemo<Paint>(
    () =>
      ({ context }) => {
        const whole = { ...scene(), map, zones, label };
        paintGround(context, whole);
        paintLinks(context, whole);
        paintGlyphs(context, whole);
        paintMessages(context, whole);
      },
    [scene, map, zones],
  );
  const last = useRef<Hit | null>(null);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const hit = hitGlyph(map, event.clientX - box.left, event.clientY - box.top);
    if (hit?.server === last.current?.server && hit?.about === last.current?.about) return;
    last.current = hit;
    onHover(hit);
  };
  const leave = () => {
    last.current = null;
    onHover(null);
  };

  const press = (event: KeyboardEvent) => {
    const next = neighbourInGrid(
      event.key,
      appStore.getState().selected?.id ?? null,
      rows,
      columns,
    );
    if (next === null) return;
    event.preventDefault();
    commands.select({ kind: 'server', id: next });
  };

  return (
    <PaintedCanvas
      className="agree-map"
      style={{ aspectRatio: `${columns} / ${rows}` }}
      tabIndex={0}
      role="img"
      data-arrows=""
      aria-label={t('agree.map.label', { count: trace.ids.length })}
      aria-describedby={props.describedBy}
      paint={paint}
      version={currentCursor}
      onLayout={(width, height) => setSize({ width, height })}
      onPointerMove={point}
      onPointerLeave={leave}
      onClick={() => {
        const server = last.current?.server;
        if (server === undefined) return;
        const id = trace.ids[server]!;
        const { selected } = appStore.getState();
        commands.select(selected?.id === id ? null : { kind: 'server', id });
      }}
      onKeyDown={press}
    />
  );
}

function label(id: number, level: number) {
  return { name: t('agree.map.server', { id }), value: t('agree.map.rents', { level }) };
}

/** The server that an arrow key leads to; the first one where none is selected. */
export function neighbourInGrid(
  key: string,
  from: number | null,
  rows: number,
  columns: number,
): number | null {
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const move = moves[key];
  if (!move) return null;
  if (from === null) return 0;
  const row = Math.floor(from / columns) + move[0];
  const column = (from % columns) + move[1];
  if (row < 0 || column < 0 || row >= rows || column >= columns) return from;
  return row * columns + column;
}
