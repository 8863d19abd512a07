/** Numbers as tensors, made once: on a GPU every new scalar is an upload of its own. */
import { keep, ones, type Scalar, scalar, type Tensor3D } from '@tensorflow/tfjs-core';

export class Constants {
  readonly #scalars = new Map<number, Scalar>();
  readonly #ones = new Map<string, Tensor3D>();

  of(value: number): Scalar {
    let known = this.#scalars.get(value);
    if (!known) {
      known = keep(scalar(value, 'float32'));
      this.#scalars.set(value, known);
    }
    return known;
  }

  /** A column of ones for each sample: agents x samples x 1. */
  ones(agents: number, samples: number): Tensor3D {
    const key = `${agents} ${samples}`;
    let known = this.#ones.get(key);
    if (!known) {
      known = keep(ones([agents, samples, 1]) as Tensor3D);
      this.#ones.set(key, known);
    }
    return known;
  }

  dispose(): void {
    for (const each of [...this.#scalars.values(), ...this.#ones.values()]) each.dispose();
    this.#scalars.clear();
    this.#ones.clear();
  }
}
