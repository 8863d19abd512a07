import type { CSSProperties } from 'react';
import { useCommands } from '../../../commandsContext.ts';
import type { Selection } from '../../../state.ts';
import type { CityMap } from '../cityMap.ts';

/** A server's number on its hue. */
export function ServerTag({ server, map }: { readonly server: number; readonly map: CityMap }) {
  const hue = { '--hue': `var(--server-${map.hues[server]! + 1})` } as CSSProperties;
  return (
    <span className="server-tag number" style={hue}>
      {map.names[server]}
    </span>
  );
}

/** Servers as small buttons; each shows on the map what it leads to, and a click goes there. */
export function Things(props: {
  readonly label: string;
  readonly map: CityMap;
  readonly servers: readonly number[];
  readonly selection: (server: number) => Selection;
  readonly name: (server: number) => string;
}) {
  const { label, map, servers, selection, name } = props;
  const commands = useCommands();
  if (servers.length === 0) return null;
  return (
    <div className="things">
      <span className="muted">{label}</span>
      {servers.map((server) => (
        <button
          key={server}
          type="button"
          aria-label={name(server)}
          title={name(server)}
          onPointerEnter={() => commands.hover(selection(server))}
          onPointerLeave={() => commands.hover(null)}
          onFocus={() => commands.hover(selection(server))}
          onBlur={() => commands.hover(null)}
          onClick={() => {
            commands.hover(null);
            commands.select(selection(server));
          }}
        >
          <ServerTag server={server} map={map} />
        </button>
      ))}
    </div>
  );
}
