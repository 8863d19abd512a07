/** What the page and the orchestrator worker say to each other: types only, a part of protocol.ts. */
import type { CorollaryReport, CorollarySetting } from '../experiments/corollaryReport.ts';
import type { TeacherKey } from '../experiments/distillation.ts';
import type { OtherPolicies } from '../experiments/policies.ts';
import type { PolicyKey } from '../experiments/policyKeys.ts';
import type { PlayedMaps } from '../experiments/policyMaps.ts';
import type { RivalRewards } from '../experiments/rivalRewards.ts';
import type { ComparedDay } from '../experiments/sideBySide.ts';
import type { ActorNetworks } from '../learning/actors.ts';
import type { PolicyAxes, PolicyMap } from '../learning/policyMap.ts';
import type { ValueSurface } from '../learning/valueSurface.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { RivalCourses, RivalKey } from '../orchestration/rivals/rival.ts';
import type { RivalOptions } from '../orchestration/rivals/rivalOptions.ts';
import type { TheoryReport } from '../orchestration/theoryReport.ts';
import type { ProblemLayout, ProblemSource, TraceSource } from '../session/problemSource.ts';
import type { RunSetup } from '../session/setup.ts';
import type { CitySnapshot } from './protocol.ts';

export interface OrchestrationRequest {
  readonly setup: RunSetup;
  readonly snapshot: CitySnapshot;
  readonly options: OrchestrationOptions;
  /** Where the Q-networks come from; the city's training where it is absent. */
  readonly source?: ProblemSource;
}

/** One iteration of N2O, as the page keeps it. All matrices N x N, row-major. */
export interface AgreementIteration {
  readonly tau: number;
  readonly gradients: Float64Array;
  readonly duals: Float64Array;
  readonly copies: Float64Array;
  /** Failed links as pairs of server ids, the smaller first. */
  readonly failedLinks: readonly (readonly [number, number])[];
  readonly rounded: readonly number[];
  readonly objective: number;
  readonly relaxedObjective: number;
  readonly dualDisagreement: number;
  readonly copyDisagreement: number;
  /** Sent up to here, anchors included, over all links. */
  readonly messages: number;
  readonly bytes: number;
}

/** A whole N2O run on the networks and observations of one slot. */
export interface AgreementTrace {
  readonly slot: number;
  readonly trainedSlots: number;
  readonly source: TraceSource;
  /** Where the LSMs stand, in the order of `ids`. */
  readonly layout: ProblemLayout;
  readonly options: OrchestrationOptions;
  readonly ids: readonly number[];
  readonly levels: readonly number[];
  /** Links as pairs of server ids, the smaller first. */
  readonly links: readonly (readonly [number, number])[];
  /** Those of topology `neighbours`, likewise. */
  readonly neighbourLinks: readonly (readonly [number, number])[];
  /** Scope of every LSM as indices, its own first. */
  readonly scopes: readonly (readonly number[])[];
  /** N x N, row-major. */
  readonly mixing: Float64Array;
  readonly secondSingularValue: number;
  /** a'_n(1) = c_n, N x N. */
  readonly initialCopies: Float64Array;
  /** 1 where LSM n (row) keeps coordinate i (column); absent where all keep all. */
  readonly kept?: Uint8Array;
  readonly iterations: readonly AgreementIteration[];
  readonly decision: readonly number[];
  readonly objective: number;
  readonly greedy: { readonly decision: readonly number[]; readonly objective: number };
  readonly exact:
    | { readonly decision: readonly number[]; readonly objective: number }
    | { readonly reason: string };
  /** Where `exact` is refused: what is proven of it. */
  readonly bound?: {
    /** No decision has an objective above this. */
    readonly upper: number;
    /** The best decision known. */
    readonly best: { readonly decision: readonly number[]; readonly objective: number };
    /** Whether `best` is proven to be an optimum, up to the rounding of sums. */
    readonly isOptimal: boolean;
  };
  /** Over all links: the duals of one iteration, the anchors, the whole run with its read-out. */
  readonly messagesPerIteration: number;
  readonly bytesPerIteration: number;
  readonly anchorBytes: number;
  readonly messages: number;
  readonly bytes: number;
}

/** Trained networks, and the run that they belong to (with its scenario as it is now). */
export interface LearntNetworks {
  readonly setup: RunSetup;
  /** In the flat layout. */
  readonly weights: Float64Array;
}
export interface PolicyMapsRequest {
  readonly servers: readonly number[];
  /** N x 5, row-major; time and price are replaced by the axes. */
  readonly observations: Float64Array;
  readonly axes: PolicyAxes;
}
export interface ValueSurfaceRequest {
  readonly server: number;
  /** N x 5, row-major. */
  readonly observations: Float64Array;
  /** Levels of the scope, own first. */
  readonly alpha: readonly number[];
  /** Position in the scope of the neighbour whose decision varies. */
  readonly other: number;
}

