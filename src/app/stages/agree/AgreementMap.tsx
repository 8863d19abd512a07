import { type PointerEvent, useMemo, useRef, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { appStore, useApp } from '../../store.ts';
import { GlyphButtons } from './GlyphButtons.tsx';
import { glyphMap, type Hit, hitGlyph } from './geometry.ts';
import { paintGlyphs, paintGround } from './paintGlyphs.ts';
import { paintLinks, paintMessages } from './paintMessages.ts';
import { currentCursor, useScene } from './useScene.ts';

/** The map with every server's copy of all decisions, and the messages between them. */
export function AgreementMap(props: {
  readonly trace: AgreementTrace;
  readonly hovered: Hit | null;
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

  return (
    <div className="agree-map">
      <PaintedCanvas
        style={{ aspectRatio: `${columns} / ${rows}` }}
        aria-hidden
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
      />
      <GlyphButtons map={map} ids={trace.ids} />
    </div>
  );
}

function label(id: number, level: number) {
  return { name: t('agree.map.server', { id }), value: t('agree.map.rents', { level }) };
}
