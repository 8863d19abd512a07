import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { textScale } from '../../theme/theme.ts';
import { useComparison } from './comparison.ts';
import { deedOf, linkIds } from './deeds.ts';
import { fatesOf } from './fates.ts';
import { GlyphButtons } from './GlyphButtons.tsx';
import { glyphMap } from './geometry.ts';
import { hitMap, REACH } from './hitMap.ts';
import { LinkButtons } from './LinkButtons.tsx';
import { busyRoutes, flightAt } from './packets.ts';
import { paintComparison } from './paintComparison.ts';
import { lensServer, paintGlyphs, paintGround, paintLens } from './paintGlyphs.ts';
import { paintDeed, paintLinks } from './paintLinks.ts';
import { paintMessages } from './paintMessages.ts';
import { buildRoutes } from './routes.ts';
import { isSameSubject, rowOf, type Subject } from './subject.ts';
import { Texture } from './texture.ts';
import type { Focus } from './useFocus.ts';
import { currentCursor, type Looking, useScene } from './useScene.ts';

/** The map with every server's copy of all decisions, and the messages between them. */
export function AgreementMap(props: { readonly looking: Looking; readonly focus: Focus }) {
  const { looking, focus } = props;
  const { trace, table } = looking;
  const commands = useCommands();
  const { zones } = trace.layout;
  const texture = useMemo(() => new Texture(), []);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const scale = textScale();
  const map = useMemo(() => glyphMap(table, size.width, size.height, scale), [table, size, scale]);
  const routes = useMemo(() => {
    if (map.width === 0) return [];
    const indices = new Map(trace.ids.map((id, n) => [id, n]));
    const links = trace.links.map(
      ([one, other]) => [indices.get(one)!, indices.get(other)!] as const,
    );
    return buildRoutes(map, links);
  }, [map, trace.links, trace.ids]);
  const { pinned } = focus;
  const scene = useScene(looking);
  const comparison = useComparison(trace);
  const paint = useMemo<Paint>(
    () =>
      ({ context }) => {
        const whole = { ...scene(), map, routes, zones, texture, label };
        paintGround(context, whole);
        paintLinks(context, whole);
        paintMessages(context, whole, true);
        paintGlyphs(context, whole);
        paintMessages(context, whole, false);
        if (comparison) paintComparison(context, whole, comparison);
        paintLens(context, whole);
        const { focus, moment } = whole;
        // Not over a link that is only kept in view: nothing points at it.
        const isPointed = focus?.kind === 'link' && !isSameSubject(focus, pinned);
        const deed = isPointed ? deedOf(trace, focus, Math.max(1, moment.tau)) : null;
        paintDeed(context, whole, deed);
      },
    [scene, map, routes, zones, texture, trace, pinned, comparison],
  );

  const last = useRef<Subject | null>(null);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const opened = lensServer({ map, focus: focus.pinned });
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const { moment, subPhases, thread } = scene();
    const busy = busyRoutes(routes, rowOf(focus.subject) ?? thread.server);
    const flight = subPhases
      ? flightAt(map, busy, fatesOf(trace, moment.tau), moment, x, y, routes.length)
      : null;
    const hit = hitMap(
      map,
      routes,
      opened === null ? null : { server: opened, scale },
      x,
      y,
      event.pointerType === 'touch' ? REACH.touch : REACH.mouse,
      flight,
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

  /** A link is cut or mended, a message dropped or let through; anything else is kept in view. */
  const act = () => {
    const hit = last.current;
    if (hit?.kind !== 'link') {
      focus.pin(hit);
      return;
    }
    commands.cutLink(hit.message === undefined ? 'cut' : 'drop', linkIds(trace, hit));
    const subject = { kind: 'link', ends: hit.ends } as const;
    if (!isSameSubject(focus.pinned, subject)) focus.pin(subject);
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
        onClick={act}
      />
      <GlyphButtons map={map} ids={trace.ids} focus={focus} />
      <LinkButtons map={map} routes={routes} trace={trace} focus={focus} />
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
