/** What an LSM observes, in the units of the network's inputs and in those of the page. */
import type { CityFrame } from '../../../workers/frame.ts';
import type { ScenarioKind } from '../../../world/scenario.ts';

const SIZE = 5;
/** Users in range enter divided by this, spectrum by 20 MHz, the estimate by 5 s. */
const CROWDS: Readonly<Record<ScenarioKind, number>> = { paper: 30, released: 20 };
const SPECTRUM = 20;
const ESTIMATE = 5;
const PRICE = { zero: 20, scale: 20 } as const;

/** The numbers of one LSM's observation beside time and price. */
export interface Surroundings {
  readonly users: number;
  /** MHz. */
  readonly spectrum: number;
  /** s. */
  readonly estimate: number;
}

export function priceInput(price: number): number {
  return (price - PRICE.zero) / PRICE.scale;
}

/** What a server observed beside time and price, read from N x 5 network inputs. */
export function surroundingsOf(
  observations: ArrayLike<number>,
  server: number,
  kind: ScenarioKind,
): Surroundings {
  const at = server * SIZE;
  return {
    users: observations[at + 1]! * CROWDS[kind],
    spectrum: observations[at + 2]! * SPECTRUM,
    estimate: observations[at + 3]! * ESTIMATE,
  };
}

/** Observations of the slot that the map shows, N x 5, row-major, as the networks take them. */
export function observationsOfFrame(
  { servers, serverCount, timeOfDay, slotsPerDay }: CityFrame,
  kind: ScenarioKind,
): Float64Array {
  const observations = new Float64Array(serverCount * SIZE);
  for (let server = 0, at = 0; server < serverCount; server++) {
    observations[at++] = timeOfDay / slotsPerDay;
    observations[at++] = servers.usersInRange[server]! / CROWDS[kind];
    observations[at++] = servers.spectrum[server]! / SPECTRUM;
    observations[at++] = servers.estimatedDelay[server]! / ESTIMATE;
    observations[at++] = priceInput(servers.price[server]!);
  }
  return observations;
}
