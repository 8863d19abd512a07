/** What an LSM observes, in the units of the network's inputs and in those of the page. */
import type { CityFrame } from '../../../workers/frame.ts';
import type { ScenarioKind } from '../../../world/scenario.ts';
import { CROWDS, OBSERVATION_SCALES, OBSERVATION_SIZE, priceInput } from '../../../world/slot.ts';

/** The numbers of one LSM's observation beside time and price. */
export interface Surroundings {
  readonly users: number;
  /** MHz. */
  readonly spectrum: number;
  /** s. */
  readonly estimate: number;
}

/** What a server observed beside time and price, read from N x 5 network inputs. */
export function surroundingsOf(
  observations: ArrayLike<number>,
  server: number,
  kind: ScenarioKind,
): Surroundings {
  const at = server * OBSERVATION_SIZE;
  return {
    users: observations[at + 1]! * CROWDS[kind],
    spectrum: observations[at + 2]! * OBSERVATION_SCALES.spectrum,
    estimate: observations[at + 3]! * OBSERVATION_SCALES.estimate,
  };
}

/** Observations of the slot that the map shows, N x 5, row-major, as the networks take them. */
export function observationsOfFrame(
  { servers, serverCount, timeOfDay, slotsPerDay }: CityFrame,
  kind: ScenarioKind,
): Float64Array {
  const observations = new Float64Array(serverCount * OBSERVATION_SIZE);
  for (let server = 0, at = 0; server < serverCount; server++) {
    observations[at++] = timeOfDay / slotsPerDay;
    observations[at++] = servers.usersInRange[server]! / CROWDS[kind];
    observations[at++] = servers.spectrum[server]! / OBSERVATION_SCALES.spectrum;
    observations[at++] = servers.estimatedDelay[server]! / OBSERVATION_SCALES.estimate;
    observations[at++] = priceInput(servers.price[server]!);
  }
  return observations;
}
