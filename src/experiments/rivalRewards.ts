/** What N2O and its rivals earn when they run the city, all over the same held-out world. */
import type { RivalKey } from '../orchestration/rivals/rival.ts';
import type { Evaluation } from './evaluate.ts';

/** An estimate over the days played. */
export interface Estimate {
  readonly value: number;
  /** Over days; null of fewer than two. */
  readonly standardError: number | null;
}

export interface RivalEarnings {
  readonly key: RivalKey;
  /** System reward a slot. */
  readonly reward: Estimate;
  /** Reward as a share of exact P2's over the same days; null where that is not played. */
  readonly share: Estimate | null;
  /** Sent in a slot over all links, on average. */
  readonly messages: number;
  readonly bytes: number;
}

/** What is known after some days. */
export interface RivalRewards {
  /** The held-out world: the same for all rivals, as are the draws of failing links. */
  readonly evaluation: Evaluation;
  /** Slots played so far by every rival, and whole days among them. */
  readonly slots: number;
  readonly days: number;
  /** In the order asked for. */
  readonly earnings: readonly RivalEarnings[];
}
