/**
 * Joint maxima of a target network by observation row. The target stands still between two copies,
 * and a minibatch often draws a row again: a quarter of the work over 3,000 episodes, more before
 * the replay memory has filled.
 */

/** Rows remembered for each LSM. A row that meets another in its place pushes it out. */
const PLACES = 8_192;
const EMPTY = -1;

export class RememberedRows {
  /** Made when something is to be remembered: many LSMs would make an engine slow to start. */
  #rows: Float64Array | null = null;
  #maxima = new Float64Array(0);

  has(row: number): boolean {
    return this.#rows !== null && this.#rows[row % PLACES] === row;
  }

  /** The maximum of a row that is there. */
  get(row: number): number {
    return this.#maxima[row % PLACES]!;
  }

  set(row: number, maximum: number): void {
    if (this.#rows === null) {
      this.#rows = new Float64Array(PLACES).fill(EMPTY);
      this.#maxima = new Float64Array(PLACES);
    }
    this.#rows[row % PLACES] = row;
    this.#maxima[row % PLACES] = maximum;
  }

  /** Has to be called after the target weights changed. */
  clear(): void {
    this.#rows?.fill(EMPTY);
  }
}
