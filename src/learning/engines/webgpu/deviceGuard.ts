/** Watches over a WebGPU device: what was computed on it is believed only while it is sound. */
import { EngineFailure } from '../../engine.ts';

export class DeviceGuard {
  readonly device: GPUDevice;
  #failure: EngineFailure | null = null;
  #ended = false;
  /** Fails the work that is being waited for. */
  #interrupt: (reason: EngineFailure) => void = () => {};

  constructor(device: GPUDevice) {
    this.device = device;
    void device.lost.then(({ message, reason }) =>
      this.#fail(message || reason || 'the device is lost'),
    );
    device.onuncapturederror = ({ error }) => this.#fail(error.message);
  }

  /** It can be worked on. */
  get isSound(): boolean {
    return !this.#failure && !this.#ended;
  }

  /**
   * Does work on the device up to what is read of it. The work sends its commands before it waits
   * for the first time.
   *
   * @throws EngineFailure where the device broke meanwhile: what was read is worth nothing then
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#failure) return Promise.reject(this.#failure);
    const { device } = this;
    // One invalid command spoils all that were sent with it: nothing is believed before both
    // scopes have answered.
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    // Work that throws at once is work that fails.
    const result = (async () => work())();
    const errors = [device.popErrorScope(), device.popErrorScope()];
    return new Promise<T>((resolve, reject) => {
      this.#interrupt = reject;
      Promise.all([result, ...errors]).then(
        ([value, invalid, full]) => {
          const error = (invalid ?? full) as GPUError | null;
          if (error) this.#fail(error.message);
          else resolve(value as T);
        },
        (error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)),
      );
    });
  }

  /** Lets go of the device. */
  end(): void {
    this.#ended = true;
    this.device.destroy();
  }

  #fail(message: string): void {
    if (this.#ended) return;
    this.#failure ??= new EngineFailure(message);
    this.#interrupt(this.#failure);
  }
}
