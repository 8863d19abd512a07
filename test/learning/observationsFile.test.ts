import { expect, it } from 'vitest';
import { observationsFile, parseObservations } from '../../src/learning/observationsFile.ts';
import { InputError } from '../../src/schema.ts';

const rows = [
  [0.1, 0.2, 0.3],
  [1, -2, 3e-9],
];
const file = { format: 'n2o-observations', version: 1, observations: rows };

it('go through JSON and back without a change', () => {
  const flat = parseObservations(file, 2, 3);
  expect(Array.from(flat)).toEqual(rows.flat());
  expect(JSON.parse(JSON.stringify(observationsFile(flat, 3)))).toEqual(file);
});

it('may carry extra', () => {
  expect(() => parseObservations({ ...file, extra: { slot: 3 } }, 2, 3)).not.toThrow();
});

it.each([
  ['not an object', 3, 'observations: 3'],
  ['of another format', { ...file, format: 'n2o-networks' }, 'observations.format: "n2o-networks"'],
  ['of another version', { ...file, version: '1' }, 'observations.version: "1"'],
  [
    'an unknown field',
    { ...file, slot: 1 },
    'observations.slot: no such field (given 1); allowed: format |',
  ],
  ['a row too few', { ...file, observations: [[1, 2, 3]] }, 'observations.observations: 1'],
  [
    'a short row',
    { ...file, observations: [rows[0], [1, 2]] },
    'observations.observations[1]: [1,2]',
  ],
  [
    'no number',
    { ...file, observations: [rows[0], [1, '2', 3]] },
    'observations.observations[1][1]: "2"',
  ],
  [
    'a number that is not finite',
    { ...file, observations: [rows[0], [1, 2, Number.NaN]] },
    'observations.observations[1][2]: NaN',
  ],
])('are refused: %s', (_, value, message) => {
  const refused = () => parseObservations(value, 2, 3);
  expect(refused).toThrow(InputError);
  expect(refused).toThrow(message);
});
