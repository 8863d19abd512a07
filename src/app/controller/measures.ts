/**
 * Measures N2O against its rivals and its theorems, and policies over the city, each in a worker of
 * its own: a long measurement holds up nothing, and can be ended by ending its worker.
 */
import type { PlayedMaps } from '../../experiments/policyMaps.ts';
import type { RivalRewards } from '../../experiments/rivalRewards.ts';
import type { RivalKey } from '../../orchestration/rivals/rival.ts';
import type { RivalOptions } from '../../orchestration/rivals/rivalOptions.ts';
import { OrchestratorClient } from '../../workers/orchestratorClient.ts';
import type {
  AgreementTrace,
  CorollarySetting,
  OrchestrationRequest,
  PlayedMapsRequest,
  RivalRewardsRequest,
  WeightSnapshot,
} from '../../workers/protocol.ts';

/** An answer about networks after so many training slots. */
export interface OfNetworks<T> {
  readonly value: T;
  readonly trainedSlots: number;
}

export class Measures {
  readonly #requestOf: (trace: AgreementTrace) => OrchestrationRequest | null;
  readonly #newestWeights: () => WeightSnapshot | null;
  readonly #spawn: (() => Worker) | undefined;
  readonly #clients = new Map<string, OrchestratorClient>();

  /**
   * @param requestOf what a trace was made from; null where that is gone
   * @param newestWeights of the training; null before the first
   */
  constructor(
    requestOf: (trace: AgreementTrace) => OrchestrationRequest | null,
    newestWeights: () => WeightSnapshot | null,
    spawn?: () => Worker,
  ) {
    this.#requestOf = requestOf;
    this.#newestWeights = newestWeights;
    this.#spawn = spawn;
  }

  /** All rivals on the slot of a trace; null where that is gone. */
  async rivals(trace: AgreementTrace, rivals: RivalOptions, signal: AbortSignal) {
    const request = this.#requestOf(trace);
    return request && this.#client('rivals').rivals(request, rivals, signal);
  }

  /** What rivals earn in the city with the newest networks; null before the first. */
  async rivalRewards(
    of: Pick<RivalRewardsRequest, 'setup' | 'options' | 'rivals'>,
    keys: readonly RivalKey[],
    slots: number,
    report: (rewards: RivalRewards) => void,
    signal: AbortSignal,
  ) {
    const newest = this.#newestWeights();
    if (!newest) return null;
    const request = { ...of, weights: newest.weights, keys, slots };
    return this.#client('city').rivalRewards(request, report, signal);
  }

  /** What the theorems say of a trace; null where what it was made from is gone. */
  async theory(trace: AgreementTrace, signal: AbortSignal) {
    const request = this.#requestOf(trace);
    return request && this.#client('theory').theory(request, signal);
  }

  corollary(setting: CorollarySetting, signal: AbortSignal) {
    return this.#client('corollary').corollary(setting, signal);
  }

  /** What policies decide at every hour and price with the newest networks; null before the first. */
  async playedMaps(
    of: Omit<PlayedMapsRequest, 'weights'>,
    report: (maps: OfNetworks<PlayedMaps>) => void,
    signal: AbortSignal,
  ): Promise<OfNetworks<PlayedMaps> | null> {
    const newest = this.#newestWeights();
    if (!newest) return null;
    const { weights, trainedSlots } = newest;
    const told = (value: PlayedMaps) => report({ value, trainedSlots });
    const value = await this.#client('maps').playedMaps({ ...of, weights }, told, signal);
    return { value, trainedSlots };
  }

  #client(name: string): OrchestratorClient {
    const known = this.#clients.get(name);
    if (known) return known;
    const client = new OrchestratorClient(this.#spawn);
    this.#clients.set(name, client);
    return client;
  }
}
