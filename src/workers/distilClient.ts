/** The page's end of the distillation worker. Aborting ends the worker: it does not listen. */
import { proxy } from 'comlink';
import type { DistillationProgress, DistillationReport } from '../experiments/distillation.ts';
import { WorkerClient } from './client.ts';
import type { DistilRequest, DistilWorkerApi } from './distilProtocol.ts';

export function spawnDistilWorker(): Worker {
  return new Worker(new URL('./distil.worker.ts', import.meta.url), { type: 'module' });
}

export class DistilClient {
  readonly #client: WorkerClient<DistilWorkerApi>;

  constructor(spawn: () => Worker = spawnDistilWorker) {
    // What was pending is rejected, which is all that there is to lose here.
    this.#client = new WorkerClient(spawn, () => {});
  }

  /**
   * @param report takes where it is
   * @param signal ends it, and the worker with it
   * @throws InputError's message, as an Error, for settings or networks that are refused
   */
  distil(
    request: DistilRequest,
    report: (progress: DistillationProgress) => void,
    signal?: AbortSignal,
  ): Promise<DistillationReport> {
    const call = this.#client.call((api) => api.distil(request, proxy(report)), signal);
    if (!signal) return call;
    const stop = () => this.stop();
    signal.addEventListener('abort', stop);
    return call.finally(() => signal.removeEventListener('abort', stop));
  }

  stop(): void {
    this.#client.stop();
  }
}
