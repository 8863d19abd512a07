/** The page's end of the learner worker: calls, and the stream of curve points and weights. */
import * as Comlink from 'comlink';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { Scenario } from '../world/scenario.ts';
import { WorkerClient } from './client.ts';
import type { LearnerMessage, LearnerStart, LearnerWorkerApi } from './protocol.ts';

export interface LearnerListener {
  message(message: LearnerMessage): void;
  crashed(reason: Error): void;
}

export function spawnLearnerWorker(): Worker {
  return new Worker(new URL('./learner.worker.ts', import.meta.url), { type: 'module' });
}

export class LearnerClient {
  readonly #client: WorkerClient<LearnerWorkerApi>;
  readonly #listener: LearnerListener;
  #port: MessagePort | null = null;

  constructor(listener: LearnerListener, spawn: () => Worker = spawnLearnerWorker) {
    this.#listener = listener;
    this.#client = new WorkerClient(spawn, (reason) => {
      this.#closePort();
      listener.crashed(reason);
    });
  }

  /** Starts a run in a new worker, whatever the old one was doing. */
  start(setup: LearnerStart, signal?: AbortSignal): Promise<void> {
    this.stop();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<LearnerMessage>) => this.#listener.message(data);
    return this.#client.call((api) => api.start(setup, Comlink.transfer(port2, [port2])), signal);
  }

  stop(): void {
    this.#closePort();
    this.#client.stop();
  }

  setRunning(running: boolean, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.setRunning(running), signal);
  }

  setSpeed(slotsPerSecond: number, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.setSpeed(slotsPerSecond), signal);
  }

  step(slots: number, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.step(slots), signal);
  }

  applyScenario(scenario: Scenario, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.applyScenario(scenario), signal);
  }

  applyLearner(learner: LearnerConfiguration, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.applyLearner(learner), signal);
  }

  /** Before a start there is nobody to tell: the start itself says how things stand. */
  #tell(
    invoke: (api: Comlink.Remote<LearnerWorkerApi>) => Promise<void>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    return this.#port ? this.#client.call(invoke, signal) : Promise.resolve();
  }

  #closePort(): void {
    this.#port?.close();
    this.#port = null;
  }
}
