/** A fingerprint of numbers, bit by bit: equal runs have equal hashes, in Node and in a browser. */

const bits = new DataView(new ArrayBuffer(8));

/** Hashes a sequence of numbers into 64 bits (two lanes of FNV-1a over their 32-bit words). */
export class NumberHash {
  #high = 0x811c9dc5;
  #low = 0x01000193;

  /** Takes in one number by its IEEE bits; every NaN counts as the same. */
  add(value: number): this {
    if (Number.isNaN(value)) {
      this.#take(0x7ff80000);
      this.#take(0);
      return this;
    }
    bits.setFloat64(0, value);
    this.#take(bits.getUint32(0));
    this.#take(bits.getUint32(4));
    return this;
  }

  /** Takes in the length and then every entry. */
  addAll(values: ArrayLike<number>): this {
    this.add(values.length);
    for (let index = 0; index < values.length; index++) this.add(values[index]!);
    return this;
  }

  /** 16 hexadecimal digits. */
  digest(): string {
    return [this.#high, this.#low]
      .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }

  #take(word: number): void {
    this.#high = Math.imul(this.#high ^ word, 0x01000193);
    this.#high ^= this.#high >>> 15;
    this.#low = Math.imul(this.#low ^ (word + 0x9e3779b9), 0x85ebca6b);
    this.#low ^= this.#low >>> 13;
  }
}

/** Hash of one array. */
export function hashOf(values: ArrayLike<number>): string {
  return new NumberHash().addAll(values).digest();
}
