/**
 * What enters the Q-networks beside decisions. An LSM that observes its neighbours too hears their
 * observations once a slot (5 numbers over every link, each way), and takes their mean beside its
 * own: as many numbers whoever and how many they are.
 */
import { OBSERVATION_SIZE } from '../world/slot.ts';
import type { LearnerConfiguration } from './configuration.ts';

/** Numbers that one LSM's network observes. */
export function observationSizeOf(observes: LearnerConfiguration['observes']): number {
  return observes === 'itself' ? OBSERVATION_SIZE : 2 * OBSERVATION_SIZE;
}

/** What the observations of a system depend on. */
interface Observers {
  readonly observationSize: number;
  /** In the order of the servers: each with its neighbours behind it in its scope. */
  readonly agents: readonly { readonly scope: readonly number[] }[];
}

/**
 * @param observations N x 5 as the world has them; N x observationSize is given back as it is
 * @returns N x observationSize, row-major: o_n, then the mean of the neighbours' (zeros without any)
 */
export function networkObservations(
  { observationSize, agents }: Observers,
  observations: Float64Array,
): Float64Array {
  if (observations.length === agents.length * observationSize) return observations;
  const widened = new Float64Array(agents.length * observationSize);
  agents.forEach(({ scope }, server) => {
    const start = server * observationSize;
    for (let i = 0; i < OBSERVATION_SIZE; i += 1) {
      widened[start + i] = observations[server * OBSERVATION_SIZE + i]!;
      let sum = 0;
      for (let member = 1; member < scope.length; member += 1) {
        sum += observations[scope[member]! * OBSERVATION_SIZE + i]!;
      }
      widened[start + OBSERVATION_SIZE + i] = sum / Math.max(1, scope.length - 1);
    }
  });
  return widened;
}
