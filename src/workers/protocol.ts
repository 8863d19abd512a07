/**
 * What the page and the workers say to each other: types only, nothing to run.
 * Calls go through Comlink; city frames and training samples go as plain transfers over a
 * MessagePort (see `FrameMessage` and `TrainingMessage`).
 */

import type { CorollaryReport, CorollarySetting } from '../experiments/corollaryReport.ts';
import type { CheckpointContent } from '../learning/checkpointFile.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { LearnerMemory } from '../learning/engine.ts';
import type { EngineChoice, EngineId } from '../learning/engineChoice.ts';
import type { LearnerCheckpoint } from '../learning/multiAgent.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { TheoryReport } from '../orchestration/theoryReport.ts';
import type { CityCheckpoint } from '../session/cityRun.ts';
import type { ComparisonState, RivalPlan } from '../session/comparison.ts';
import type { SessionEvent, TrainingEvent } from '../session/events.ts';
import type { OfferedRun, PresentRun } from '../session/openedFile.ts';
import type { OpenedNetworks } from '../session/problemSource.ts';
import type { Schedule } from '../session/schedule.ts';
import type {
  ActingSnapshot,
  CityPolicy,
  RunOrigin,
  RunSetup,
  WeightSnapshot,
} from '../session/setup.ts';
import type { Scenario } from '../world/scenario.ts';
import type { AdapterDescription } from './adapter.ts';
import type { CheckpointParts } from './checkpointParts.ts';
import type { EngineFinding, EngineObstacle } from './engineStart.ts';
import type { LinkInspection, ServerInspection, UserInspection } from './inspection.ts';

export type {
  AgreementIteration,
  AgreementTrace,
  ComparedDayRequest,
  LearntNetworks,
  LinkSpectrum,
  LinksRequest,
  OrchestrationRequest,
  OrchestratorWorkerApi,
  PlayedMapsRequest,
  PolicyMapsRequest,
  RivalRewardsRequest,
  RivalsApi,
  SurfaceRequest,
  ValueSurfaceRequest,
} from './orchestratorProtocol.ts';
export type {
  ActingSnapshot,
  CheckpointContent,
  CityCheckpoint,
  CityPolicy,
  ComparisonState,
  CorollaryReport,
  CorollarySetting,
  EngineFinding,
  LearnerCheckpoint,
  LinkInspection,
  OfferedRun,
  PresentRun,
  RivalPlan,
  RunOrigin,
  RunSetup,
  ServerInspection,
  TheoryReport,
  UserInspection,
  WeightSnapshot,
};

// ---------------------------------------------------------------- world worker

/** Small numbers of the city, for the store: sent at 5 to 10 Hz at most. */
export interface CitySummary {
  readonly slot: number;
  /** Slot of the day, 0..slotsPerDay - 1. */
  readonly timeOfDay: number;
  readonly hour: number;
  readonly users: number;
  readonly policy: CityPolicy;
  readonly trainedSlots: number;
  readonly systemReward: number;
  /** Mean system reward a slot since the policy or the scenario changed, and over how many slots. */
  readonly meanReward: number;
  readonly meanSlots: number;
  readonly servers: readonly ServerSummary[];
  /** Tasks of this slot, and those the cloud had to process. */
  readonly tasks: number;
  readonly cloudTasks: number;
  /** Of the city beside it, where there is one. */
  readonly rival: RivalSummary | null;
}

export interface RivalSummary extends RivalPlan {
  readonly systemReward: number;
  /** Units rented by every server in this slot. */
  readonly decisions: readonly number[];
  readonly comparison: ComparisonState;
}

export interface ServerSummary {
  readonly id: number;
  readonly zone: string;
  readonly decision: number;
  readonly usersInRange: number;
  /** Offered load w_n, tasks a slot. */
  readonly load: number;
  /** Rented capacity u a_n, tasks a slot. */
  readonly capacity: number;
  /** Processed share f_n of the offered load, 0..1. */
  readonly processed: number;
  /** Computation delay, s; null where nothing is rented. */
  readonly computationDelay: number | null;
  /** The users' estimate of the delay, s. */
  readonly estimatedDelay: number;
  readonly spectrum: number;
  readonly price: number;
  readonly reward: number;
}

