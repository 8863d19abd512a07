import { expect, it } from 'vitest';
import { parseScenario, scenarioFields } from '../../src/world/scenario.ts';
import { SCENARIO_DIFFERENCES } from '../../src/world/scenarioDifferences.ts';

it('every field whose default differs belongs to one listed difference', () => {
  const paper: Readonly<Record<string, unknown>> = parseScenario({ kind: 'paper' });
  const released: Readonly<Record<string, unknown>> = parseScenario({ kind: 'released' });
  const names = [...scenarioFields('paper').keys(), ...scenarioFields('released').keys()];
  const differing = new Set(names.filter((name) => paper[name] !== released[name]));
  expect(differing).toContain('spacing');
  expect(differing).toContain('valueOfDelay');
  expect(differing).not.toContain('rows');
  const listed: string[] = SCENARIO_DIFFERENCES.flatMap(({ fields }) => [...fields]);
  expect(new Set(listed)).toEqual(differing);
  expect(listed.length).toBe(differing.size);
});
