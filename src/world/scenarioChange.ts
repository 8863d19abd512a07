/** Which changes of a scenario a running world can take up. */
import { InputError } from '../schema.ts';
import { parseScenario, type Scenario, scenarioFields } from './scenario.ts';
import { areSameServers, checkComingAndGoing, idsOf } from './servers.ts';

/** What servers that come and go change, and nothing else that takes a restart. */
const LISTS: readonly string[] = ['sites', 'serverIds', 'levels'];

/**
 * Checks that a running world can go from one scenario to another at a slot boundary. Servers may
 * come and go; the ground that they stand on stays.
 *
 * @returns the next scenario, checked
 * @throws InputError for a field that is out of range, or that takes a restart and differs
 */
export function checkChange(current: Scenario, next: unknown): Scenario {
  const checked = parseScenario(next);
  if (checked.kind !== current.kind) {
    throw new InputError('scenario.kind', checked.kind, `${current.kind}, or a restart`);
  }
  const areOthers = !areSameServers(idsOf(current), idsOf(checked));
  if (areOthers) checkComingAndGoing(current, checked);
  for (const [field, meta] of scenarioFields(current.kind)) {
    if (areOthers && LISTS.includes(field)) continue;
    const key = field as keyof Scenario;
    const now = JSON.stringify(current[key]);
    if (meta.applies === 'restart' && JSON.stringify(checked[key]) !== now) {
      throw new InputError(`scenario.${field}`, checked[key], `${now}, or a restart`);
    }
  }
  return checked;
}
