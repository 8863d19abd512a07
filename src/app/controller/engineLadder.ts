/** Which engine goes on where one broke: our own kernels, and then the one that runs anywhere. */
import type { EngineId } from '../../learning/engineChoice.ts';

export class EngineLadder {
  readonly #broken = new Set<string>();

  /** A new run: what broke in the one before may work. */
  clear(): void {
    this.#broken.clear();
  }

  /**
   * The engine to go on with. Where the kernels cannot run, they are refused and TypeScript goes on.
   *
   * @param broken id of the engine that broke; undefined where it is not known
   */
  after(broken: string | undefined): EngineId {
    if (broken !== undefined) this.#broken.add(broken);
    return this.#broken.has('wasm') ? 'typescript' : 'wasm';
  }
}
