/** The page's end of the world worker: calls, and the stream of frames with their credit. */
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { Scenario } from '../world/scenario.ts';
import type { WorkerGone } from './client.ts';
import type {
  ActingSnapshot,
  CityPolicy,
  CitySnapshot,
  CityStart,
  FrameCredit,
  FrameMessage,
  LinkInspection,
  RivalPlan,
  ServerInspection,
  UserInspection,
  WeightSnapshot,
  WorldMessage,
  WorldWorkerApi,
} from './protocol.ts';
import { StreamClient } from './streamClient.ts';

export interface WorldListener {
  /** Takes a frame over; returns the buffers that are no longer looked at. */
  frame(buffer: ArrayBuffer, of?: 'rival'): readonly ArrayBuffer[];
  message(message: Exclude<WorldMessage, FrameMessage>): void;
  crashed(reason: WorkerGone): void;
}

export function spawnWorldWorker(): Worker {
  return new Worker(new URL('./world.worker.ts', import.meta.url), { type: 'module' });
}

export class WorldClient {
  readonly #stream: StreamClient<WorldWorkerApi, CityStart, WorldMessage>;
  readonly #listener: WorldListener;

  constructor(listener: WorldListener, spawn: () => Worker = spawnWorldWorker) {
    this.#listener = listener;
    this.#stream = new StreamClient(spawn, (reason) => listener.crashed(reason));
  }

  /** Starts a run in a new worker, whatever the old one was doing. */
  start(setup: CityStart, signal?: AbortSignal): Promise<void> {
    // Buffers of an earlier run stay where they are: only this run's are credit for this run.
    const lent = new WeakSet<ArrayBuffer>();
    const hear = (message: WorldMessage, port: MessagePort) => {
      if (message.type !== 'frame') return this.#listener.message(message);
      const { of } = message;
      lent.add(message.buffer);
      for (const buffer of this.#listener.frame(message.buffer, of)) {
        if (!lent.has(buffer)) continue;
        const credit: FrameCredit = { type: 'credit', buffer, ...(of ? { of } : {}) };
        port.postMessage(credit, [buffer]);
      }
    };
    return this.#stream.start(setup, hear, signal);
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

  step(signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.step(), signal);
  }

  setPolicy(
    policy: CityPolicy,
    orchestration: OrchestrationOptions,
    signal?: AbortSignal,
  ): Promise<void> {
    return this.#stream.tell((api) => api.setPolicy(policy, orchestration), signal);
  }

  setRival(rival: RivalPlan | null, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setRival(rival), signal);
  }

  setManualDecisions(decisions: readonly number[], signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setManualDecisions(decisions), signal);
  }

  setActing(acting: ActingSnapshot, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setActing(acting), signal);
  }

  setWeights(snapshot: WeightSnapshot, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.setWeights(snapshot), signal);
  }

  applyScenario(scenario: Scenario, signal?: AbortSignal): Promise<void> {
    return this.#stream.tell((api) => api.applyScenario(scenario), signal);
  }

  inspectServer(id: number, signal?: AbortSignal): Promise<ServerInspection | null> {
    return this.#stream.ask((api) => api.inspectServer(id), signal);
  }

  inspectUser(id: number, signal?: AbortSignal): Promise<UserInspection | null> {
    return this.#stream.ask((api) => api.inspectUser(id), signal);
  }

  inspectLink(one: number, other: number, signal?: AbortSignal): Promise<LinkInspection | null> {
    return this.#stream.ask((api) => api.inspectLink(one, other), signal);
  }

  snapshot(signal?: AbortSignal): Promise<CitySnapshot> {
    return this.#stream.ask((api) => api.snapshot(), signal);
  }
}
