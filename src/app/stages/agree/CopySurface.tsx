import { useEffect, useMemo, useRef, useState } from 'react';
import { SAMPLES_A_LEVEL, type ValueSurface } from '../../../learning/valueSurface.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { formatFixed } from '../../components/format.ts';
import { usePalette } from '../../theme/theme.ts';
import { paintSurface } from '../learn/paintSurface.ts';
import { copiesAfter } from './copies.ts';
import { paintWay, type WayPoint } from './paintWay.ts';
import { threadOf } from './thread.ts';
import type { Looking } from './useScene.ts';

/** A change is drawn once it has lasted this long, ms: nobody reads a surface that flickers. */
const CALM = 120;

/**
 * Q of a server over its own and one other decision of its scope, the others where its copy has
 * them, and the way of its copy up to the iteration shown.
 */
export function CopySurface(props: {
  readonly looking: Looking;
  readonly server: number;
  readonly updates: number;
}) {
  const { looking, server, updates } = props;
  const { trace } = looking;
  const palette = usePalette();
  const scope = trace.scopes[server]!;
  const [chosen, setChosen] = useState<number | null>(null);
  const thread = useMemo(() => threadOf(trace), [trace]);
  const other = otherOf(scope, chosen, thread.about);
  const way = useMemo(
    () => wayOf(looking, server, other, updates),
    [looking, server, other, updates],
  );
  const surface = useSurface(looking, server, other, updates);
  const ids = { id: trace.ids[server]!, other: trace.ids[other ?? server]! };
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        if (!surface) return;
        paintSurface(context, width, height, {
          palette,
          surface,
          ownName: t('agree.surface.own', { id: ids.id }),
          otherName: t('agree.surface.other', { id: ids.other }),
          format: (value) => formatFixed(value, Number.isInteger(value) ? 0 : 1),
          read: null,
        });
        paintWay(context, palette, surface, way, { width, height });
      },
    [palette, surface, way, ids.id, ids.other],
  );
  const start = way[0]!;
  const end = way.at(-1)!;
  const value = surface ? formatFixed(valueAt(surface, end), 1) : '…';
  const label = t(other === null ? 'agree.surface.label.alone' : 'agree.surface.label', {
    ...ids,
    updates,
    value,
    startOwn: formatFixed(start.own, 2),
    startOther: formatFixed(start.other, 2),
    own: formatFixed(end.own, 2),
    otherNow: formatFixed(end.other, 2),
  });
  return (
    <section className="agree-surface">
      <h3>{t('agree.surface.title', { id: ids.id })}</h3>
      {scope.length > 2 ? (
        <fieldset className="segmented">
          <legend>{t('agree.surface.neighbour')}</legend>
          {scope.slice(1).map((member) => (
            <label key={member}>
              <input
                type="radio"
                name="agree-surface-other"
                checked={member === other}
                onChange={() => setChosen(member)}
              />
              <span>{trace.ids[member]}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <PaintedCanvas className="agree-surface-map" role="img" aria-label={label} paint={paint} />
      <p className="muted">
        {surface ? t('agree.surface.about', { updates, value }) : t('agree.surface.waiting')}
      </p>
    </section>
  );
}

/** Whose decision is the other axis: the one chosen, the story's, else the first of the scope. */
function otherOf(scope: readonly number[], chosen: number | null, story: number): number | null {
  const others = scope.slice(1);
  for (const wanted of [chosen, story]) {
    if (wanted !== null && others.includes(wanted)) return wanted;
  }
  return others[0] ?? null;
}

/** The copy's entries about the server itself and the other, after 0..updates updates. */
function wayOf(
  { trace }: Looking,
  server: number,
  other: number | null,
  updates: number,
): readonly WayPoint[] {
  const row = server * trace.ids.length;
  return Array.from({ length: updates + 1 }, (_, done) => {
    const copies = copiesAfter(trace, done);
    return { own: copies[row + server]!, other: other === null ? 0 : copies[row + other]! };
  });
}

/** Q at the sample nearest to a point. */
function valueAt({ columns, rows, values }: ValueSurface, { own, other }: WayPoint): number {
  const column = Math.min(columns - 1, Math.max(0, Math.round(own * SAMPLES_A_LEVEL)));
  const row = Math.min(rows - 1, Math.max(0, Math.round(other * SAMPLES_A_LEVEL)));
  return values[row * columns + column]!;
}

/** The surface at the copy of now; the last one stays until the next is there. */
function useSurface(
  { trace }: Looking,
  server: number,
  other: number | null,
  updates: number,
): ValueSurface | null {
  const commands = useCommands();
  const [shown, setShown] = useState<{ of: string; surface: ValueSurface } | null>(null);
  const asking = useRef(0);
  const of = `${server} ${other}`;
  useEffect(() => {
    const count = trace.ids.length;
    const copies = copiesAfter(trace, updates);
    const scope = trace.scopes[server]!;
    const alpha = scope.map((member) => copies[server * count + member]!);
    const position = other === null ? 0 : scope.indexOf(other);
    const ticket = ++asking.current;
    const timer = setTimeout(async () => {
      const surface = await commands.agreementSurface(server, alpha, position);
      if (surface && asking.current === ticket) setShown({ of, surface });
    }, CALM);
    return () => clearTimeout(timer);
  }, [commands, trace, server, other, updates, of]);
  return shown?.of === of ? shown.surface : null;
}
