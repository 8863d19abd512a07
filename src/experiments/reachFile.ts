/** What `measureReach` and `measureTiled` found, as JSON (`n2o-reach`, version 1). */
import { LEAN_BUDGET } from '../orchestration/rivals/leanMaxPlus.ts';
import type { ReachRequest, ReachResult } from './reach.ts';
import type { TiledRow } from './reachTiled.ts';

/** The share of exact P2 that a policy with messages to neighbours aims at. */
export const AIM = 0.995;

/** How the networks were trained, as far as that is known. */
export interface ReachTraining {
  /** What trained; null where the networks came from files that do not say. */
  readonly engine: string | null;
  /** Planned episodes; null where that is not known. */
  readonly episodes: number | null;
}

/** A tiled experiment: what was asked for, and what it found. */
export interface TiledFindings {
  readonly sides: readonly number[];
  readonly slots: number;
  readonly rows: readonly TiledRow[];
}

/** Shares are of the certified bound on P2, which is its optimum where `proven` counts the slot. */
export function reachFile(
  request: ReachRequest,
  training: ReachTraining,
  result: ReachResult,
  tiled: TiledFindings | null,
) {
  const { scenario, trained, slots, stride, days, seed } = request;
  return {
    format: 'n2o-reach' as const,
    version: 1 as const,
    scenario,
    training: { ...training, seeds: trained.map((each) => each.seed) },
    evaluation: { seed, slots, stride, days },
    aim: { share: AIM, bytesPerServer: LEAN_BUDGET },
    n: trained.length,
    ...result,
    tiled,
  };
}
