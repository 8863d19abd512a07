import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react';
import '../../../catalogue/later/versus.ts';
import { t } from '../../../catalogue/index.ts';
import { PaintedCanvas, type Surface } from '../../../charts/PaintedCanvas.tsx';
import { live } from '../../../live.ts';
import { serverOf } from '../../../selection.ts';
import { useApp } from '../../../store.ts';
import { usePalette } from '../../../theme/theme.ts';
import type { CityMap } from '../cityMap.ts';
import { daylight, hourOfDay } from '../daylight.ts';
import { Glide } from '../glide.ts';
import { glideVersion, shareNow } from '../moment.ts';
import { paintGround } from '../paintGround.ts';
import { paintServers } from '../paintServers.ts';
import { paintUsers } from '../paintUsers.ts';
import { dotRadius, drawUserSprites } from '../userSprites.ts';
import { markDifferences } from './markDifferences.ts';
import { rivalName, useOwnName } from './names.ts';
import './versus.css';
import { nameOf } from '../../../serverName.ts';

/** Steps in which day turns into night: the ground is painted again at each. */
const LIGHT_STEPS = 48;

/** The city beside the visible one: the same users in the same places, other decisions. */
export function RivalMap({ map }: { readonly map: CityMap }) {
  const palette = usePalette();
  const serviceRate = useApp((state) => state.scenario.serviceRate);
  const selected = useApp((state) => serverOf(state.selected) ?? -1);
  const hovered = useApp((state) => serverOf(state.hovered) ?? -1);
  const rival = useApp((state) => state.city.rival);
  const own = useOwnName();
  const decisions = useDecisions();
  const { width, height } = map.topology;

  const ground = useCallback(
    ({ context, width }: Surface) =>
      paintGround(context, map, width / map.topology.width, palette, lightNow(), null),
    [map, palette],
  );
  const users = useUsers(map, hovered >= 0 ? hovered : selected);
  const servers = useCallback(
    ({ context, width }: Surface) => {
      const pixelsPerMetre = width / map.topology.width;
      const scene = { map, pixelsPerMetre, palette, selected, hovered, serviceRate };
      const frame = frameOf(map);
      paintServers(context, scene, frame);
      if (frame) markDifferences(context, scene, live.city.current, frame);
    },
    [map, palette, selected, hovered, serviceRate],
  );
  if (!rival) return null;
  const name = rivalName(rival);
  return (
    <>
      <p className="city-of city-of-own">{own}</p>
      <p className="city-of city-of-rival">
        {name} <span className="muted">{t('versus.differs')}</span>
      </p>
      <div
        className="city-map city-beside"
        style={{ '--aspect': width / height } as CSSProperties}
        role="img"
        aria-label={t('versus.map', { rival: name, decisions })}
      >
        <PaintedCanvas className="layer" aria-hidden paint={ground} version={lightNow} />
        <PaintedCanvas className="layer" aria-hidden paint={users.paint} version={users.version} />
        <PaintedCanvas
          className="layer"
          aria-hidden
          paint={servers}
          version={() => `${live.city.current?.slot} ${live.rival.current?.slot}`}
        />
      </div>
    </>
  );
}

/** What every server rents there, in words. */
function useDecisions(): string {
  return useApp(
    ({ city }) =>
      city.summary?.rival?.decisions
        .map((units, server) => t('versus.map.server', { server: nameOf(server), units }))
        .join(', ') ?? t('versus.waits'),
  );
}

/** The slot that the visible map shows, where it has come; else the newest. */
function frameOf(map: CityMap) {
  const { previous, current } = live.rival;
  const frame = previous?.slot === live.city.current?.slot ? previous : current;
  return frame && frame.serverCount === map.topology.count ? frame : null;
}

/** How light it is in the newest frame, in steps. */
function lightNow(): number {
  const frame = live.city.current;
  if (!frame) return 1;
  const light = daylight(hourOfDay(frame.timeOfDay, frame.slotsPerDay));
  return Math.round(light * LIGHT_STEPS) / LIGHT_STEPS;
}

/** Users in step with those of the visible map. */
function useUsers(map: CityMap, focus: number) {
  const palette = usePalette();
  const [glide] = useState(() => new Glide());
  const [ratio] = useState(() => window.devicePixelRatio || 1);
  const drawn = useRef<{ key: string; sprites: ReturnType<typeof drawUserSprites> }>(null);
  const paint = useCallback(
    ({ context, width }: Surface) => {
      const { current } = live.rival;
      if (current?.serverCount !== map.topology.count) return;
      const pixelsPerMetre = width / map.topology.width;
      const key = `${palette.surface} ${pixelsPerMetre}`;
      if (drawn.current?.key !== key) {
        const sprites = drawUserSprites(palette, dotRadius(pixelsPerMetre), ratio);
        drawn.current = { key, sprites };
      }
      const { sprites } = drawn.current;
      const hue = focus < 0 ? palette.cloud : palette.servers[map.hues[focus]!]!;
      const scene = { map, pixelsPerMetre, sprites, glide, focus };
      paintUsers(context, scene, live.rival.previous, current, shareNow(), hue);
    },
    [map, palette, focus, glide, ratio],
  );
  const version = useMemo(() => {
    const gliding = glideVersion();
    return () => `${gliding()} ${live.rival.current?.slot}`;
  }, []);
  return { paint, version };
}
