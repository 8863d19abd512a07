import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react';
import type { CityFrame } from '../../../workers/frame.ts';
import { reducedMotion } from '../../animation.ts';
import { PaintedCanvas, type Surface } from '../../charts/PaintedCanvas.tsx';
import { live } from '../../live.ts';
import { appStore, useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import type { CityMap } from './cityMap.ts';
import { daylight, hourOfDay } from './daylight.ts';
import { Glide, progress } from './glide.ts';
import { paintGround } from './paintGround.ts';
import { paintServers } from './paintServers.ts';
import { paintUsers } from './paintUsers.ts';
import { ServerButtons } from './ServerButtons.tsx';
import { dotRadius, drawUserSprites } from './userSprites.ts';

/** Steps in which day turns into night: the ground is painted again at each. */
const LIGHT_STEPS = 48;

/** The map of the city: three canvases over each other, and a button on every server. */
export function CityMapView({ map }: { readonly map: CityMap }) {
  const palette = usePalette();
  const serviceRate = useApp((state) => state.scenario.serviceRate);
  const selected = useApp((state) => state.selected?.id ?? -1);
  const hovered = useApp((state) => state.hovered?.id ?? -1);
  const { width, height } = map.topology;

  const ground = useCallback(
    ({ context, width }: Surface) =>
      paintGround(context, map, width / map.topology.width, palette, lightNow()),
    [map, palette],
  );
  const users = useUsersPainter(map, hovered >= 0 ? hovered : selected);
  const servers = useCallback(
    ({ context, width }: Surface) => {
      const pixelsPerMetre = width / map.topology.width;
      const scene = { map, pixelsPerMetre, palette, selected, hovered, serviceRate };
      paintServers(context, scene, shownFrame(map));
    },
    [map, palette, selected, hovered, serviceRate],
  );

  return (
    <div className="city-map" style={{ '--aspect': width / height } as CSSProperties}>
      <PaintedCanvas className="layer" aria-hidden paint={ground} version={lightNow} />
      <PaintedCanvas className="layer" aria-hidden paint={users.paint} version={users.version} />
      <PaintedCanvas
        className="layer"
        aria-hidden
        paint={servers}
        version={() => live.city.current}
      />
      <ServerButtons map={map} />
    </div>
  );
}

/** The newest frame, where it is of the grid shown. */
function shownFrame(map: CityMap): CityFrame | null {
  const frame = live.city.current;
  return frame && frame.serverCount === map.topology.count ? frame : null;
}

/** How light it is in the newest frame, in steps; noon before the first. */
function lightNow(): number {
  const frame = live.city.current;
  if (!frame) return 1;
  const light = daylight(hourOfDay(frame.timeOfDay, frame.slotsPerDay));
  return Math.round(light * LIGHT_STEPS) / LIGHT_STEPS;
}

function shareNow(): number {
  const { city } = appStore.getState();
  const since = performance.now() - live.city.receivedAt;
  return progress(since, city.slotsPerSecond, city.status === 'running', reducedMotion());
}

/** Paints users in every frame of the animation while they glide, and not at all while they rest. */
function useUsersPainter(map: CityMap, focus: number) {
  const palette = usePalette();
  const glide = useRef<Glide>(null);
  glide.current ??= new Glide();
  const [ratio] = useState(() => window.devicePixelRatio || 1);
  const drawn = useRef<{ key: string; sprites: ReturnType<typeof drawUserSprites> }>(null);

  const paint = useCallback(
    ({ context, width }: Surface) => {
      const current = shownFrame(map);
      if (!current) return;
      const pixelsPerMetre = width / map.topology.width;
      const key = `${palette.surface} ${pixelsPerMetre}`;
      if (drawn.current?.key !== key) {
        const sprites = drawUserSprites(palette, dotRadius(pixelsPerMetre), ratio);
        drawn.current = { key, sprites };
      }
      const { sprites } = drawn.current;
      const hue = focus < 0 ? palette.cloud : palette.servers[map.hues[focus]!]!;
      const scene = { map, pixelsPerMetre, sprites, glide: glide.current!, focus };
      paintUsers(context, scene, live.city.previous, current, shareNow(), hue);
    },
    [map, palette, focus, ratio],
  );

  const version = useMemo(() => {
    let ticks = 0;
    let rested: CityFrame | null = null;
    // A new number in every frame until the glide is over, then the same one until the next slot.
    return () => {
      const { current } = live.city;
      if (current === rested) return ticks;
      if (shareNow() >= 1) rested = current;
      return ++ticks;
    };
  }, []);
  return { paint, version };
}
