import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { t } from '../../../catalogue/index.ts';
import { formatWhole } from '../../../components/format.ts';
import type { Point } from './bends.ts';
import type { Extent } from './graphView.ts';
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
 * Moving a server by pointer or keyboard.
 *
 * @param scale pixels a metre
 * @param extent what is shown, in metres: a pointer moves no server out of it
 * @param holdStill keeps showing that extent; null lets the picture fit the servers again
 */
export function useMoving(
  {
    state,
    choosing,
    onHot,
  }: {
    readonly state: LinkState;
    readonly choosing: Choosing;
    readonly onHot: (hot: Hot | null) => void;
  },
  scale: number,
  extent: Extent,
  holdStill: (extent: Extent | null) => void,
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
    holdStill(null);
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
      if (!from.moved) holdStill(extent);
      from.moved = true;
      setHeld(server);
      onHot({ server });
      put(server, inside(extent, from.at.x + dx / scale, from.at.y + dy / scale));
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

/** The nearest place that is shown. */
function inside({ left, top, right, bottom }: Extent, x: number, y: number): Point {
  return { x: Math.min(right, Math.max(left, x)), y: Math.min(bottom, Math.max(top, y)) };
}
