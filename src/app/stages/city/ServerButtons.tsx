import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { appStore, useApp } from '../../store.ts';
import type { CityMap } from './cityMap.ts';

/**
 * An invisible button on every server: pointer, keyboard and screen reader meet the map here. One
 * of them is in the tab order; arrow keys go to the others.
 */
export const ServerButtons = memo(function ServerButtons({ map }: { readonly map: CityMap }) {
  const commands = useCommands();
  const selected = useApp((state) => state.selected?.id ?? -1);
  const [entry, setEntry] = useState(0);
  const list = useRef<HTMLFieldSetElement>(null);
  const { count, columns, rows, width, height, x, y, zones } = map.topology;
  const size = `${(100 * Math.min(0.46 * map.spacing, 0.9 * width)) / width}%`;

  const move = (event: KeyboardEvent, server: number) => {
    const target = neighbourByKey(event.key, server, rows, columns);
    if (target === null) return;
    event.preventDefault();
    const button = list.current?.children[target];
    if (button instanceof HTMLElement) button.focus();
  };

  return (
    <fieldset ref={list} className="layer" aria-label={t('city.map')} data-arrows>
      {Array.from({ length: count }, (_, server) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server's id
          key={server}
          type="button"
          className="server-button"
          tabIndex={server === Math.min(entry, count - 1) ? 0 : -1}
          aria-pressed={server === selected}
          aria-label={t('city.server.in', { server, zone: t(`zone.${zones[server]!}`) })}
          style={{
            left: `${(100 * x[server]!) / width}%`,
            top: `${(100 * y[server]!) / height}%`,
            width: size,
          }}
          onPointerEnter={() => commands.hover({ kind: 'server', id: server })}
          onPointerLeave={() => commands.hover(null)}
          onFocus={() => setEntry(server)}
          onKeyDown={(event) => move(event, server)}
          onClick={() => {
            const { city, selected: chosen } = appStore.getState();
            if (city.policy === 'manual') {
              const next = (city.manualDecisions[server]! + 1) % map.levels[server]!;
              commands.setManualDecision(server, next);
              commands.select({ kind: 'server', id: server });
            } else {
              commands.select(chosen?.id === server ? null : { kind: 'server', id: server });
            }
          }}
        />
      ))}
    </fieldset>
  );
});

/** The server that an arrow key leads to; null for another key or the edge of the grid. */
export function neighbourByKey(
  key: string,
  server: number,
  rows: number,
  columns: number,
): number | null {
  const row = Math.floor(server / columns);
  const column = server % columns;
  if (key === 'ArrowLeft') return column > 0 ? server - 1 : null;
  if (key === 'ArrowRight') return column < columns - 1 ? server + 1 : null;
  if (key === 'ArrowUp') return row > 0 ? server - columns : null;
  if (key === 'ArrowDown') return row < rows - 1 ? server + columns : null;
  return null;
}
