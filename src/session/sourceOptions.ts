/** What can be chosen of where the Q-networks of an N2O run come from. */
import * as z from 'zod/mini';
import { MAXIMUM_SEED } from '../random.ts';
import { fieldsOf, integerField, numberField, parse } from '../schema.ts';
import { MAXIMUM_LEVELS } from '../world/scenario.ts';

export const SOURCE_KINDS = ['training', 'networks', 'quadratic'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Servers along one side of a grid of quadratics. */
const LONGEST_SIDE = 10;

const field = { group: 'orchestration', applies: 'now' } as const;
const quadraticSchema = z.strictObject({
  rows: integerField(3, { ...field, minimum: 1, maximum: LONGEST_SIDE }),
  columns: integerField(3, { ...field, minimum: 1, maximum: LONGEST_SIDE }),
  /** K, the same for all. */
  levels: integerField(3, { ...field, minimum: 2, maximum: MAXIMUM_LEVELS }),
  /** Mean curvature in every decision of a scope, reward units a level^2. */
  curvature: numberField(4, { ...field, minimum: 0.01, maximum: 1000 }),
  /** How much of it couples the decisions of a scope: 0 none. */
  coupling: numberField(0.5, { ...field, minimum: 0, maximum: 0.95, step: 0.05 }),
  seed: integerField(1, { ...field, minimum: 0, maximum: MAXIMUM_SEED }),
});
/** Concave quadratics on a grid, each over a server and its neighbours in the four directions. */
export type QuadraticOptions = Readonly<z.infer<typeof quadraticSchema>>;
export const quadraticFields = fieldsOf(quadraticSchema);

/** @throws InputError naming the field, its value and what is allowed */
export function parseQuadratic(value: unknown): QuadraticOptions {
  return parse(quadraticSchema, value, 'quadratic');
}
