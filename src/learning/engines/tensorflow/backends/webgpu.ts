/** TensorFlow.js on a WebGPU device. Finding the adapter and its device is the worker's business. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { EngineFailure } from '../../../engine.ts';
import type { TensorFlowBackend } from '../backend.ts';
import { enterBackend } from './enterBackend.ts';

/** As TensorFlow.js registers its kernels. */
const NAME = 'webgpu';

/**
 * @throws Error where TensorFlow.js cannot start on the device
 */
export async function startWebGpu(
  device: GPUDevice,
  info: GPUAdapterInfo | undefined,
): Promise<TensorFlowBackend> {
  let failure: EngineFailure | null = null;
  let ended = false;
  /** Fails the work that is being waited for. */
  let interrupt: (reason: EngineFailure) => void = () => {};
  const fail = (message: string) => {
    if (ended) return;
    failure ??= new EngineFailure(message);
    interrupt(failure);
  };
  void device.lost.then(({ message, reason }) => fail(message || reason || 'the device is lost'));
  device.onuncapturederror = ({ error }) => fail(error.message);

  // Its own factory takes any adapter, a missing one too; a device belongs to one start.
  forgetBackend();
  registerBackend(NAME, () => new WebGPUBackend(device, info));
  await enterBackend(NAME);

  return {
    id: 'tfjs-webgpu',
    blockSize: 1 << 22,
    use: () => enterBackend(NAME),
    guard<T>(work: () => Promise<T>): Promise<T> {
      if (failure) return Promise.reject(failure);
      // One invalid command spoils all that were sent with it: nothing is believed before both
      // scopes have answered. The work sends its commands before it waits for the first time.
      device.pushErrorScope('out-of-memory');
      device.pushErrorScope('validation');
      const result = work();
      const errors = [device.popErrorScope(), device.popErrorScope()];
      return new Promise<T>((resolve, reject) => {
        interrupt = reject;
        Promise.all([result, ...errors]).then(
          ([value, invalid, full]) => {
            const error = (invalid ?? full) as GPUError | null;
            if (error) fail(error.message);
            else resolve(value as T);
          },
          (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
        );
      });
    },
    end() {
      ended = true;
      forgetBackend();
      device.destroy();
    },
  };
}

function forgetBackend(): void {
  if (findBackendFactory(NAME)) removeBackend(NAME);
}
