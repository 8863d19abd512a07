/** What N2O is measured against: every rival meets the same problem, links and slot. */
import type { DecisionTables } from '../decisionTables.ts';
import type { OrchestrationOptions } from '../options.ts';
import type { OrchestrationProblem } from '../problem.ts';
import type { RivalOptions } from './rivalOptions.ts';

/**
 * `maDql` is the greedy decision that all rivals start from, `maxPlusLean` is max-plus within a
 * kilobyte a server, made for links that fail, `n2o` runs as configured, `n2oSweep`
 * with one sweep after its last iterate, `n2oBest` keeps its best rounded iterate, and
 * `n2oMultilinear` climbs the multilinear interpolation of the tables, 100 times as steep, with a
 * sweep. `exactP2` is the optimum that a centre with all tables finds.
 */
export const RIVAL_KEYS = [
  'maDql',
  'greedySweeps',
  'maxPlus',
  'maxPlusLean',
  'dsa',
  'centralizedGradient',
  'gradientTracking',
  'n2o',
  'n2oSweep',
  'n2oBest',
  'n2oMultilinear',
  'exactP2',
] as const;
export type RivalKey = (typeof RIVAL_KEYS)[number];

/** What a rival is run on. */
export interface RivalSetting {
  readonly problem: OrchestrationProblem;
  /** Of the problem's objectives. */
  readonly tables: DecisionTables;
  /** N2O's: of these the other rivals take links, failures, seed, W, anchor and gradient. */
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
  /** Which slot of a run this is: link failures and draws differ from slot to slot. */
  readonly slot: number;
}

/** Where a rival stands after an iteration: what it would decide, and what that took, if it ended. */
export interface RivalStep {
  /** 0 before the first iteration, where there is a decision then. */
  readonly iteration: number;
  /** One level a server. */
  readonly decision: Int32Array;
  /** Sent so far over all links: one message = one transmission over one link one way. */
  readonly messages: number;
  readonly bytes: number;
}

/** A step as the page and files keep it. */
export interface CourseStep {
  readonly iteration: number;
  /** The sum of all Q_n at the step's decision, in reward units. */
  readonly objective: number;
  readonly messages: number;
  readonly bytes: number;
}

/** How a rival came to its decision on one slot. */
export interface RivalCourse {
  readonly key: RivalKey;
  readonly steps: readonly CourseStep[];
  /** The last step's. */
  readonly decision: readonly number[];
  /** Reward units. */
  readonly objective: number;
  /**
   * How far below the exact optimum, as a share of it; where that is refused, below the certified
   * bound: no gap is larger than this. Null where the reference is not positive.
   */
  readonly gap: number | null;
  /** Iterations (of max-plus, DSA, a gradient method, N2O), sweeps for `greedySweeps`. */
  readonly iterations: number;
  readonly messages: number;
  readonly bytes: number;
  /** Time of the whole course on this machine, all servers computed one after the other. */
  readonly milliseconds: number;
}

/** A rival that cannot run here, and why not. */
export interface RivalRefusal {
  readonly key: RivalKey;
  readonly reason: string;
}

/** All rivals on one slot. */
export interface RivalCourses {
  readonly courses: readonly RivalCourse[];
  readonly refused: readonly RivalRefusal[];
  /** The optimum of P2, reward units; null where it is refused. */
  readonly exact: number | null;
  /** Where `exact` is refused: no decision has an objective above this; null where it is not. */
  readonly bound: number | null;
}
