/**
 * Measures N2O against its rivals and its theorems, each in a worker of its own: a long measurement
 * holds up nothing, and can be ended by ending its worker.
 */
import { OrchestratorClient } from '../../workers/orchestratorClient.ts';
import type {
  AgreementTrace,
  CorollarySetting,
  OrchestrationRequest,
} from '../../workers/protocol.ts';

export class Measures {
  readonly #requestOf: (trace: AgreementTrace) => OrchestrationRequest | null;
  readonly #spawn: (() => Worker) | undefined;
  readonly #clients = new Map<string, OrchestratorClient>();

  /** @param requestOf what a trace was made from; null where that is gone */
  constructor(
    requestOf: (trace: AgreementTrace) => OrchestrationRequest | null,
    spawn?: () => Worker,
  ) {
    this.#requestOf = requestOf;
    this.#spawn = spawn;
  }

  /** What the theorems say of a trace; null where what it was made from is gone. */
  async theory(trace: AgreementTrace, signal: AbortSignal) {
    const request = this.#requestOf(trace);
    return request && this.#client('theory').theory(request, signal);
  }

  corollary(setting: CorollarySetting, signal: AbortSignal) {
    return this.#client('corollary').corollary(setting, signal);
  }

  #client(name: string): OrchestratorClient {
    const known = this.#clients.get(name);
    if (known) return known;
    const client = new OrchestratorClient(this.#spawn);
    this.#clients.set(name, client);
    return client;
  }
}
