/** The learning curve of a learner beside the run, in a buffer that grows. */

export class CompanionCurve {
  #points = new Float64Array(256);

  /**
   * Takes new points up, as they come.
   *
   * @param from first episode of the curve: of one that began in the middle of an episode, the next
   * @param first episode of the first point
   * @param points mean system reward a slot, one an episode
   * @returns all points from `from` on, up to the newest; null where there are none yet. It shows the
   *   same memory until the buffer has to grow.
   */
  append(from: number, first: number, points: Float64Array): Float64Array | null {
    // What it has not lived from the start is none of its episodes.
    const skipped = Math.max(0, from - first);
    const at = first + skipped - from;
    const length = first + points.length - from;
    if (length <= at) return null;
    if (length > this.#points.length) {
      const larger = new Float64Array(2 * length);
      larger.set(this.#points);
      this.#points = larger;
    }
    this.#points.set(points.subarray(skipped), at);
    return this.#points.subarray(0, length);
  }
}