/** All rivals over the held-out world of a run. */
export interface RivalRewardsRequest extends LearntNetworks {
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
  readonly keys: readonly RivalKey[];
  /** Slots of the held-out world, which has the seed of the run's visible city. */
  readonly slots: number;
}

/** Policies over the held-out world of a run, side by side. */
export interface PlayedMapsRequest extends LearntNetworks {
  readonly options: OrchestrationOptions;
  readonly keys: readonly PolicyKey[];
  /** What policies decide by that is made apart. */
  readonly others?: OtherPolicies;
  /** Slots of the held-out world, which has the seed of the run's visible city. */
  readonly slots: number;
}
/** The first day of the held-out world, decided by a teacher and asked of its student. */
export interface ComparedDayRequest extends LearntNetworks {
  readonly options: OrchestrationOptions;
  readonly teacher: TeacherKey;
  /** Null where there is no student yet. */
  readonly actors: ActorNetworks | null;
}

/** The part of the orchestrator worker that measures N2O against its rivals. */
export interface RivalsApi {
  /** The course of every rival on the problem, links and failures of one slot. */
  rivals(request: OrchestrationRequest, rivals: RivalOptions): Promise<RivalCourses>;
  /**
   * What every rival earns in the city.
   *
   * @param report takes what is known after each day
   */
  rivalRewards(
    request: RivalRewardsRequest,
    report: (rewards: RivalRewards) => void,
  ): Promise<RivalRewards>;
}

/** Q_n over its own and one other decision of its scope. */
export interface SurfaceRequest {
  /** Index of the LSM. */
  readonly server: number;
  /** Levels of the scope, its own first, whole or not. */
  readonly alpha: readonly number[];
  /** Position in the scope of the other decision, from 1; 0 for none. */
  readonly other: number;
}

/** Links as they are while they are being chosen. */
export interface LinksRequest {
  readonly mixing: OrchestrationOptions['mixing'];
  /** N. */
  readonly count: number;
  /** As indices, the smaller first, ascending. */
  readonly links: readonly (readonly [number, number])[];
  /** Those that carry nothing, cut by hand, as indices into `links`. */
  readonly down: readonly number[];
  /** Share of its time in which each of the others fails. */
  readonly failure: number;
}
export interface LinkSpectrum {
  /** sigma_2 of W without the links that are down. */
  readonly secondSingularValue: number;
  /** lambda_2 of E[W'W], the links that are down always failing, the others by chance. */
  readonly secondEigenvalue: number;
}

export interface OrchestratorWorkerApi extends RivalsApi {
  links(request: LinksRequest): Promise<LinkSpectrum>;
  orchestrate(request: OrchestrationRequest): Promise<AgreementTrace>;
  /** How much more all networks expect from N2O's decision than from greedy's, reward units. */
  gain(request: OrchestrationRequest): Promise<number>;
  /** Objective of P2 (reward units) and each LSM's share, at decisions set by hand. */
  evaluate(
    request: OrchestrationRequest,
    decisions: readonly number[],
  ): Promise<{ readonly objective: number; readonly local: readonly number[] }>;
  /** Q of one LSM over two decisions, on the slot and the networks of the request. */
  surface(request: OrchestrationRequest, at: SurfaceRequest): Promise<ValueSurface>;
  /** What Theorems 1 to 3 say of the request's run, beside what it did. */
  theory(request: OrchestrationRequest): Promise<TheoryReport>;
  /** Corollary 1 on analytic quadratics. */
  corollary(setting: CorollarySetting): Promise<CorollaryReport>;
  /** Mean observation of every server over a day of the city's world, N x 5. */
  typicalDay(learnt: LearntNetworks): Promise<Float64Array>;
  policyMaps(learnt: LearntNetworks, request: PolicyMapsRequest): Promise<readonly PolicyMap[]>;
  valueSurface(learnt: LearntNetworks, request: ValueSurfaceRequest): Promise<ValueSurface>;
  /**
   * What policies decide at every hour and price of the held-out world.
   *
   * @param report takes what is known after each day
   */
  playedMaps(request: PlayedMapsRequest, report: (maps: PlayedMaps) => void): Promise<PlayedMaps>;
  comparedDay(request: ComparedDayRequest): Promise<ComparedDay>;
}
