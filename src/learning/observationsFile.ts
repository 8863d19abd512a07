/** The form in which the observations of one slot travel (`n2o-observations`, version 1). */
import * as z from 'zod/mini';
import { InputError, parse } from '../schema.ts';

const listAllowed = 'a list of rows of numbers, one row an agent';
const fileSchema = z.strictObject(
  {
    format: z.literal('n2o-observations', { error: 'n2o-observations' }),
    version: z.literal(1, { error: '1' }),
    observations: z.array(
      z.array(z.number({ error: 'a finite number' }), { error: 'a list of numbers' }),
      { error: listAllowed },
    ),
    extra: z.optional(z.looseObject({}, { error: 'an object' })),
  },
  { error: 'an object of the form n2o-observations' },
);

/**
 * Reads the observations of `agents` LSMs from parsed JSON.
 *
 * @param size numbers in one LSM's observation
 * @returns agents x size, row-major
 * @throws InputError with the path of the field, e.g. `observations.observations[2][1]`
 */
export function parseObservations(value: unknown, agents: number, size: number): Float64Array {
  const { observations } = parse(fileSchema, value, 'observations');
  const path = 'observations.observations';
  if (observations.length !== agents) {
    throw new InputError(path, observations.length, `${agents} rows, one an agent of the networks`);
  }
  const wrong = observations.findIndex((row) => row.length !== size);
  if (wrong >= 0) {
    throw new InputError(`${path}[${wrong}]`, observations[wrong], `${size} numbers`);
  }
  return Float64Array.from(observations.flat());
}

/** Observations (row-major, `size` numbers a row) as JSON data that `parseObservations` reads. */
export function observationsFile(observations: ArrayLike<number>, size: number) {
  const all = Array.from(observations);
  return {
    format: 'n2o-observations' as const,
    version: 1 as const,
    observations: Array.from({ length: all.length / size }, (_, n) => {
      return all.slice(n * size, (n + 1) * size);
    }),
  };
}
