import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { Inspection } from '../../../components/Inspection.tsx';
import { nameOf } from '../../../serverName.ts';
import { useApp } from '../../../store.ts';
import type { CityMap } from '../cityMap.ts';
import { linkRows } from './linkRows.ts';
import { Things } from './Things.tsx';
import { useInspection } from './useInspection.ts';

/** The link singled out: who its ends are, what it weighs and carries, and whom they share. */
export function LinkPanel(props: {
  readonly ends: readonly [number, number];
  readonly map: CityMap;
}) {
  const { ends, map } = props;
  const [one, other] = ends;
  const commands = useCommands();
  const options = useApp((state) => state.orchestration);
  const linkRadius = useApp((state) => state.scenario.linkRadius);
  const link = useInspection(`link ${one} ${other}`, (asked) => asked.inspectLink(one, other));
  const isThere = map.topology.neighbours[one]?.includes(other) ?? false;
  if (!isThere) return null;
  const rows = linkRows({ topology: map.topology, options, ends, link: link ?? null, linkRadius });
  return (
    <div className="singled">
      <Inspection
        title={t('inspect.link', { one, other })}
        rows={rows}
        onClose={() => commands.select(null)}
      >
        <Things
          label={t('inspect.ends')}
          map={map}
          servers={ends}
          selection={(id) => ({ kind: 'server', id })}
          name={(id) => t('city.server', { server: nameOf(id) })}
        />
      </Inspection>
    </div>
  );
}
