/** Sentences on a server and its neighbours. */
import type { Scenario } from '../../../../world/scenario.ts';
import { buildTopology } from '../../../../world/topology.ts';
import { t } from '../../../catalogue/index.ts';
import { planNames } from '../../../planNames.ts';

/** "3 neighbours: 0, 1, 4". */
export function neighbourText(neighbours: readonly number[]): string {
  if (neighbours.length === 0) return t('edit.neighbours.none');
  const list = neighbours.join(', ');
  if (neighbours.length === 1) return t('edit.neighbours.one', { list });
  return t('edit.neighbours', { count: neighbours.length, list });
}

/** What is read out after an edit of a server: where it stands and whom it can talk to. */
export function standsText(scenario: Scenario, server: number): string {
  const { x, y, neighbours } = buildTopology(scenario);
  const names = planNames(scenario);
  const place = t('edit.label', { server: names[server]!, x: x[server]!, y: y[server]! });
  return `${place}. ${neighbourText(neighbours[server]!.map((other) => names[other]!))}.`;
}
