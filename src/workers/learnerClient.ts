/** The page's end of the learner worker: calls, and the stream of curve points and weights. */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineChoice } from '../learning/engineChoice.ts';
import type { TrainingEvent } from '../session/events.ts';
import type { Schedule } from '../session/schedule.ts';
import type { Scenario } from '../world/scenario.ts';
import type { WorkerGone } from './client.ts';
import type { EngineFinding } from './engineStart.ts';
import type {
  CheckpointContent,
  LearnerMessage,
  LearnerStart,
  LearnerWorkerApi,
} from './protocol.ts';
import { StreamClient } from './streamClient.ts';

export interface LearnerListener {
  message(message: LearnerMessage): void;
  crashed(reason: WorkerGone): void;
}

export function spawnLearnerWorker(): Worker {
  return new Worker(new URL('./learner.worker.ts', import.meta.url), { type: 'module' });
}

export class LearnerClient {
  readonly #stream: StreamClient<LearnerWorkerApi, LearnerStart, LearnerMessage>;
  readonly #listener: LearnerListener;

  constructor(listener: LearnerListener, spawn: () => Worker = spawnLearnerWorker) {
    this.#listener = listener;
    this.#stream = new StreamClient(spawn, (reason) => listener.crashed(reason));
  }

  /** Starts a run in a new worker, whatever the old one was doing. */
  start(setup: LearnerStart, signal?: AbortSignal): Promise<void> {
    return this.#stream.start(setup, (message) => this.#listener.message(message), signal);
  }

  stop(): void {
    this.#stream.stop();
  }

  setRunning(running: boolean, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setRunning(running), signal);
  }

  setSpeed(slotsPerSecond: number, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setSpeed(slotsPerSecond), signal);
  }

  setLimit(slots: number): Promise<void> {
    return this.#stream.tell((api) => api.setLimit(slots), undefined);
  }

  step(slots: number, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.step(slots), signal);
  }

  applyScenario(scenario: Scenario, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.applyScenario(scenario), signal);
  }

  applyLearner(learner: LearnerConfiguration, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.applyLearner(learner), signal);
  }

  setSchedule(schedule: Schedule): Promise<void> {
    return this.#stream.tell((api) => api.setSchedule(schedule), undefined);
  }

  /** @throws WorkerGone before a start */
  foresee(event: TrainingEvent): Promise<boolean> {
    return this.#stream.ask((api) => api.foresee(event), undefined);
  }

  setEngine(choice: EngineChoice, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setEngine(choice), signal);
  }

  /** @throws WorkerGone before a start */
  findEngines(signal?: AbortSignal): Promise<EngineFinding[]> {
    return this.#stream.ask((api) => api.findEngines(), signal);
  }

  /** @throws WorkerGone before a start */
  checkpoint(signal?: AbortSignal): Promise<CheckpointContent> {
    return this.#stream.ask((api) => api.checkpoint(), signal);
  }
}
