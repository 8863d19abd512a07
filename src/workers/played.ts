/** Policies that play the held-out city, for policy maps and for stage Distil. */
import { type PlayedMaps, playPolicyMaps } from '../experiments/policyMaps.ts';
import { type ComparedDay, comparedDay } from '../experiments/sideBySide.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { citySeed } from '../session/setup.ts';
import type { ComparedDayRequest, PlayedMapsRequest } from './protocol.ts';
import { Breath } from './turns.ts';

/**
 * Reports after each day of the held-out world.
 *
 * @throws InputError for a policy that cannot run here
 */
export async function playedMapsOf(
  request: PlayedMapsRequest,
  report: (maps: PlayedMaps) => void,
  accelerator: NetworkAccelerator | null = null,
): Promise<PlayedMaps> {
  const { keys, slots, others } = request;
  const setting = { ...settingOf(request, accelerator), ...(others ? { others } : {}) };
  const run = playPolicyMaps({ ...setting, keys, evaluation: { slots, seed: setting.seed } });
  const breath = new Breath();
  try {
    for (;;) {
      const next = run.next();
      if (next.done) return next.value;
      report(next.value);
      // The kernels arrive in between.
      await breath.take();
    }
  } finally {
    breath.end();
  }
}

/** @throws InputError for a teacher that cannot run here, or actors of other servers */
export function comparedDayOf(
  request: ComparedDayRequest,
  accelerator: NetworkAccelerator | null = null,
): ComparedDay {
  const { teacher, actors } = request;
  const setting = settingOf(request, accelerator);
  return comparedDay({ ...setting, teacher, actors, worldSeed: setting.seed });
}

function settingOf(
  { setup, weights, options }: PlayedMapsRequest | ComparedDayRequest,
  accelerator: NetworkAccelerator | null,
) {
  const { scenario, learner } = setup;
  const networks = networksFromWeights(buildLayout(scenario, learner), weights);
  const seed = citySeed(setup.seed);
  return { scenario, networks, orchestration: options, seed, accelerator };
}
