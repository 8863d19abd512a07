import { type CSSProperties, useMemo, useState } from 'react';
import type { PlayedMaps } from '../../../../experiments/policyMaps.ts';
import type { Topology } from '../../../../world/topology.ts';
import { arrange } from '../../../arrangement.ts';
import { t } from '../../../catalogue/index.ts';
import { CHART_FONT, canvasFont } from '../../../charts/axes.ts';
import { type Paint, PaintedCanvas } from '../../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../../commandsContext.ts';
import { formatShare } from '../../../components/format.ts';
import { useRovingFocus } from '../../../components/useRovingFocus.ts';
import { nameOf } from '../../../serverName.ts';
import { textScale, usePalette } from '../../../theme/theme.ts';
import { gridHeight, isRoomy, tileBeside, tileCorner, tileGrid } from '../tiles.ts';
import { differingShare } from './counted.ts';
import { paintCounted } from './paintCounted.ts';

/** Every server in its place: both policies' maps side by side. */
export function MapTiles(props: {
  readonly maps: PlayedMaps;
  readonly topology: Topology;
  readonly shown: number;
}) {
  const { maps, topology, shown } = props;
  const palette = usePalette();
  const commands = useCommands();
  const [across, setAcross] = useState(0);
  const arrangement = useMemo(() => arrange(topology), [topology]);
  const grid = useMemo(() => tileGrid(arrangement, across), [arrangement, across]);
  const { list, button } = useRovingFocus(topology.count, (key, server) =>
    tileBeside(grid, server, key),
  );
  const paint = useMemo<Paint>(
    () =>
      ({ context }) => {
        const roomy = isRoomy(grid);
        const head = roomy ? 22 * textScale() : 4;
        const inset = roomy ? 6 : 2;
        topology.zones.forEach((zone, server) => {
          const { x, y } = tileCorner(grid, server);
          context.beginPath();
          context.roundRect(x, y, grid.width, grid.height, roomy ? 6 : 2);
          context.fillStyle = palette.zones[zone];
          context.fill();
          if (server === shown) {
            context.strokeStyle = palette.text;
            context.lineWidth = 2;
            context.stroke();
          }
          const half = (grid.width - 3 * inset) / 2;
          maps.policies.forEach(({ servers }, side) => {
            const left = x + inset + side * (half + inset);
            const top = y + head;
            const bottom = y + grid.height - inset;
            const frame = { left, right: left + half, top, bottom };
            paintCounted(context, palette, servers[server]!, frame);
          });
          if (!roomy) return;
          context.font = canvasFont(12, CHART_FONT);
          context.textBaseline = 'top';
          context.fillStyle = palette.textMuted;
          context.textAlign = 'left';
          context.fillText(String(nameOf(server)), x + inset + 2, y + 4);
          context.textAlign = 'right';
          const share = formatShare(differingShare(maps.differing[server]!, maps.slots));
          context.fillText(`≠ ${share}`, x + grid.width - inset - 2, y + 4);
        });
      },
    [palette, grid, maps, topology, shown],
  );
  return (
    <section className="maps-servers">
      <h3>{t('maps.tiles')}</h3>
      <div className="learn-tiles-box">
        <PaintedCanvas
          className="learn-tiles"
          style={{ height: gridHeight(grid) }}
          aria-hidden
          paint={paint}
          onLayout={(width) => setAcross(width)}
        />
        <fieldset ref={list} className="layer" aria-label={t('maps.tiles')} data-arrows>
          {topology.zones.map((_, server) => {
            const { x, y } = tileCorner(grid, server);
            const { width, height } = grid;
            const style: CSSProperties = { left: x, top: y, width, height };
            const share = formatShare(differingShare(maps.differing[server]!, maps.slots));
            const select = () => commands.select({ kind: 'server', id: server });
            return (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server's
                key={server}
                type="button"
                className="learn-tile-button"
                style={style}
                {...button(server, () => {})}
                aria-pressed={server === shown}
                aria-label={t('maps.tile', { server: nameOf(server), share })}
                onClick={select}
              />
            );
          })}
        </fieldset>
      </div>
      <p className="muted learn-about">{t('maps.tiles.about')}</p>
    </section>
  );
}
