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

/** Takes the first signal; another one ends the process at once. */
export function onInterruption(): Interruption {
  let status: InterruptedStatus | null = null;
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((signal) => {
    const listener = () => {
      status = STATUSES[signal];
      end();
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  const end = () => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
  return {
    get status() {
      return status;
    },
    end,
  };
}
