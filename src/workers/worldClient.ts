/** The page's end of the world worker: calls, and the stream of frames with their credit. */
import * as Comlink from 'comlink';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { Scenario } from '../world/scenario.ts';
import { WorkerClient, WorkerGone } from './client.ts';
import type {
  CityPolicy,
  CitySnapshot,
  CityStart,
  FrameCredit,
  FrameMessage,
  WeightSnapshot,
  WorldMessage,
  WorldWorkerApi,
} from './protocol.ts';

export interface WorldListener {
  /** Takes a frame over; returns a buffer that is no longer looked at, if there is one. */
  frame(buffer: ArrayBuffer): ArrayBuffer | null;
  message(message: Exclude<WorldMessage, FrameMessage>): void;
  crashed(reason: Error): void;
}

export function spawnWorldWorker(): Worker {
  return new Worker(new URL('./world.worker.ts', import.meta.url), { type: 'module' });
}

export class WorldClient {
  readonly #client: WorkerClient<WorldWorkerApi>;
  readonly #listener: WorldListener;
  #port: MessagePort | null = null;

  constructor(listener: WorldListener, spawn: () => Worker = spawnWorldWorker) {
    this.#listener = listener;
    this.#client = new WorkerClient(spawn, (reason) => {
      this.#closePort();
      listener.crashed(reason);
    });
  }

  /** Starts a run in a new worker, whatever the old one was doing. */
  start(setup: CityStart, signal?: AbortSignal): Promise<void> {
    this.stop();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    // Buffers of an earlier run stay where they are: only this run's are credit for this run.
    const lent = new WeakSet<ArrayBuffer>();
    port1.onmessage = ({ data }: MessageEvent<WorldMessage>) => {
      if (data.type !== 'frame') return this.#listener.message(data);
      lent.add(data.buffer);
      const free = this.#listener.frame(data.buffer);
      if (!free || !lent.has(free)) return;
      const credit: FrameCredit = { type: 'credit', buffer: free };
      port1.postMessage(credit, [free]);
    };
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

  step(signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.step(), signal);
  }

  setPolicy(
    policy: CityPolicy,
    orchestration: OrchestrationOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    return this.#tell((api) => api.setPolicy(policy, orchestration), signal);
  }

  setManualDecisions(decisions: readonly number[], signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.setManualDecisions(decisions), signal);
  }

  setWeights(snapshot: WeightSnapshot, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.setWeights(snapshot), signal);
  }

  applyScenario(scenario: Scenario, signal?: AbortSignal): Promise<void> {
    return this.#tell((api) => api.applyScenario(scenario), signal);
  }

  snapshot(signal?: AbortSignal): Promise<CitySnapshot> {
    if (!this.#port) return Promise.reject(new WorkerGone('The city is not running.'));
    return this.#client.call((api) => api.snapshot(), signal);
  }

  /** Before a start there is nobody to tell: the start itself says how things stand. */
  #tell(
    invoke: (api: Comlink.Remote<WorldWorkerApi>) => Promise<void>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    return this.#port ? this.#client.call(invoke, signal) : Promise.resolve();
  }

  #closePort(): void {
    this.#port?.close();
    this.#port = null;
  }
}
