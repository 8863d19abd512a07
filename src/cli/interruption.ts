/** Signals that ask a run to stop, answered between two chunks so that nothing is lost. */

/** Exit status of a process that a signal has ended, by convention 128 + its number. */
const STATUSES = { SIGINT: 130, SIGTERM: 143 } as const;
export type InterruptedStatus = (typeof STATUSES)[keyof typeof STATUSES];

/** The run was asked to stop and did. The message says what has been kept. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly status: InterruptedStatus;

  constructor(message: string, status: InterruptedStatus) {
    super(message);
    this.status = status;
  }
}

export interface Interruption {
  /** Null until a signal has come. */
  readonly status: InterruptedStatus | null;
  /** From now on signals end the process at once again. */
  end(): void;
}

/** Whoever starts this process may pass on a signal that it has had already. */
const ECHO = 1000;

/** Takes signals; one that comes more than a second after the first ends the process at once. */
export function onInterruption(): Interruption {
  let status: InterruptedStatus | null = null;
  let first = 0;
  const take = (signal: NodeJS.Signals) => {
    if (status === null) {
      status = signal === 'SIGINT' ? STATUSES.SIGINT : STATUSES.SIGTERM;
      first = performance.now();
    } else if (performance.now() - first > ECHO) {
      process.exit(status);
    }
  };
  process.on('SIGINT', take).on('SIGTERM', take);
  return {
    get status() {
      return status;
    },
    end() {
      process.off('SIGINT', take).off('SIGTERM', take);
    },
  };
}
