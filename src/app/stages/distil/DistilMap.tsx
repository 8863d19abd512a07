import { type PointerEvent, useMemo, useRef, useState } from 'react';
import type { ComparedDay } from '../../../experiments/sideBySide.ts';
import { buildTopology } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { useCommands } from '../../commandsContext.ts';
import { formatShare } from '../../components/format.ts';
import { useRovingFocus } from '../../components/useRovingFocus.ts';
import { serverOf } from '../../selection.ts';
import { nameOf } from '../../serverName.ts';
import { appStore, useApp } from '../../store.ts';
import { textScale, usePalette } from '../../theme/theme.ts';
import { glyphTable, neighbourInTable } from '../agree/table.ts';
import { agreementOf } from './comparedSlot.ts';
import { paintSites } from './paintSites.ts';
import { siteAt, siteFrame, siteMap } from './siteLayout.ts';

/** Every site with what teacher and student decide in the slot shown, and where they differ. */
export function DistilMap({ day }: { readonly day: ComparedDay }) {
  const palette = usePalette();
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const selected = useApp((state) => serverOf(state.selected));
  const hovered = useApp((state) => serverOf(state.hovered));
  const topology = useMemo(() => buildTopology(scenario), [scenario]);
  const table = useMemo(() => glyphTable(topology), [topology]);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const scale = textScale();
  const map = useMemo(() => siteMap(table, size.width, size.height, scale), [table, size, scale]);
  const isOfThisCity = day.levels.length === topology.count;
  const paint = useMemo<Paint>(
    () => (surface) => {
      if (map.side <= 0 || !isOfThisCity) return;
      paintSites(surface, {
        palette,
        map,
        zones: topology.zones,
        links: topology.links,
        day,
        slot: appStore.getState().distil.slot,
        selected,
        hovered,
        words: {
          server: (server) => t('distil.map.server', { server: nameOf(server) }),
          teacher: t('distil.teacher'),
          student: t('distil.student'),
        },
      });
    },
    [palette, map, topology, day, selected, hovered, isOfThisCity],
  );
  const last = useRef<number | null>(null);
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const hit = siteAt(map, topology.count, event.clientX - box.left, event.clientY - box.top);
    if (hit === last.current) return;
    last.current = hit;
    commands.hover(hit === null ? null : { kind: 'server', id: hit });
  };
  const choose = (server: number | null) => {
    if (server === null) return;
    const isChosen = serverOf(appStore.getState().selected) === server;
    commands.select(isChosen ? null : { kind: 'server', id: server });
  };
  const { list, button } = useRovingFocus(topology.count, (key, server) =>
    neighbourInTable(key, server, table),
  );
  return (
    <div className="distil-map">
      <PaintedCanvas
        style={{ aspectRatio: `${table.columns} / ${table.rows}` }}
        aria-hidden
        paint={paint}
        version={() => appStore.getState().distil.slot}
        onLayout={(width, height) => setSize({ width, height })}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(event) => {
          // A finger leaves before its tap is told.
          if (event.pointerType !== 'touch') last.current = null;
          commands.hover(null);
        }}
        onClick={() => choose(last.current)}
      />
      <fieldset
        ref={list}
        className="distil-sites"
        aria-label={t('distil.map.label', { count: topology.count })}
        data-arrows
      >
        {isOfThisCity
          ? topology.zones.map((_, server) => {
              const { left, right, top, bottom } = siteFrame(map, server);
              const style = { left, top, width: right - left, height: bottom - top };
              const agreement = agreementOf(day, server);
              return (
                <button
                  // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server's
                  key={server}
                  type="button"
                  style={style}
                  {...button(server, () => commands.hover({ kind: 'server', id: server }))}
                  aria-pressed={server === selected}
                  aria-label={
                    agreement === null
                      ? t('distil.map.server', { server: nameOf(server) })
                      : t('distil.map.site', {
                          server: nameOf(server),
                          share: formatShare(agreement),
                        })
                  }
                  onBlur={() => commands.hover(null)}
                  onClick={() => choose(server)}
                />
              );
            })
          : null}
      </fieldset>
    </div>
  );
}
