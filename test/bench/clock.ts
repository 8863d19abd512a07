/** How long work takes, in milliseconds. */
export interface Clock {
  /** What the figures are, for the reader. */
  readonly name: string;
  time(work: () => void | Promise<void>): Promise<number>;
}

/** What browsers have. */
export const wallClock: Clock = {
  name: 'wall time',
  async time(work) {
    const before = performance.now();
    const pending = work();
    if (pending) await pending;
    return performance.now() - before;
  },
};

/**
 * For one thread in Node: processor time of the process, which other work on the machine disturbs
 * little, or wall time where that is less (threads of the runtime that compile or collect beside
 * it cost the user nothing).
 */
export const processorClock: Clock = {
  name: 'processor time',
  async time(work) {
    const before = process.cpuUsage();
    const wall = await wallClock.time(work);
    const { user, system } = process.cpuUsage(before);
    return Math.min(wall, (user + system) / 1000);
  },
};
