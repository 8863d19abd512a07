import { useEffect } from 'react';
import type { UserInspection } from '../../../../workers/protocol.ts';
import { ZONES } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { ActionButton } from '../../../components/ActionButton.tsx';
import { Inspection } from '../../../components/Inspection.tsx';
import type { CityMap } from '../cityMap.ts';
import { followed } from './followed.ts';
import { Options } from './Options.tsx';
import { useInspection } from './useInspection.ts';
import { userRows } from './userRows.ts';

/** The user that is followed: where it is, what it wants, and how it splits its tasks. */
export function UserPanel({ user, map }: { readonly user: number; readonly map: CityMap }) {
  const commands = useCommands();
  const found = useInspection(`user ${user}`, (asked) => asked.inspectUser(user));
  useEffect(() => {
    if (followed.id === user) followed.inspection = found ?? null;
  }, [found, user]);
  return (
    <div className="singled">
      <Inspection
        title={t('inspect.user', { user })}
        subtitle={found ? zoneOf(found) : undefined}
        rows={found ? userRows(found) : []}
        onClose={() => commands.select(null)}
      >
        {found === null ? (
          <div className="things">
            <p>{t('inspect.user.gone')}</p>
            <ActionButton action="city.nextUser" />
          </div>
        ) : null}
        {found ? <Options user={found} map={map} /> : null}
      </Inspection>
    </div>
  );
}

function zoneOf({ choice }: UserInspection): string {
  return t(`zone.${ZONES[choice.zone]!}`);
}
