import { type CSSProperties, type KeyboardEvent, useMemo, useState } from 'react';
import { t } from '../../../catalogue/index.ts';
import { formatFixed, formatWhole } from '../../../components/format.ts';
import { useWidth } from '../../../components/useWidth.ts';
import { type GlyphTable, neighbourInTable } from '../table.ts';
import { linkBends, type Point } from './bends.ts';
import { type Extent, extentOf, graphView } from './graphView.ts';
import type { Hot } from './hot.ts';
import type { LinkState } from './linkState.ts';
import type { Choosing } from './useLinkChoice.ts';
import { useMoving } from './useMoving.ts';

/**
 * The message graph: servers where they stand, links as thick as their weights. Servers can be
 * dragged, or taken up and moved by keyboard; their links are then those within reach.
 */
export function LinkGraph(props: {
  readonly state: LinkState;
  readonly choosing: Choosing;
  readonly table: GlyphTable;
  readonly hot: Hot | null;
  readonly onHot: (hot: Hot | null) => void;
}) {
  const { state, choosing, table, hot, onHot } = props;
  const { choice } = choosing;
  const [box, width] = useWidth<HTMLDivElement>(300);
  const fitting = useMemo(() => extentOf(state), [state]);
  /** What was shown when a pointer took a server: it holds still until that is let go. */
  const [still, setStill] = useState<Extent | null>(null);
  const extent = still ?? fitting;
  const view = useMemo(() => graphView(state, width, extent), [state, width, extent]);
  const { points } = view;
  const isGeometric = choice.topology === 'geometric';
  const moving = useMoving(props, view.scale, extent, setStill);
  const [active, setActive] = useState(0);
  const stop = Math.min(active, state.ids.length - 1);

  const press = (event: KeyboardEvent<HTMLButtonElement>, server: number) => {
    if (moving.press(event, server)) return;
    const next = neighbourInTable(event.key, server, table);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    event.currentTarget.parentElement
      ?.querySelector<HTMLButtonElement>(`[data-server="${next}"]`)
      ?.focus();
  };

  return (
    <section
      className="links-graph"
      ref={box}
      aria-label={t('links.graph.label', {
        count: state.ids.length,
        links: state.mixing.links.length,
      })}
      onPointerLeave={() => onHot(null)}
    >
      <svg width={width} height={view.height} aria-hidden="true">
        <rect
          className="links-ground"
          x={0.5}
          y={0.5}
          width={Math.max(0, width - 1)}
          height={Math.max(0, view.height - 1)}
          rx={6}
        />
        {isGeometric
          ? points.map((point, n) => (
              <circle
                key={state.ids[n]}
                className="links-disc"
                data-held={moving.held === n}
                cx={point.x}
                cy={point.y}
                r={(choice.reach / 2) * view.scale}
              />
            ))
          : null}
        <Links state={state} points={points} radius={view.radius} hot={hot} />
      </svg>
      {points.map((point, n) => (
        <button
          key={state.ids[n]}
          type="button"
          className="links-server"
          tabIndex={n === stop ? 0 : -1}
          data-server={n}
          data-arrows
          data-held={moving.held === n}
          data-apart={isApart(state, n)}
          data-hot={hot !== null && (hot.server === n || hot.other === n)}
          aria-label={serverLabel(state, n)}
          aria-pressed={moving.held === n}
          style={serverStyle(point, view.radius, keptShare(state, n))}
          onFocus={(event) => {
            setActive(n);
            if (event.currentTarget.matches(':focus-visible')) onHot({ server: n });
          }}
          onBlur={() => {
            moving.letGo(n);
            onHot(null);
          }}
          onKeyDown={(event) => press(event, n)}
          onPointerEnter={() => onHot({ server: n })}
          onPointerDown={(event) => moving.down(event, n)}
          onPointerMove={(event) => moving.move(event, n)}
          onPointerUp={(event) => moving.up(event)}
          onPointerCancel={() => moving.cancel()}
        >
          {view.hasNames ? state.ids[n] : null}
        </button>
      ))}
      <p className="hidden" aria-live="polite">
        {moving.told}
      </p>
    </section>
  );
}

function serverStyle({ x, y }: Point, radius: number, kept: number): CSSProperties {
  return {
    left: x,
    top: y,
    width: 2 * radius,
    height: 2 * radius,
    '--kept': `${0.55 * kept}%`,
  } as CSSProperties;
}

function Links(props: {
  readonly state: LinkState;
  readonly points: readonly Point[];
  readonly radius: number;
  readonly hot: Hot | null;
}) {
  const { state, points, radius, hot } = props;
  const { mixing, down } = state;
  const bends = useMemo(
    () => linkBends(mixing.links, points, 1.3 * radius),
    [mixing.links, points, radius],
  );
  const cut = new Set(down);
  const weights = mixing.links.map((_, link) => mixing.weight[mixing.linkEntries[2 * link]!]!);
  const largest = Math.max(...weights, 1e-9);
  const isHot = (m: number, n: number) => {
    if (hot === null) return false;
    if (hot.other === undefined) return hot.server === m || hot.server === n;
    return Math.min(hot.server, hot.other) === m && Math.max(hot.server, hot.other) === n;
  };
  const crowded = mixing.links.length > 300;
  return (
    <g className="links-lines" data-crowded={crowded} data-pointed={hot !== null}>
      {mixing.links.map(([m, n], link) => {
        const [from, to, bend] = [points[m]!, points[n]!, bends[link]!];
        return (
          <path
            key={`${m} ${n}`}
            d={`M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`}
            data-cut={cut.has(link)}
            data-hot={isHot(m, n)}
            strokeWidth={(crowded ? 0.5 : 1) + (crowded ? 1 : 3) * (weights[link]! / largest) * 0.8}
          />
        );
      })}
    </g>
  );
}

/** Whether a server is not in the largest piece. */
function isApart({ piecesLeft }: LinkState, server: number): boolean {
  if (piecesLeft.length <= 1) return false;
  const largest = piecesLeft.reduce((most, piece) => (piece.length > most.length ? piece : most));
  return !largest.includes(server);
}

function keptShare({ matrix, ids }: LinkState, server: number): number {
  return 100 * matrix[server * ids.length + server]!;
}

function serverLabel(state: LinkState, server: number): string {
  const { ids, neighbours, places } = state;
  const others = neighbours[server]!.map((other) => ids[other]).join(', ');
  return t(others === '' ? 'links.server.alone' : 'links.server', {
    id: ids[server]!,
    others,
    kept: formatFixed(keptShare(state, server), 0),
    x: formatWhole(places.x[server]!),
    y: formatWhole(places.y[server]!),
  });
}
