/**
 * Work that is cut into slices: a generator that yields where whoever runs it may do something else
 * first. What it computes does not depend on what is done in between.
 */
export type Slices<T = void> = Generator<undefined, T, void>;

/** Runs to the end without a pause. */
export function finish<T>(slices: Slices<T>): T {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value as T;
  }
}

/**
 * Multiply-adds of a slice in plain TypeScript: half a millisecond on a laptop, a few on a slow
 * phone.
 */
export const PLAIN_SLICE = 1e6;

/** The same on our own kernels, in single precision. */
export const KERNEL_SLICE = 8e6;

/** Counts work towards the next pause. */
export class WorkMeter {
  readonly #limit: number;
  #done = 0;

  /** @param limit work of a slice, in whatever it is counted in */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Announces work that is to be done next, as large as it is: a slice is no longer than the limit
   * where no single piece of work is.
   *
   * @returns whether a pause is due before it
   */
  announce(work: number): boolean {
    const isFull = this.#done > 0 && this.#done + work > this.#limit;
    this.#done = isFull ? work : this.#done + work;
    return isFull;
  }
}