/** `RunSetup` is what the run began with; the other fields are how things stand now. */
export interface CityStart extends RunSetup {
  readonly policy: CityPolicy;
  readonly orchestration: OrchestrationOptions;
  readonly manualDecisions: readonly number[];
  /** What policies decide by that is made apart. */
  readonly acting?: readonly ActingSnapshot[];
  /** Who decides in the city beside it; absent where there is none. */
  readonly rival?: RivalPlan | null;
  readonly slotsPerSecond: number;
  readonly running: boolean;
  /** After a crash: where the city goes on, and the scenario it is to have. */
  readonly recovery?: { readonly checkpoint: CityCheckpoint | null; readonly scenario: Scenario };
}

/** The observations of one slot, which orchestration starts from. */
export interface CitySnapshot {
  readonly slot: number;
  /** N x 5, row-major. */
  readonly observations: Float64Array;
  readonly weights: WeightSnapshot;
}

export interface WorldWorkerApi {
  /** `port` carries WorldMessages out and FrameCredits back. */
  start(setup: CityStart, port: MessagePort): Promise<void>;
  setRunning(running: boolean): Promise<void>;
  setSpeed(slotsPerSecond: number): Promise<void>;
  /** Advances exactly one slot (while paused). */
  step(): Promise<void>;
  setPolicy(policy: CityPolicy, orchestration: OrchestrationOptions): Promise<void>;
  setManualDecisions(decisions: readonly number[]): Promise<void>;
  /** For the policy of its kind, which decides by it from the next slot on. */
  setActing(acting: ActingSnapshot): Promise<void>;
  /** Begins or ends a city beside this one, on the same random numbers. */
  setRival(rival: RivalPlan | null): Promise<void>;
  /** Taken up at the next slot boundary; that becomes an event. */
  setWeights(snapshot: WeightSnapshot): Promise<void>;
  /** @throws InputError (as a plain Error with its message) where the change needs a restart */
  applyScenario(scenario: Scenario): Promise<void>;
  snapshot(): Promise<CitySnapshot>;
  /** These look into the newest slot that was shown; null where there is no such thing in it. */
  inspectServer(id: number): Promise<ServerInspection | null>;
  inspectUser(id: number): Promise<UserInspection | null>;
  inspectLink(one: number, other: number): Promise<LinkInspection | null>;
}

/** One slot of the city for the painter; `buffer` is laid out by workers/frame.ts. */
export interface FrameMessage {
  readonly type: 'frame';
  readonly buffer: ArrayBuffer;
  /** Of the city beside the visible one; absent for the visible one's own. */
  readonly of?: 'rival';
}
export interface SummaryMessage {
  readonly type: 'summary';
  readonly summary: CitySummary;
}
/** The buffer comes back as the credit for another frame. */
export interface FrameCredit {
  readonly type: 'credit';
  readonly buffer: ArrayBuffer;
  /** For whose frames. */
  readonly of?: 'rival';
}
export interface EventMessage {
  readonly type: 'event';
  readonly event: SessionEvent;
}
/** What ended a run: a message for the visitor; the run's last good state is kept. */
export interface FailureMessage {
  readonly type: 'failure';
  readonly message: string;
}
/** Sent every few seconds: where a new worker can go on. */
export interface CityCheckpointMessage {
  readonly type: 'checkpoint';
  readonly checkpoint: CityCheckpoint;
}
export type WorldMessage =
  | FrameMessage
  | SummaryMessage
  | CityCheckpointMessage
  | EventMessage
  | FailureMessage;

// ---------------------------------------------------------------- learner worker

