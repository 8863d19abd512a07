/** Options of an N2O run (Algorithm 1) and of the mixing matrix. */
import * as z from 'zod/mini';
import { choiceField, integerField, numberField, parse, structureField } from '../schema.ts';

const run = { group: 'orchestration', applies: 'now' } as const;
const scaleAllowed = 'auto | a number from 0 to 1000';

export const orchestrationSchema = z.strictObject({
  /** T, the number of iterations. */
  iterations: integerField(50, { ...run, minimum: 1, maximum: 2000 }),
  /** gamma_n of psi_n(a) = gamma_n / 2 |a - c_n|^2, the same for all n. */
  gamma: numberField(10, { ...run, minimum: 0.01, maximum: 10_000 }),
  /** c_n: where LSM n's copy starts and is pulled to. */
  anchor: choiceField(['owners', 'own', 'middle', 'zero'], 'owners', run),
  /** Factor of every gradient; `auto` = max(1, N / 4). */
  gradientScale: structureField(
    z.union([z.literal('auto'), z.number().check(z.minimum(0), z.maximum(1000))]),
    1,
    { ...run, allowed: scaleAllowed },
  ),
  readOut: choiceField(['last', 'average', 'sweep'], 'last', run),
  mixing: choiceField(['equation13', 'lazy', 'metropolis'], 'equation13', run),
  /** Probability that a link fails in an iteration, both ways at once. */
  failure: numberField(0, { ...run, minimum: 0, maximum: 1, step: 0.05 }),
  /** Seed of the link failures. */
  seed: integerField(1, { ...run, minimum: 0, maximum: 4_294_967_295 }),
});

export type OrchestrationOptions = Readonly<z.infer<typeof orchestrationSchema>>;

/**
 * Checks the options of an N2O run and fills in the defaults.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseOrchestration(value: unknown): OrchestrationOptions {
  return parse(orchestrationSchema, value, 'orchestration');
}
