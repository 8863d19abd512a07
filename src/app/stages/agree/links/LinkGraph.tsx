import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import { t } from '../../../catalogue/index.ts';
import { formatFixed, formatWhole } from '../../../components/format.ts';
import { useWidth } from '../../../components/useWidth.ts';
import { type GlyphTable, neighbourInTable } from '../table.ts';
import { linkBends, type Point } from './bends.ts';
import { graphView } from './graphView.ts';
import type { Hot } from './hot.ts';
import { type LinkState, movedPlaces } from './linkState.ts';
import type { Choosing } from './useLinkChoice.ts';

/** Metres that an arrow key moves a server, and with the shift key. */
const STEP = 5;
const SMALL_STEP = 1;
/** Pixels that a pressed pointer may tremble. */
const TREMBLE = 3;

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

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
  const view = useMemo(() => graphView(state, width), [state, width]);
  const { points } = view;
  const isGeometric = choice.topology === 'geometric';
  const moving = useMoving(props, view.scale);
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

/** Moving a server by pointer or keyboard. */
function useMoving(
  { state, choosing, onHot }: Pick<Parameters<typeof LinkGraph>[0], 'state' | 'choosing' | 'onHot'>,
  scale: number,
) {
  const [held, setHeld] = useState<number | null>(null);
  const [told, setTold] = useState('');
  /** Where the pointer went down, and where the server stood. */
  const start = useRef<{ x: number; y: number; at: Point; moved: boolean } | null>(null);

  const place = (server: number): Point => ({
    x: state.places.x[server]!,
    y: state.places.y[server]!,
  });
  const put = (server: number, to: Point) => {
    const places = movedPlaces(state.places, state.ground, server, to);
    choosing.tryOut({ topology: 'geometric', places });
    return places[server]!;
  };
  const end = () => {
    setHeld(null);
    start.current = null;
  };

  return {
    held,
    told,
    down(event: PointerEvent<HTMLButtonElement>, server: number) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY, at: place(server), moved: false };
    },
    move(event: PointerEvent<HTMLButtonElement>, server: number) {
      const from = start.current;
      if (!from) return;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (!from.moved && Math.hypot(dx, dy) < TREMBLE) return;
      from.moved = true;
      setHeld(server);
      onHot({ server });
      put(server, { x: from.at.x + dx / scale, y: from.at.y + dy / scale });
    },
    up(event: PointerEvent<HTMLButtonElement>) {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) {
        event.currentTarget.releasePointerCapture(event.pointerId);
      }
      if (start.current?.moved) choosing.choose();
      end();
    },
    cancel() {
      if (start.current?.moved) choosing.forget();
      end();
    },
    /** The keyboard went elsewhere: what it moved stays where it is. */
    letGo(server: number) {
      if (held !== server || start.current) return;
      choosing.choose();
      setHeld(null);
    },
    /** Whether the key was about moving. */
    press(event: KeyboardEvent, server: number): boolean {
      const id = state.ids[server]!;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        if (held === server) {
          choosing.choose();
          setHeld(null);
          setTold(t('links.put', { id }));
        } else {
          setHeld(server);
          setTold(t('links.taken', { id }));
        }
        return true;
      }
      if (held !== server) return false;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        choosing.forget();
        setHeld(null);
        setTold(t('links.putBack', { id }));
        return true;
      }
      const direction = DIRECTIONS[event.key];
      if (!direction) return false;
      event.preventDefault();
      const step = event.shiftKey ? SMALL_STEP : STEP;
      const at = place(server);
      const to = put(server, { x: at.x + step * direction[0], y: at.y + step * direction[1] });
      setTold(t('links.at', { id, x: formatWhole(to.x), y: formatWhole(to.y) }));
      return true;
    },
  };
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