export interface LearnerStart extends RunSetup {
  readonly running: boolean;
  /** A named engine trains from the first slot on, if it can start; `auto` measures meanwhile. */
  readonly engine: EngineChoice;
  /** Training slots a second at most; Infinity = as fast as it goes. */
  readonly slotsPerSecond: number;
  /** Training slots that it may have done; absent for no limit. */
  readonly limit?: number;
  /** Changes planned for episodes to come, ascending. */
  readonly schedule?: Schedule;
  /**
   * After a crash: where training goes on, the logged events since then (which are obeyed at their
   * slots, so that the same training comes out), and how things are to stand after them. The city
   * may have seen weights of up to `changesFrom` training slots: up to there nothing else changes.
   */
  readonly recovery?: {
    readonly checkpoint: LearnerCheckpoint | null;
    readonly events: readonly TrainingEvent[];
    readonly changesFrom: number;
    /** Weights are sent from so many training slots on, where not from `changesFrom` on. */
    readonly weightsFrom?: number;
    readonly scenario: Scenario;
    readonly learner: LearnerConfiguration;
  };
}
/** A planned change that could not be made, with the reason; nothing has changed. */
export interface ScheduleRefusedMessage {
  readonly type: 'scheduleRefused';
  readonly episode: number;
  readonly reason: string;
}
/** New points of the learning curve, one an episode, in episode order. */
export interface TrainingMessage {
  readonly type: 'training';
  /** Ids of the N servers; absent where they are those that the run began with. */
  readonly servers?: readonly number[];
  readonly firstEpisode: number;
  /** Mean system reward a slot in each episode. */
  readonly systemReward: Float64Array;
  /** Mean reward a slot, episodes x N, row-major. */
  readonly rewards: Float64Array;
  /** Mean loss of the LSMs' updates, episodes x N, row-major; NaN before the first update. */
  readonly losses: Float64Array;
  readonly exploration: Float64Array;
}
export interface TrainingSummary {
  readonly type: 'trainingSummary';
  /** Bytes that the worker's learner holds. */
  readonly memory: LearnerMemory;
  readonly trainedSlots: number;
  readonly episode: number;
  readonly plannedEpisodes: number;
  readonly exploration: number;
  readonly learningRate: number;
  readonly slotsPerSecond: number;
  /** Id of the engine that trains. */
  readonly engine: string;
  readonly engineStatus: EngineStatus;
  /** False once paused, failed, or at the end of the plan (where training pauses by itself, once). */
  readonly running: boolean;
}
export interface EngineStatus {
  /** The engine that trains. */
  readonly id: EngineId;
  /** What it computes on where that is a graphics adapter. */
  readonly adapter: AdapterDescription | null;
  readonly choice: EngineChoice;
  /** Why it is this one. */
  readonly reason: EngineReason;
  /** Milliseconds of a training slot, of every engine that was measured since the worker started. */
  readonly times: Readonly<Partial<Record<EngineId, number>>>;
  /** Training slots a second of the engines that have trained since the worker started. */
  readonly speeds: Readonly<Partial<Record<EngineId, number>>>;
}
/** All but `chosen` and `starting` belong to `auto`. Times are ms a training slot. */
export type EngineReason =
  | { readonly kind: 'chosen' }
  | { readonly kind: 'starting'; readonly engine: EngineId }
  | {
      readonly kind: 'measured';
      /** Milliseconds of a training slot, of the engines that were measured. */
      readonly times: Readonly<Partial<Record<EngineId, number>>>;
      readonly graphics: GraphicsReason;
    };

/** Why WebGPU was measured or was not. */
export type GraphicsReason =
  | { readonly kind: 'looking' | 'noAdapter' }
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'softwareAdapter' | 'measuring' | 'measured'; readonly adapter: string }
  | { readonly kind: 'trialFailed'; readonly adapter: string; readonly detail: string };
