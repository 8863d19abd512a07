import { memo } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { useRovingFocus } from '../../components/useRovingFocus.ts';
import { serverOf } from '../../selection.ts';
import { appStore, useApp } from '../../store.ts';
import type { CityMap } from './cityMap.ts';
import { neighbourByKey } from './neighbourByKey.ts';

/** Diameter of a button over the room that its server has: as large as the rings. */
const SIZE = 0.44;

/**
 * An invisible button on every server: pointer, keyboard and screen reader meet the map here. One
 * of them is in the tab order; arrow keys go to the others.
 */
export const ServerButtons = memo(function ServerButtons({ map }: { readonly map: CityMap }) {
  const commands = useCommands();
  const selected = useApp((state) => serverOf(state.selected) ?? -1);
  const { count, width, height, x, y, zones } = map.topology;
  const { list, button } = useRovingFocus(count, (key, server) =>
    neighbourByKey(key, server, map.topology),
  );

  return (
    <fieldset ref={list} className="layer server-buttons" aria-label={t('city.map')} data-arrows>
      {Array.from({ length: count }, (_, server) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server's id
          key={server}
          type="button"
          className="server-button"
          {...button(server)}
          aria-pressed={server === selected}
          aria-label={t('city.server.in', {
            server: map.names[server]!,
            zone: t(`zone.${zones[server]!}`),
          })}
          style={{
            left: `${(100 * x[server]!) / width}%`,
            top: `${(100 * y[server]!) / height}%`,
            width: `${(100 * SIZE * map.room[server]!) / width}%`,
          }}
          onPointerEnter={() => commands.hover({ kind: 'server', id: server })}
          onPointerLeave={() => commands.hover(null)}
          onClick={() => {
            const { city, selected: chosen } = appStore.getState();
            if (city.policy === 'manual') {
              const next = (city.manualDecisions[server]! + 1) % map.levels[server]!;
              commands.setManualDecision(server, next);
              commands.select({ kind: 'server', id: server });
            } else {
              commands.select(serverOf(chosen) === server ? null : { kind: 'server', id: server });
            }
          }}
        />
      ))}
    </fieldset>
  );
});
