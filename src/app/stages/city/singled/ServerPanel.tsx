import { type CSSProperties, useState } from 'react';
import type { ServerInspection } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { Inspection, InspectionList } from '../../../components/Inspection.tsx';
import { configured } from '../../../controller/changes.ts';
import { linkSelection } from '../../../selection.ts';
import { nameOf } from '../../../serverName.ts';
import { useApp } from '../../../store.ts';
import type { CityMap } from '../cityMap.ts';
import { sameLayout } from '../edit/layout.ts';
import { ServerFields } from '../edit/ServerFields.tsx';
import { observationRows } from './observationRows.ts';
import { demandRows, resultRows } from './paperRows.ts';
import { releasedDemandRows, releasedResultRows } from './releasedRows.ts';
import { ServerTag, Things } from './Things.tsx';
import { Units } from './Units.tsx';
import { useInspection } from './useInspection.ts';

/** The server singled out: what it rents, serves, pays and earns in the slot shown. */
export function ServerPanel(props: { readonly server: number; readonly map: CityMap }) {
  const { map, server: id } = props;
  const commands = useCommands();
  const server = useInspection(`server ${id}`, (asked) => asked.inspectServer(id));
  const rented = useApp(({ city }) => city.summary?.servers[id]?.decision ?? 0);
  // In another plan this number may be another server's.
  const isAsPlanned = useApp((state) => {
    return sameLayout(state.scenario, configured(state).scenario);
  });
  if (id >= map.topology.count) return null;
  const neighbours = map.topology.neighbours[id]!;
  return (
    <div className="singled" style={{ '--hue': hueOf(map, id) } as CSSProperties}>
      <Inspection
        title={
          <>
            <ServerTag server={id} map={map} /> {t('city.server', { server: nameOf(id) })}
          </>
        }
        subtitle={t(`zone.${map.topology.zones[id]!}`)}
        rows={[]}
        onClose={() => commands.select(null)}
      >
        <Units server={id} levels={map.levels[id]!} rented={server?.decision ?? rented} />
        {server ? <ServerNumbers server={server} /> : null}
        {isAsPlanned ? (
          <details className="more">
            <summary>{t('serverFields.title')}</summary>
            <ServerFields server={id} />
          </details>
        ) : null}
        <Things
          label={t('inspect.neighbours')}
          map={map}
          servers={neighbours}
          selection={(other) => linkSelection(id, other)}
          name={(other) => t('inspect.link', { one: id, other })}
        />
      </Inspection>
    </div>
  );
}

function ServerNumbers({ server }: { readonly server: ServerInspection }) {
  const { scenario } = server;
  const [seesOpen, setSeesOpen] = useState(false);
  const columns =
    scenario.kind === 'paper'
      ? [demandRows(server, scenario), resultRows(server, scenario)]
      : [releasedDemandRows(server, scenario), releasedResultRows(server, scenario)];
  return (
    <>
      <div className="inspection-columns">
        <div>
          <h3>{t('inspect.group.demand')}</h3>
          <InspectionList rows={columns[0]!} />
        </div>
        <div>
          <h3>{t('inspect.group.result')}</h3>
          <InspectionList rows={columns[1]!} />
        </div>
      </div>
      <details className="more" onToggle={(event) => setSeesOpen(event.currentTarget.open)}>
        <summary>{t('inspect.group.observation')}</summary>
        {seesOpen ? <InspectionList rows={observationRows(server)} /> : null}
      </details>
    </>
  );
}

/** The colour of a server, as a value of CSS. */
function hueOf(map: CityMap, server: number): string {
  return `var(--server-${map.hues[server]! + 1})`;
}
