import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useApp } from '../../store.ts';
import { textScale } from '../../theme/theme.ts';
import { GlyphButtons } from './GlyphButtons.tsx';
import { glyphMap } from './geometry.ts';
import { hitMap, REACH } from './hitMap.ts';
import { LinkButtons } from './LinkButtons.tsx';
import { lensServer, paintGlyphs, paintGround, paintLens } from './paintGlyphs.ts';
import { paintLinks, paintMessages } from './paintMessages.ts';
import { buildRoutes } from './routes.ts';
import { isSameSubject, type Subject } from './subject.ts';
import { Texture } from './texture.ts';
import type { Focus } from './useFocus.ts';
import { currentCursor, type Looking, useScene } from './useScene.ts';

/** The map with every server's copy of all decisions, and the messages between them. */
export function AgreementMap(props: { readonly looking: Looking; readonly focus: Focus }) {
  const { looking, focus } = props;
  const { trace, table } = looking;
  const scenario = useApp((state) => state.scenario);
  const zones = useMemo(() => buildTopology(scenario).zones, [scenario]);
  const texture = useMemo(() => new Texture(), []);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const scale = textScale();
  const map = useMemo(() => glyphMap(table, size.width, size.height, scale), [table, size, scale]);
  const routes = useMemo(() => {
    if (map.width === 0) return [];
    const links = trace.links.map(
      ([one, other]) => [trace.ids.indexOf(one), trace.ids.indexOf(other)] as const,
    );
    return buildRoutes(map, links);
  }, [map, trace.links, trace.ids]);
  const scene = useScene(looking);
  const paint = useMemo<Paint>(
    () =>
      ({ context }) => {
        const whole = { ...scene(), map, routes, zones, texture, label };
        paintGround(context, whole);
        paintLinks(context, whole);
        paintGlyphs(context, whole);
        paintMessages(context, whole);
        paintLens(context, whole);
      },
    [scene, map, routes, zones, texture],
  );

  const last = useRef<Subject | null>(null);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const opened = lensServer({ map, focus: focus.pinned });
    const hit = hitMap(
      map,
      routes,
      opened === null ? null : { server: opened, scale },
      event.clientX - box.left,
      event.clientY - box.top,
      event.pointerType === 'touch' ? REACH.touch : REACH.mouse,
    );
    if (isSameSubject(hit, last.current)) return;
    last.current = hit;
    focus.hover(hit);
  };
  const leave = (event: PointerEvent) => {
    // A finger leaves before its tap is told: what it touched is still to be pinned.
    if (event.pointerType !== 'touch') last.current = null;
    focus.hover(null);
  };

  return (
    <div className="agree-map">
      <PaintedCanvas
        style={{ aspectRatio: `${table.columns} / ${table.rows}` }}
        aria-hidden
        paint={paint}
        version={currentCursor}
        onLayout={(width, height) => setSize({ width, height })}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={leave}
        onClick={() => focus.pin(last.current)}
      />
      <GlyphButtons map={map} ids={trace.ids} focus={focus} />
      <LinkButtons routes={routes} ids={trace.ids} focus={focus} />
    </div>
  );
}

function label(id: number, level: number) {
  return {
    name: t('agree.map.server', { id }),
    value: t('agree.map.rents', { level }),
    short: String(id),
  };
}