/** An engine could not start; the one before goes on. */
export interface EngineRefusedMessage {
  readonly type: 'engineRefused';
  readonly engine: EngineId;
  readonly obstacle: EngineObstacle;
  /** The browser's own words, where it has any. */
  readonly detail: string;
  readonly running: EngineId;
}
/** The engine broke while it trained; training can go on from the last checkpoint on another one. */
export interface EngineLostMessage {
  readonly type: 'engineLost';
  readonly engine: EngineId;
  readonly detail: string;
}
export interface WeightsMessage {
  readonly type: 'weights';
  readonly snapshot: WeightSnapshot;
}
/** Sent every few seconds: where a new worker can go on. */
export interface CheckpointMessage {
  readonly type: 'checkpoint';
  readonly parts: CheckpointParts;
}
/** Training reached the end of its plan and paused itself; `setRunning(true)` goes on. */
export interface PlanDoneMessage {
  readonly type: 'planDone';
}
export type LearnerMessage =
  | TrainingMessage
  | PlanDoneMessage
  | TrainingSummary
  | WeightsMessage
  | CheckpointMessage
  | EngineRefusedMessage
  | EngineLostMessage
  | ScheduleRefusedMessage
  | EventMessage
  | FailureMessage;

export interface LearnerWorkerApi {
  /** `port` carries LearnerMessages out. */
  start(setup: LearnerStart, port: MessagePort): Promise<void>;
  setRunning(running: boolean): Promise<void>;
  setSpeed(slotsPerSecond: number): Promise<void>;
  /** From that training slot on it waits. */
  setLimit(slots: number): Promise<void>;
  /** Trains exactly this many slots (while paused), then publishes. */
  step(slots: number): Promise<void>;
  applyScenario(scenario: Scenario): Promise<void>;
  applyLearner(learner: LearnerConfiguration): Promise<void>;
  /** Replaces what is planned; what it holds of the past is left aside. */
  setSchedule(schedule: Schedule): Promise<void>;
  /** An event that a run which only obeys is to obey at its slot; false where that has passed. */
  foresee(event: TrainingEvent): Promise<boolean>;
  /** Resolves once the engine runs or was refused. */
  setEngine(choice: EngineChoice): Promise<void>;
  /** Which engines can be tried here; starts none. */
  findEngines(): Promise<EngineFinding[]>;
  /** Everything that training depends on, between two chunks, and the curve since the start here. */
  checkpoint(): Promise<CheckpointContent>;
}

// ---------------------------------------------------------------- files worker

/** What can be taken along: all networks, TensorFlow.js models of them, a point to train on from. */
export type SavedKind = 'networks' | 'models' | 'checkpoint';

/** What came of a file that was opened. */
export type OpenedFile =
  | {
      readonly outcome: 'run';
      readonly run: OfferedRun;
      /** False where the file does not say which city it is for, so that the present one stands in. */
      readonly knowsCity: boolean;
      /** What it says of its run and cannot be used, as messages. */
      readonly doubts: readonly string[];
    }
  | {
      readonly outcome: 'refused';
      /** The field's path, its value and what is allowed. */
      readonly message: string;
      /** The file would have had to be for the present city, and is not. */
      readonly otherCity: boolean;
    };

export interface NamedFile {
  readonly file: Blob;
  readonly name: string;
}
/** What came of files that were opened for N2O; `file` is the one that it is about. */
export type OpenedForAgreement =
  | {
      readonly outcome: 'networks';
      readonly opened: OpenedNetworks;
      /** What the file says of its city and cannot be used, as messages. */
      readonly doubts: readonly string[];
    }
  /** A run to go on with, and nothing to agree on by itself. */
  | { readonly outcome: 'checkpoint'; readonly file: string }
  /** Observations, and no networks that they could be of. */
  | { readonly outcome: 'noNetworks'; readonly file: string }
  | { readonly outcome: 'refused'; readonly file: string; readonly message: string };

export interface FilesWorkerApi {
  pack(kind: SavedKind, content: CheckpointContent): Promise<Blob>;
  open(file: Blob, name: string, present: PresentRun): Promise<OpenedFile>;
  openForAgreement(
    files: readonly NamedFile[],
    present: OpenedNetworks | null,
  ): Promise<OpenedForAgreement>;
}
