/** Room in the kernels' memory, handed out once and never given back: it goes with the engine. */
import type { Kernels } from './kernels.ts';

const PAGE = 65_536;
/** Vectors are read and written beyond the end of a row by less than this. */
const SLACK = 16;

/** First asks for everything, then grows the memory once, so that views stay what they are. */
export class Arena {
  readonly #memory: Kernels['memory'];
  #end: number;

  constructor(kernels: Kernels) {
    this.#memory = kernels.memory;
    this.#end = kernels.heapBase();
  }

  /** The place of `bytes` bytes, on a whole vector. */
  reserve(bytes: number): number {
    const place = Math.ceil(this.#end / 16) * 16;
    this.#end = place + bytes + SLACK;
    return place;
  }

  /**
   * Makes the memory large enough for all that was reserved; nothing may be reserved later.
   *
   * @throws RangeError where there is not that much memory
   */
  commit(): ArrayBuffer {
    const missing = this.#end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    return this.#memory.buffer;
  }
}
