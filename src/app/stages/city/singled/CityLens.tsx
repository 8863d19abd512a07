/** The map under the pointer: finds users, links and zones, draws what is singled out. */
import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { zoneAt } from '../../../../world/topology.ts';
import { PaintedCanvas, type Surface } from '../../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../../commandsContext.ts';
import { live } from '../../../live.ts';
import { isSame, linkSelection } from '../../../selection.ts';
import type { Selection } from '../../../state.ts';
import { appStore, useApp } from '../../../store.ts';
import { usePalette } from '../../../theme/theme.ts';
import type { CityMap } from '../cityMap.ts';
import { Glide } from '../glide.ts';
import { glideVersion, placeOf, shareNow, shownFrame } from '../moment.ts';
import { hoverZone } from '../zoneHover.ts';
import { followed } from './followed.ts';
import { linkAt, userAt } from './hit.ts';
import { paintSingled } from './paintSingled.ts';
import { UserCard } from './UserCard.tsx';
import './singled.css';

/** How far from a dot or a line the pointer may be, px: a finger covers more than it points at. */
const REACH = { mouse: { user: 10, link: 6 }, touch: { user: 22, link: 14 } } as const;

export function CityLens({ map }: { readonly map: CityMap }) {
  const commands = useCommands();
  const palette = usePalette();
  const selected = useApp((state) => state.selected);
  const hovered = useApp((state) => state.hovered);
  const lens = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const [glide] = useState(() => new Glide());
  const followedId = selected?.kind === 'user' ? selected.id : -1;
  useEffect(() => followed.follow(followedId), [followedId]);
  useEffect(() => () => hoverZone(null), []);

  const isBusy = [selected, hovered].some((one) => one !== null && one.kind !== 'server');
  const hoveredUser = hovered?.kind === 'user' ? hovered.id : -1;
  const paint = useCallback(
    ({ context, width }: Surface) => {
      const frame = shownFrame(map);
      if (!frame) return;
      const pixelsPerMetre = width / map.topology.width;
      glide.update(live.city.previous, frame);
      const share = shareNow();
      const scene = { map, pixelsPerMetre, palette, glide };
      paintSingled(context, scene, frame, share, selected, hovered);
      const index = hoveredUser < 0 ? -1 : frame.ids.indexOf(hoveredUser);
      if (index < 0 || !card.current) return;
      const place = placeOf(glide, frame, index, share);
      putCard(card.current, place.x * pixelsPerMetre, place.y * pixelsPerMetre, width);
    },
    [map, palette, glide, selected, hovered, hoveredUser],
  );
  const version = useMemo(() => {
    const gliding = glideVersion();
    // What was chosen comes a moment after the slot.
    return () => (isBusy ? `${gliding()} ${followed.inspection?.slot}` : '');
  }, [isBusy]);

  const find = (event: PointerEvent): Selection | null => {
    const frame = shownFrame(map);
    const box = lens.current?.getBoundingClientRect();
    if (!frame || !box) return null;
    const pixelsPerMetre = box.width / map.topology.width;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const reach = REACH[event.pointerType === 'mouse' ? 'mouse' : 'touch'];
    const scene = { map, pixelsPerMetre };
    glide.update(live.city.previous, frame);
    const user = userAt(scene, frame, glide, shareNow(), x, y, reach.user);
    if (user !== null) return { kind: 'user', id: user };
    const link = linkAt(scene, x, y, reach.link);
    return link && linkSelection(...link);
  };
  const point = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    const found = find(event);
    if (!isSame(found, appStore.getState().hovered)) commands.hover(found);
    const box = lens.current!.getBoundingClientRect();
    const scale = map.topology.width / box.width;
    const { scenario } = appStore.getState();
    const x = (event.clientX - box.left) * scale;
    hoverZone(found ? null : zoneAt(scenario, x, (event.clientY - box.top) * scale));
  };
  return (
    <>
      <div
        ref={lens}
        className="layer city-lens"
        data-found={hovered?.kind}
        onPointerMove={point}
        onPointerLeave={() => {
          hoverZone(null);
          commands.hover(null);
        }}
        onPointerUp={(event) => commands.select(find(event))}
      />
      {isBusy ? (
        <PaintedCanvas className="layer city-singled" aria-hidden paint={paint} version={version} />
      ) : null}
      {hoveredUser < 0 ? null : <UserCard ref={card} user={hoveredUser} />}
    </>
  );
}

/** Distance of the card to its user, px. */
const GAP = 14;

/** Beside its user, on the side where there is room; never outside the map. */
function putCard(card: HTMLElement, x: number, y: number, width: number): void {
  const toLeft = x + GAP + card.offsetWidth > width;
  const left = toLeft ? Math.max(0, x - GAP - card.offsetWidth) : x + GAP;
  const top = Math.max(0, y - card.offsetHeight - GAP / 2);
  card.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
}
