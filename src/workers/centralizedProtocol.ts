/** What the page and the worker of centralised DQL say to each other. Types only. */
import type { CentralizedNetwork } from '../learning/centralizedNetwork.ts';
import type { LearnerMemory } from '../learning/engine.ts';
import type { RunSetup } from '../session/setup.ts';
import type { Scenario } from '../world/scenario.ts';
import type { FailureMessage } from './protocol.ts';

export interface CentralizedStart extends RunSetup {
  readonly running: boolean;
  /** Training slots that it may have done. */
  readonly limit: number;
  /** Changes that wait for their slots, in order. */
  readonly changes: readonly { readonly slot: number; readonly scenario: Scenario }[];
}

/** New points of its learning curve, one an episode, in episode order. */
export interface CentralizedCurveMessage {
  readonly type: 'curve';
  readonly firstEpisode: number;
  /** Mean system reward a slot in each episode. */
  readonly systemReward: Float64Array;
}
export interface CentralizedSummary {
  readonly type: 'summary';
  /** Bytes that the worker's learner holds. */
  readonly memory: LearnerMemory;
  readonly trainedSlots: number;
  readonly episode: number;
  readonly slotsPerSecond: number;
  /** Id of the engine that trains. */
  readonly engine: string;
  readonly running: boolean;
}
/** The network, for the city: sent every few seconds while the city asks for it. */
export interface CentralizedNetworkMessage {
  readonly type: 'network';
  readonly network: CentralizedNetwork;
  readonly trainedSlots: number;
}
/** Training reached the end of its plan. */
export interface CentralizedDoneMessage {
  readonly type: 'done';
}
export type CentralizedMessage =
  | CentralizedCurveMessage
  | CentralizedSummary
  | CentralizedNetworkMessage
  | CentralizedDoneMessage
  | FailureMessage;

export interface CentralizedWorkerApi {
  /** `port` carries CentralizedMessages out. */
  start(setup: CentralizedStart, port: MessagePort): Promise<void>;
  setRunning(running: boolean): Promise<void>;
  /** From that training slot on it waits. */
  setLimit(slots: number): Promise<void>;
  /** Holds from that training slot on; false where training has passed it. */
  applyScenario(scenario: Scenario, slot: number): Promise<boolean>;
  /** Whether the city takes the network: it is sent now and then. */
  setWanted(wanted: boolean): Promise<void>;
}
