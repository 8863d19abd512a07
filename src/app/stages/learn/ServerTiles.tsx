import { type CSSProperties, type PointerEvent, useMemo, useRef, useState } from 'react';
import { levelsOf } from '../../../world/scenario.ts';
import { buildTopology } from '../../../world/topology.ts';
import { arrange } from '../../arrangement.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { formatFixed } from '../../components/format.ts';
import { useRovingFocus } from '../../components/useRovingFocus.ts';
import { live } from '../../live.ts';
import { serverOf, singledServer } from '../../selection.ts';
import { nameOf } from '../../serverName.ts';
import { appStore, useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import { drawnCurves } from './curves.ts';
import { LevelLegend } from './LevelLegend.tsx';
import { learnView, readEpisode, SHOWN, type Shown, useLearnView } from './learnView.ts';
import { livePolicies } from './livePolicies.ts';
import { decisionsNow, momentOf } from './now.ts';
import { axisEnd } from './plan.ts';
import {
  gridHeight,
  isRoomy,
  lossText,
  paintTiles,
  type TileGrid,
  type TileScene,
  tileAt,
  tileBeside,
  tileCorner,
  tileGrid,
} from './tiles.ts';
import { usePolicies } from './usePolicies.ts';
import { useWindow } from './useWindow.ts';

/** Every server in its place: its curve, or what it would rent at every hour and price. */
export function ServerTiles() {
  const commands = useCommands();
  const palette = usePalette();
  const window = useWindow();
  const scenario = useApp((state) => state.scenario);
  const episodes = useApp((state) => state.learner.episodes);
  const singled = useApp(singledServer);
  const selected = useApp((state) => serverOf(state.selected));
  const shown = useLearnView((view) => view.shown);
  const read = useLearnView(readEpisode);
  const topology = useMemo(() => buildTopology(scenario), [scenario]);
  const arrangement = useMemo(() => arrange(topology), [topology]);
  const levels = useMemo(() => levelsOf(scenario), [scenario]);
  const [across, setAcross] = useState(0);
  const grid = useMemo(() => tileGrid(arrangement, across), [arrangement, across]);
  const paint = useMemo<Paint>(
    () => (surface) => {
      drawnCurves.refresh(window);
      paintTiles(surface, {
        palette,
        grid,
        zones: topology.zones,
        levels,
        decisions: decisionsNow(),
        singled,
        selected,
        label: (place) => t('learn.tiles.server', { id: nameOf(place) }),
        content: contentOf(shown, episodes, read),
      });
    },
    [palette, grid, topology, levels, singled, selected, shown, episodes, read, window],
  );
  const last = useRef<number | null>(null);
  const hover = (server: number | null) => {
    if (server === last.current) return;
    last.current = server;
    commands.hover(server === null ? null : { kind: 'server', id: server });
  };
  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return tileAt(grid, event.clientX - box.left, event.clientY - box.top);
  };
  return (
    <section className="learn-servers">
      <div className="learn-servers-head">
        <h2>{t('learn.tiles.title')}</h2>
        <ShownChoice shown={shown} />
      </div>
      <div
        className="learn-tiles-box"
        onPointerMove={(event) => hover(at(event))}
        onPointerLeave={() => hover(null)}
      >
        <PaintedCanvas
          className="learn-tiles"
          style={{ height: gridHeight(grid) }}
          aria-hidden
          paint={paint}
          version={() => {
            const content = shown === 'policy' ? livePolicies.version : live.curves.version;
            return `${content} ${live.city.current?.slot ?? ''}`;
          }}
          onLayout={(width) => setAcross(width)}
        />
        <TileButtons grid={grid} count={topology.count} selected={selected} />
      </div>
      {shown === 'policy' ? (
        <PolicyAbout count={topology.count} />
      ) : (
        <TilesAbout shown={shown} grid={grid} />
      )}
    </section>
  );
}

function contentOf(shown: Shown, episodes: number, read: number | null): TileScene['content'] {
  if (shown === 'policy') {
    return {
      kind: 'policy',
      map: (server) => livePolicies.maps.get(server),
      moment: momentOf,
      prices: livePolicies.prices,
    };
  }
  return {
    kind: 'curve',
    curve: (server) => drawnCurves.ofServer(nameOf(server), shown),
    domain: drawnCurves.serverDomain(shown),
    end: axisEnd(episodes, drawnCurves.episodes),
    read: read !== null && read < drawnCurves.episodes ? read : null,
    value: shown === 'reward' ? (newest) => formatFixed(newest, 1) : lossText,
    zero: shown === 'reward' ? 0 : null,
  };
}

/** An invisible button on every tile: one is in the tab order, arrow keys go to the others. */
function TileButtons(props: {
  readonly grid: TileGrid;
  readonly count: number;
  readonly selected: number | null;
}) {
  const { grid, count, selected } = props;
  const commands = useCommands();
  const { list, button } = useRovingFocus(count, (key, server) => tileBeside(grid, server, key));
  return (
    <fieldset
      ref={list}
      className="layer"
      aria-label={t('learn.tiles.label', { count })}
      data-arrows
    >
      {Array.from({ length: count }, (_, server) => {
        const { x, y } = tileCorner(grid, server);
        const style: CSSProperties = { left: x, top: y, width: grid.width, height: grid.height };
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server's id
            key={server}
            type="button"
            className="learn-tile-button"
            {...button(server, () => commands.hover({ kind: 'server', id: server }))}
            aria-pressed={server === selected}
            aria-label={t('learn.tiles.server', { id: nameOf(server) })}
            style={style}
            onBlur={() => commands.hover(null)}
            onClick={() => {
              const chosen = serverOf(appStore.getState().selected);
              commands.select(chosen === server ? null : { kind: 'server', id: server });
            }}
          />
        );
      })}
    </fieldset>
  );
}

function ShownChoice({ shown }: { readonly shown: Shown }) {
  return (
    <fieldset className="segmented">
      <legend className="hidden">{t('learn.tiles.show')}</legend>
      {SHOWN.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="learn-shown"
            checked={each === shown}
            onChange={() => learnView.setState({ shown: each })}
          />
          <span>{t(`learn.tiles.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Range of all tiles, in words: they share it, so it stands once. */
function TilesAbout({
  shown,
  grid,
}: {
  readonly shown: 'reward' | 'loss';
  readonly grid: TileGrid;
}) {
  // The range changes with the curve; the summary comes as often as new points do.
  useApp((state) => state.training.summary?.episode);
  const [low, high] = drawnCurves.serverDomain(shown);
  const text = shown === 'reward' ? (value: number) => formatFixed(value, 0) : lossText;
  return (
    <p className="muted learn-about">
      {t(`learn.tiles.${shown}.about`, { low: text(low), high: text(high) })}
      {isRoomy(grid) ? ` ${t('learn.tiles.squares')}` : ''}
    </p>
  );
}

/** What the maps are; while they are shown, they are kept up to date. */
function PolicyAbout({ count }: { readonly count: number }) {
  const servers = useMemo(() => Array.from({ length: count }, (_, server) => server), [count]);
  usePolicies(servers);
  return (
    <>
      <LevelLegend />
      <p className="muted learn-about">{t('learn.tiles.policy.about')}</p>
    </>
  );
}
