/** Where teacher and student agree, and at which hours and prices they do not. */
import type { ActorNetworks } from '../learning/actors.ts';
import { HOURS, PRICE_BINS, type ServerAgreement } from './distillation.ts';

/** Counts decisions of teacher and student at the same observations. */
export class AgreementCount {
  readonly #actors: ActorNetworks;
  readonly #hours: number[] = [];
  /** Slots x N, as seen. */
  readonly #prices: number[] = [];
  readonly #taught: number[] = [];
  readonly #learnt: number[] = [];

  constructor(actors: ActorNetworks) {
    this.#actors = actors;
  }

  /** One slot; one entry a server, `hour` 0..23. */
  add(
    hour: number,
    prices: ArrayLike<number>,
    teacher: ArrayLike<number>,
    student: ArrayLike<number>,
  ): void {
    this.#hours.push(hour);
    for (let n = 0; n < this.#actors.agents.length; n += 1) {
      this.#prices.push(prices[n]!);
      this.#taught.push(teacher[n]!);
      this.#learnt.push(student[n]!);
    }
  }

  /** Of every server. */
  servers(): ServerAgreement[] {
    return this.#actors.agents.map(({ id, levels }, n) => this.#server(id, levels, n));
  }

  #server(id: number, levels: number, n: number): ServerAgreement {
    const count = this.#actors.agents.length;
    const [lowest, highest] = this.#priceRange(n);
    const width = (highest - lowest) / PRICE_BINS;
    const confusion = new Uint32Array(levels * levels);
    const seen = new Uint32Array(HOURS * PRICE_BINS);
    const wrong = new Uint32Array(HOURS * PRICE_BINS);
    let alike = 0;
    this.#hours.forEach((hour, slot) => {
      const place = slot * count + n;
      const taught = this.#taught[place]!;
      const learnt = this.#learnt[place]!;
      const bin = Math.floor((this.#prices[place]! - lowest) / width);
      const cell = hour * PRICE_BINS + Math.min(PRICE_BINS - 1, bin);
      confusion[taught * levels + learnt]! += 1;
      seen[cell]! += 1;
      if (taught === learnt) alike += 1;
      else wrong[cell]! += 1;
    });
    const agreement = alike / this.#hours.length;
    return { id, levels, agreement, confusion, prices: [lowest, highest], seen, wrong };
  }

  /** Whole numbers around the prices that came up, at least 1 apart. */
  #priceRange(n: number): [lowest: number, highest: number] {
    const count = this.#actors.agents.length;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let place = n; place < this.#prices.length; place += count) {
      lowest = Math.min(lowest, this.#prices[place]!);
      highest = Math.max(highest, this.#prices[place]!);
    }
    const floor = Math.floor(lowest);
    return [floor, Math.max(Math.ceil(highest), floor + 1)];
  }
}
