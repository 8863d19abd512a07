import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { appStore, useApp } from '../../store.ts';
import { neighbourByKey } from '../city/ServerButtons.tsx';
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
    const from = appStore.getState().selected?.id ?? null;
    if (from === null && !event.key.startsWith('Arrow')) return;
    const next = from === null ? 0 : neighbourByKey(event.key, from, rows, columns);
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
