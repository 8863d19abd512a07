/** What the engine has to know about the backend that TensorFlow.js runs on. */
import type { EngineId } from '../../engineChoice.ts';

/** TensorFlow.js has one backend at a time in a thread: one engine can be alive in it. */
export interface TensorFlowBackend {
  readonly id: EngineId;
  /** Most numbers in one block of the joint maxima: small for a cache, large for a GPU. */
  readonly blockSize: number;
  /**
   * Does work on tensors up to what is read of them.
   *
   * @throws EngineFailure where the backend broke meanwhile: what was read is worth nothing then
   */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Makes it the one that is in use again, after another one was tried. */
  use(): Promise<void>;
  /** Lets go of it; nothing that was made on it can be used any more. */
  end(): void;
}
