import { expect, it } from 'vitest';
import { scenarioFields } from '../../src/world/scenario.ts';
import { fieldDifferences, SCENARIO_DIFFERENCES } from '../../src/world/scenarioDifferences.ts';

it('every field that differs belongs to a listed difference', () => {
  const differing = fieldDifferences().map(({ field }) => field);
  expect(differing).toContain('spacing');
  expect(differing).toContain('valueOfDelay');
  expect(differing).not.toContain('rows');
  const listed = SCENARIO_DIFFERENCES.flatMap(({ fields }) => fields);
  expect(new Set(listed)).toEqual(new Set(differing));
  expect(listed.length).toBe(new Set(listed).size);
});

it('fields have the values of their scenario, with units', () => {
  expect(fieldDifferences()).toContainEqual({
    field: 'coverageRadius',
    unit: 'm',
    paper: 85,
    released: 43,
  });
  expect(fieldDifferences()).toContainEqual({
    field: 'fault',
    unit: undefined,
    paper: undefined,
    released: 'fixed',
  });
  for (const kind of ['paper', 'released'] as const)
    expect(scenarioFields(kind).size).toBeGreaterThan(15);
});
