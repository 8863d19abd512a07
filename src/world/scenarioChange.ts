/** Which changes of a scenario a running world can take up. */
import { InputError } from '../schema.ts';
import { parseScenario, type Scenario, scenarioFields } from './scenario.ts';

/**
 * Checks that a running world can go from one scenario to another at a slot boundary.
 *
 * @returns the next scenario, checked
 * @throws InputError for a field that is out of range, or that takes a restart and differs
 */
export function checkChange(current: Scenario, next: unknown): Scenario {
  const checked = parseScenario(next);
  if (checked.kind !== current.kind) {
    throw new InputError('scenario.kind', checked.kind, `${current.kind}, or a restart`);
  }
  for (const [field, meta] of scenarioFields(current.kind)) {
    const key = field as keyof Scenario;
    const now = JSON.stringify(current[key]);
    if (meta.applies === 'restart' && JSON.stringify(checked[key]) !== now) {
      throw new InputError(`scenario.${field}`, checked[key], `${now}, or a restart`);
    }
  }
  return checked;
}
