/**
 * Centralised DQL as it differs from MA-DQL: the width of its one network, its activation and its
 * learning rates. Plan, target, replay memory, minibatch, exploration and acting lag are the
 * learner's; there is no action jitter, because decisions are outputs here.
 */
import * as z from 'zod/mini';
import { choiceField, numberField, parse, structureField } from '../schema.ts';
import { ACTIVATIONS, type LearnerConfiguration } from './configuration.ts';

const network = { group: 'network', applies: 'restart' } as const;
const optimiser = { group: 'optimiser', applies: 'nextSlot' } as const;

const centralizedSchema = z.strictObject({
  /** Widths of the hidden layers (the paper's section VI-A2). */
  hidden: structureField(
    z.array(z.int().check(z.minimum(1), z.maximum(1024))).check(z.minLength(1), z.maxLength(4)),
    [256, 256, 128],
    { ...network, allowed: 'a list of 1 to 4 whole numbers from 1 to 1024' },
  ),
  activation: choiceField(ACTIVATIONS, 'silu', network),
  learningRateStart: numberField(5e-4, { ...optimiser, minimum: 0, maximum: 0.5, step: 1e-5 }),
  learningRateEnd: numberField(5e-5, { ...optimiser, minimum: 0, maximum: 0.5, step: 1e-5 }),
});

export type CentralizedConfiguration = Readonly<z.infer<typeof centralizedSchema>>;

/**
 * Checks what is centralised DQL's own and fills in the defaults.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseCentralized(value: unknown): CentralizedConfiguration {
  return parse(centralizedSchema, value, 'centralized');
}

/** The learner's configuration with what centralised DQL puts in its place. */
export function centralizedPlan(
  learner: LearnerConfiguration,
  { learningRateStart, learningRateEnd }: CentralizedConfiguration,
): LearnerConfiguration {
  return { ...learner, learningRateStart, learningRateEnd };
}
