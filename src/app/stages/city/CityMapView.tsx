import { type CSSProperties, lazy, useCallback, useMemo, useRef, useState } from 'react';
import { PaintedCanvas, type Surface } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { Part } from '../../components/Part.tsx';
import { live } from '../../live.ts';
import { serverOf } from '../../selection.ts';
import { useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import type { CityMap } from './cityMap.ts';
import { daylight, hourOfDay } from './daylight.ts';
import { Glide } from './glide.ts';
import { glideVersion, shareNow, shownFrame } from './moment.ts';
import { paintGround } from './paintGround.ts';
import { paintServers } from './paintServers.ts';
import { paintUsers } from './paintUsers.ts';
import { ServerButtons } from './ServerButtons.tsx';
import { dotRadius, drawUserSprites } from './userSprites.ts';
import { useHoveredZone } from './zoneHover.ts';

const CityLens = lazy(() =>
  import('./singled/CityLens.tsx').then((module) => ({ default: module.CityLens })),
);
const CityEditor = lazy(() =>
  import('./edit/CityEditor.tsx').then((module) => ({ default: module.CityEditor })),
);

/** Steps in which day turns into night: the ground is painted again at each. */
const LIGHT_STEPS = 48;

/** The map of the city: three canvases over each other, and a button on every server. */
export function CityMapView({ map }: { readonly map: CityMap }) {
  const commands = useCommands();
  const palette = usePalette();
  const serviceRate = useApp((state) => state.scenario.serviceRate);
  const selected = useApp((state) => serverOf(state.selected) ?? -1);
  const hovered = useApp((state) => serverOf(state.hovered) ?? -1);
  const isEdited = useApp((state) => state.editing !== null);
  const zone = useHoveredZone();
  const { width, height } = map.topology;

  const ground = useCallback(
    ({ context, width }: Surface) =>
      paintGround(context, map, width / map.topology.width, palette, lightNow(), zone),
    [map, palette, zone],
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
      {isEdited ? (
        <Part onMissing={() => commands.setEditing(null)}>
          <CityEditor />
        </Part>
      ) : (
        <>
          <Part>
            <CityLens map={map} />
          </Part>
          <ServerButtons map={map} />
        </>
      )}
    </div>
  );
}

/** How light it is in the newest frame, in steps; noon before the first. */
function lightNow(): number {
  const frame = live.city.current;
  if (!frame) return 1;
  const light = daylight(hourOfDay(frame.timeOfDay, frame.slotsPerDay));
  return Math.round(light * LIGHT_STEPS) / LIGHT_STEPS;
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

  const version = useMemo(glideVersion, []);
  return { paint, version };
}
