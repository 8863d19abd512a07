/** VDN, or the run as it would be without its changes, in a learner worker of its own. */
import { vdnLearner } from '../../learning/configuration.ts';
import type { WorkerGone } from '../../workers/client.ts';
import { LearnerClient } from '../../workers/learnerClient.ts';
import type { LearnerMessage } from '../../workers/protocol.ts';
import type { BesideLearner, BesideSetup, Heard } from './besideLearner.ts';

export class LocalBeside implements BesideLearner {
  readonly #kind: 'vdn' | 'control';
  readonly #heard: Heard;
  readonly #client: LearnerClient;

  constructor(kind: 'vdn' | 'control', heard: Heard, spawn?: () => Worker) {
    this.#kind = kind;
    this.#heard = heard;
    this.#client = new LearnerClient(
      {
        message: (message) => this.#hear(message),
        crashed: ({ message }: WorkerGone) => heard({ type: 'failed', reason: message }),
      },
      spawn,
    );
  }

  start({ setup, checkpoint, changes, limit }: BesideSetup, running: boolean): Promise<void> {
    const { origin: _, ...fresh } = setup;
    const learner = this.#kind === 'vdn' ? vdnLearner(setup.learner) : setup.learner;
    return this.#client.start({
      ...(this.#kind === 'vdn' ? { ...fresh, learner } : setup),
      running,
      limit,
      // A graphics card is left to the run itself.
      engine: 'wasm',
      slotsPerSecond: Number.POSITIVE_INFINITY,
      recovery: {
        checkpoint,
        events: changes,
        // It only obeys: what the visitor changes comes as events, or not at all.
        changesFrom: Number.POSITIVE_INFINITY,
        weightsFrom: this.#kind === 'vdn' ? 0 : Number.POSITIVE_INFINITY,
        scenario: checkpoint?.scenario ?? setup.scenario,
        learner: checkpoint?.learner ?? learner,
      },
    });
  }

  setRunning(running: boolean): Promise<void> {
    return this.#client.setRunning(running);
  }

  setLimit(slots: number): Promise<void> {
    return this.#client.setLimit(slots);
  }

  change(change: BesideSetup['changes'][number]): Promise<boolean> {
    return this.#client.foresee(change);
  }

  /** Its networks are small: they come anyhow. */
  setWanted(): void {}

  stop(): void {
    this.#client.stop();
  }

  #hear(message: LearnerMessage): void {
    switch (message.type) {
      case 'training': {
        const { firstEpisode, systemReward } = message;
        this.#heard({ type: 'curve', firstEpisode, systemReward });
        return;
      }
      case 'trainingSummary': {
        const { trainedSlots, episode, slotsPerSecond, engine, running, memory } = message;
        const counts = { trainedSlots, episode, slotsPerSecond };
        this.#heard({ type: 'progress', ...counts, engine, running, memory });
        return;
      }
      case 'weights':
        if (this.#kind === 'vdn') {
          this.#heard({ type: 'acting', acting: { kind: 'vdn', ...message.snapshot } });
        }
        return;
      case 'planDone':
        this.#heard({ type: 'done' });
        return;
      case 'failure':
        this.#heard({ type: 'failed', reason: message.message });
        return;
      case 'engineLost':
        this.#heard({ type: 'failed', reason: message.detail });
        return;
      default:
    }
  }
}
