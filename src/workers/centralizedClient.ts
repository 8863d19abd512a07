/** The page's end of the worker of centralised DQL. */
import type { Scenario } from '../world/scenario.ts';
import type {
  CentralizedMessage,
  CentralizedStart,
  CentralizedWorkerApi,
} from './centralizedProtocol.ts';
import type { WorkerGone } from './client.ts';
import { StreamClient } from './streamClient.ts';

export interface CentralizedListener {
  message(message: CentralizedMessage): void;
  crashed(reason: WorkerGone): void;
}

function spawnCentralizedWorker(): Worker {
  return new Worker(new URL('./centralized.worker.ts', import.meta.url), { type: 'module' });
}

export class CentralizedClient {
  readonly #stream: StreamClient<CentralizedWorkerApi, CentralizedStart, CentralizedMessage>;
  readonly #listener: CentralizedListener;

  constructor(listener: CentralizedListener, spawn: () => Worker = spawnCentralizedWorker) {
    this.#listener = listener;
    this.#stream = new StreamClient(spawn, (reason) => listener.crashed(reason));
  }

  /** Starts training in a new worker, whatever the old one was doing. */
  start(setup: CentralizedStart): Promise<void> {
    return this.#stream.start(setup, (message) => this.#listener.message(message));
  }

  stop(): void {
    this.#stream.stop();
  }

  setRunning(running: boolean): Promise<void> {
    return this.#stream.tell((api) => api.setRunning(running), undefined);
  }

  setLimit(slots: number): Promise<void> {
    return this.#stream.tell((api) => api.setLimit(slots), undefined);
  }

  /** @throws WorkerGone before a start */
  applyScenario(scenario: Scenario, slot: number): Promise<boolean> {
    return this.#stream.ask((api) => api.applyScenario(scenario, slot), undefined);
  }

  setWanted(wanted: boolean): Promise<void> {
    return this.#stream.tell((api) => api.setWanted(wanted), undefined);
  }
}
