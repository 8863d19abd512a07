import { useMemo } from 'react';
import { buildTopology } from '../../../../world/topology.ts';
import { t } from '../../../catalogue/index.ts';
import { formatShare } from '../../../components/format.ts';
import { configured } from '../../../controller/changes.ts';
import { planNames } from '../../../planNames.ts';
import { useApp } from '../../../store.ts';
import { linkedGroups, uncoveredShare } from './consequences.ts';
import { sameGround, sameLayout, summarisePlan } from './layout.ts';

/** Less of the area than this out of reach is a corner, not a hole. */
const WORTH_A_WORD = 0.01;

/** What is planned, and what it will mean: groups that cannot talk, places out of reach. */
export function PlanLines() {
  const running = useApp((state) => state.scenario);
  const planned = useApp((state) => configured(state).scenario);
  const { groups, uncovered } = useMemo(() => {
    const topology = buildTopology(planned);
    return {
      groups: linkedGroups(topology),
      uncovered: uncoveredShare(topology, planned.coverageRadius),
    };
  }, [planned]);
  const { servers, moved, added, removed } = useMemo(
    () => summarisePlan(running, planned),
    [running, planned],
  );
  const names = planNames(planned);
  const named = groups.map((group) => group.map((server) => names[server]!));
  // On another ground no server stands where one stood.
  const comparable = sameGround(running, planned);
  return (
    <ul className="edit-plan">
      {sameLayout(running, planned) ? null : (
        <li data-tone="plan">
          {t('edit.plan', { servers })}
          {comparable && moved > 0 ? ` ${t('edit.plan.moved', { moved })}` : null}
          {comparable && added > 0 ? ` ${t('edit.plan.added', { added })}` : null}
          {comparable && removed > 0 ? ` ${t('edit.plan.removed', { removed })}` : null}
        </li>
      )}
      {groups.length > 1 ? (
        <li data-tone="warning">
          {t('edit.groups', { groups: groups.length, text: listed(named) })}
        </li>
      ) : null}
      {uncovered >= WORTH_A_WORD ? (
        <li data-tone="note">{t('edit.uncovered', { share: formatShare(uncovered) })}</li>
      ) : null}
    </ul>
  );
}

/** "0, 1 · 2, 3"; the largest group goes without saying where there are many. */
function listed(groups: readonly (readonly number[])[]): string {
  const shown = groups.length > 3 ? groups.slice(1, 4) : groups;
  const text = shown.map((group) => shortened(group)).join(' · ');
  return groups.length > 4 ? `${text} …` : text;
}

function shortened(group: readonly number[]): string {
  return group.length > 6 ? `${group.slice(0, 5).join(', ')} …` : group.join(', ');
}
