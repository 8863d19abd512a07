/** Options of N2O's rivals. */
import * as z from 'zod/mini';
import { integerField, numberField, parse } from '../../schema.ts';

const rivals = { group: 'rivals', applies: 'now' } as const;

export const rivalSchema = z.strictObject({
  /** Iterations of max-plus. */
  maxPlusIterations: integerField(5, { ...rivals, minimum: 1, maximum: 20 }),
  /** Sweeps after the greedy decision. */
  sweeps: integerField(2, { ...rivals, minimum: 1, maximum: 10 }),
  /** Iterations of the distributed stochastic algorithm. */
  dsaIterations: integerField(20, { ...rivals, minimum: 1, maximum: 200 }),
  /** Probability that a server that can do better changes its decision. */
  dsaProbability: numberField(0.7, { ...rivals, minimum: 0, maximum: 1, step: 0.05 }),
  /** Iterations of both gradient methods. */
  gradientIterations: integerField(50, { ...rivals, minimum: 1, maximum: 500 }),
  /** Step of both gradient methods on the sum of all Q_n: squared levels a reward unit. */
  gradientStep: numberField(0.0025, { ...rivals, minimum: 0.0001, maximum: 10 }),
});

export type RivalOptions = Readonly<z.infer<typeof rivalSchema>>;

/**
 * Checks the options of the rivals and fills in the defaults.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseRivals(value: unknown): RivalOptions {
  return parse(rivalSchema, value, 'rivals');
}
