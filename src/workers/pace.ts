/** Holds training to a number of slots a second. */
export class Pace {
  #slotsPerSecond: number;
  /** When and where the count began. */
  #time = 0;
  #slots = 0;

  /** @param slotsPerSecond Infinity for no limit */
  constructor(slotsPerSecond: number) {
    this.#slotsPerSecond = slotsPerSecond;
  }

  get isLimited(): boolean {
    return this.#slotsPerSecond !== Number.POSITIVE_INFINITY;
  }

  /** Counts from here on, at the speed before or another. */
  begin(slots: number, now: number, slotsPerSecond = this.#slotsPerSecond): void {
    this.#slotsPerSecond = slotsPerSecond;
    this.#time = now;
    this.#slots = slots;
  }

  /** Milliseconds until the next slot is due. */
  delay(slots: number, now: number): number {
    if (!this.isLimited) return 0;
    const due = this.#time + ((slots - this.#slots) * 1000) / this.#slotsPerSecond;
    // A worker that fell behind goes on at its pace; it does not make up for lost time.
    if (now - due > 1000) this.begin(slots, now);
    return Math.max(0, due - now);
  }
}
