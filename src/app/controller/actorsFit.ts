import type { ActorNetworks } from '../../learning/actors.ts';
import { checkActors } from '../../learning/actorsFile.ts';
import { InputError } from '../../schema.ts';
import type { Scenario } from '../../world/scenario.ts';

/** Whether actors are those of a scenario's servers. */
export function actorsFit(actors: ActorNetworks, scenario: Scenario): boolean {
  try {
    checkActors(actors, scenario);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
