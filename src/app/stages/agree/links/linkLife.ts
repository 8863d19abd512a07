/** Which links of a run fail in which iteration, as the run itself draws it. */
import { type LinkOptions, LinkProcess } from '../../../../orchestration/linkProcess.ts';
import type { LinkState } from './linkState.ts';

export interface LinkLife {
  readonly iterations: number;
  /** A row a link, a column an iteration: 0 works, 1 fails by chance, 2 cut by hand. */
  readonly down: Uint8Array;
  /** How many entries are not 0, and how many are 1. */
  readonly failed: number;
  readonly byChance: number;
}

/** @param slot of the run: failures differ from slot to slot */
export function lifeOfLinks(
  options: LinkOptions,
  { mixing, ids }: Pick<LinkState, 'mixing' | 'ids'>,
  iterations: number,
  slot: number,
): LinkLife {
  const { links } = mixing;
  const chance = new LinkProcess({ ...options, cuts: [] }, links, ids, slot);
  const hand = new LinkProcess({ ...options, failure: 0 }, links, ids, slot);
  const down = new Uint8Array(links.length * iterations);
  for (let i = 0; i < iterations; i++) {
    for (const link of chance.next()) down[link * iterations + i] = 1;
    for (const link of hand.next()) down[link * iterations + i] = 2;
  }
  const failed = down.reduce((sum, state) => sum + (state === 0 ? 0 : 1), 0);
  const byChance = down.reduce((sum, state) => sum + (state === 1 ? 1 : 0), 0);
  return { iterations, down, failed, byChance };
}
