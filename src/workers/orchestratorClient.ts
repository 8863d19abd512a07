/** The page's end of the orchestrator worker. Aborting a run ends its worker: it cannot listen. */
import { proxy } from 'comlink';
import type { PlayedMaps } from '../experiments/policyMaps.ts';
import type { RivalRewards } from '../experiments/rivalRewards.ts';
import type { ComparedDay } from '../experiments/sideBySide.ts';
import type { PolicyMap } from '../learning/policyMap.ts';
import type { ValueSurface } from '../learning/valueSurface.ts';
import type { RivalCourses } from '../orchestration/rivals/rival.ts';
import type { RivalOptions } from '../orchestration/rivals/rivalOptions.ts';
import { WorkerClient } from './client.ts';
import type {
  AgreementTrace,
  ComparedDayRequest,
  CorollaryReport,
  CorollarySetting,
  LearntNetworks,
  LinkSpectrum,
  LinksRequest,
  OrchestrationRequest,
  OrchestratorWorkerApi,
  PlayedMapsRequest,
  PolicyMapsRequest,
  RivalRewardsRequest,
  SurfaceRequest,
  TheoryReport,
  ValueSurfaceRequest,
} from './protocol.ts';

export function spawnOrchestratorWorker(): Worker {
  return new Worker(new URL('./orchestrator.worker.ts', import.meta.url), { type: 'module' });
}

export class OrchestratorClient {
  readonly #client: WorkerClient<OrchestratorWorkerApi>;

  constructor(spawn: () => Worker = spawnOrchestratorWorker) {
    // What was pending is rejected, which is all that there is to lose here.
    this.#client = new WorkerClient(spawn, () => {});
  }

  orchestrate(request: OrchestrationRequest, signal?: AbortSignal): Promise<AgreementTrace> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.orchestrate(request), signal),
    );
  }

  gain(request: OrchestrationRequest, signal?: AbortSignal): Promise<number> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.gain(request), signal),
    );
  }

  evaluate(
    request: OrchestrationRequest,
    decisions: readonly number[],
    signal?: AbortSignal,
  ): Promise<{ readonly objective: number; readonly local: readonly number[] }> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.evaluate(request, decisions), signal),
    );
  }

  surface(request: OrchestrationRequest, at: SurfaceRequest): Promise<ValueSurface> {
    return this.#client.call((api) => api.surface(request, at));
  }

  links(request: LinksRequest): Promise<LinkSpectrum> {
    return this.#client.call((api) => api.links(request));
  }

  theory(request: OrchestrationRequest, signal?: AbortSignal): Promise<TheoryReport> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.theory(request), signal),
    );
  }

  corollary(setting: CorollarySetting, signal?: AbortSignal): Promise<CorollaryReport> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.corollary(setting), signal),
    );
  }

  /** The course of every rival on one slot. */
  rivals(
    request: OrchestrationRequest,
    rivals: RivalOptions,
    signal?: AbortSignal,
  ): Promise<RivalCourses> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.rivals(request, rivals), signal),
    );
  }

  /**
   * What every rival earns in the held-out world.
   *
   * @param report takes what is known after each day
   */
  rivalRewards(
    request: RivalRewardsRequest,
    report: (rewards: RivalRewards) => void,
    signal?: AbortSignal,
  ): Promise<RivalRewards> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.rivalRewards(request, proxy(report)), signal),
    );
  }

  typicalDay(learnt: LearntNetworks): Promise<Float64Array> {
    return this.#client.call((api) => api.typicalDay(learnt));
  }

  policyMaps(learnt: LearntNetworks, request: PolicyMapsRequest): Promise<readonly PolicyMap[]> {
    return this.#client.call((api) => api.policyMaps(learnt, request));
  }

  valueSurface(learnt: LearntNetworks, request: ValueSurfaceRequest): Promise<ValueSurface> {
    return this.#client.call((api) => api.valueSurface(learnt, request));
  }

  /**
   * What policies decide at every hour and price of the held-out world.
   *
   * @param report takes what is known after each day
   */
  playedMaps(
    request: PlayedMapsRequest,
    report: (maps: PlayedMaps) => void,
    signal?: AbortSignal,
  ): Promise<PlayedMaps> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.playedMaps(request, proxy(report)), signal),
    );
  }

  /** A day of the held-out world, decided by a teacher and asked of its student. */
  comparedDay(request: ComparedDayRequest, signal?: AbortSignal): Promise<ComparedDay> {
    return this.#ending(
      signal,
      this.#client.call((api) => api.comparedDay(request), signal),
    );
  }

  stop(): void {
    this.#client.stop();
  }

  /** Stops the worker when the signal fires before the call is answered. */
  #ending<T>(signal: AbortSignal | undefined, call: Promise<T>): Promise<T> {
    if (!signal) return call;
    const stop = () => this.stop();
    signal.addEventListener('abort', stop);
    return call.finally(() => signal.removeEventListener('abort', stop));
  }
}
