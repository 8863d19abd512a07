/** Centralised DQL beside the run's own learner. */
import { CentralizedClient } from '../../workers/centralizedClient.ts';
import type { CentralizedMessage } from '../../workers/centralizedProtocol.ts';
import type { WorkerGone } from '../../workers/client.ts';
import type { BesideLearner, BesideSetup, Heard } from './besideLearner.ts';
import { isWorkerGone } from './failures.ts';

export class CentralizedBeside implements BesideLearner {
  readonly #heard: Heard;
  readonly #client: CentralizedClient;

  constructor(heard: Heard) {
    this.#heard = heard;
    this.#client = new CentralizedClient({
      message: (message) => this.#hear(message),
      crashed: ({ message }: WorkerGone) => heard({ type: 'failed', reason: message }),
    });
  }

  start({ setup, changes, limit }: BesideSetup, running: boolean): Promise<void> {
    const { origin: _, ...fresh } = setup;
    return this.#client.start({ ...fresh, running, changes, limit });
  }

  setRunning(running: boolean): Promise<void> {
    return this.#client.setRunning(running);
  }

  setLimit(slots: number): Promise<void> {
    return this.#client.setLimit(slots);
  }

  change({ scenario, slot }: BesideSetup['changes'][number]): Promise<boolean> {
    return this.#client.applyScenario(scenario, slot);
  }

  setWanted(wanted: boolean): void {
    this.#client.setWanted(wanted).catch((error: unknown) => {
      if (!isWorkerGone(error)) throw error;
    });
  }

  stop(): void {
    this.#client.stop();
  }

  #hear(message: CentralizedMessage): void {
    switch (message.type) {
      case 'curve':
        this.#heard(message);
        return;
      case 'summary':
        this.#heard({ ...message, type: 'progress' });
        return;
      case 'network': {
        const { network, trainedSlots } = message;
        this.#heard({ type: 'acting', acting: { kind: 'centralized', network, trainedSlots } });
        return;
      }
      case 'done':
        this.#heard({ type: 'done' });
        return;
      case 'failure':
        this.#heard({ type: 'failed', reason: message.message });
    }
  }
}
