import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { formatFixed } from '../../components/format.ts';
import { live } from '../../live.ts';
import { useApp } from '../../store.ts';
import { usePalette } from '../../theme/theme.ts';
import { drawnCurves } from './curves.ts';
import { axisEnd } from './plan.ts';
import { gridHeight, lossText, paintTiles, tileAt, tileGrid } from './tiles.ts';
import { useWindow } from './useWindow.ts';

type Shown = 'reward' | 'loss';

/** A curve for every server, in its place; pointing at one lights the server up on the map. */
export function ServerTiles() {
  const commands = useCommands();
  const palette = usePalette();
  const window = useWindow();
  const scenario = useApp((state) => state.scenario);
  const episodes = useApp((state) => state.learner.episodes);
  const singled = useApp((state) => (state.hovered ?? state.selected)?.id ?? null);
  const { rows, columns, zones } = useMemo(() => buildTopology(scenario), [scenario]);
  const [across, setAcross] = useState(0);
  const [shown, setShown] = useState<Shown>('reward');
  const grid = useMemo(() => tileGrid(rows, columns, across), [rows, columns, across]);
  const paint = useMemo<Paint>(
    () => (surface) => {
      drawnCurves.refresh(window);
      paintTiles(surface, {
        palette,
        grid,
        zones,
        singled,
        curve: (server) => drawnCurves.ofServer(server, shown),
        domain: drawnCurves.serverDomain(shown),
        end: axisEnd(episodes, drawnCurves.episodes),
        label: (id) => t('learn.tiles.server', { id }),
        value: shown === 'reward' ? (newest) => formatFixed(newest, 1) : lossText,
        zero: shown === 'reward' ? 0 : null,
      });
    },
    [palette, grid, zones, singled, shown, episodes, window],
  );

  const last = useRef<number | null>(null);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const server = tileAt(grid, event.clientX - box.left, event.clientY - box.top);
    if (server === last.current) return;
    last.current = server;
    commands.hover(server === null ? null : { kind: 'server', id: server });
  };
  return (
    <section className="learn-servers">
      <div className="learn-servers-head">
        <h2>{t('learn.tiles.title')}</h2>
        <ShownChoice shown={shown} onChange={setShown} />
      </div>
      <PaintedCanvas
        className="learn-tiles"
        style={{ height: gridHeight(grid) }}
        role="img"
        aria-label={t('learn.tiles.label', { count: rows * columns })}
        paint={paint}
        version={() => live.curves.version}
        onLayout={(width) => setAcross(width)}
        onPointerMove={point}
        onPointerLeave={() => {
          last.current = null;
          commands.hover(null);
        }}
        onClick={() => {
          if (last.current !== null) commands.select({ kind: 'server', id: last.current });
        }}
      />
      <TilesAbout shown={shown} />
    </section>
  );
}

function ShownChoice(props: { readonly shown: Shown; readonly onChange: (shown: Shown) => void }) {
  return (
    <fieldset className="segmented">
      <legend className="hidden">{t('learn.tiles.show')}</legend>
      {(['reward', 'loss'] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="learn-shown"
            checked={each === props.shown}
            onChange={() => props.onChange(each)}
          />
          <span>{t(`learn.tiles.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Range of all tiles, in words: they share it, so it stands once. */
function TilesAbout({ shown }: { readonly shown: Shown }) {
  // The range changes with the curve; the summary comes as often as new points do.
  useApp((state) => state.training.summary?.episode);
  const [low, high] = drawnCurves.serverDomain(shown);
  const text = shown === 'reward' ? (value: number) => formatFixed(value, 0) : lossText;
  return (
    <p className="muted learn-about">
      {t(`learn.tiles.${shown}.about`, { low: text(low), high: text(high) })}
    </p>
  );
}
