/** TensorFlow.js on a WebGPU device. Finding the adapter and its device is the worker's business. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { DeviceGuard } from '../../webgpu/deviceGuard.ts';
import type { TensorFlowBackend } from '../backend.ts';
import { enterBackend } from './enterBackend.ts';

/** As TensorFlow.js registers its kernels. */
const NAME = 'webgpu';

export interface WebGpuStart {
  readonly backend: TensorFlowBackend;
  /** Watches over the device of TensorFlow.js, for kernels of our own on it. */
  readonly guard: DeviceGuard;
}

/** The device that is in use, and by how many starts: engines on it follow one another. */
let shared: { readonly guard: DeviceGuard; users: number } | null = null;

/**
 * Starts TensorFlow.js on a device, or once more on the one that it has, if that is sound.
 *
 * @throws Error where TensorFlow.js cannot start on the device
 */
export async function startWebGpu(
  request: () => Promise<{ readonly device: GPUDevice; readonly info: GPUAdapterInfo | undefined }>,
): Promise<WebGpuStart> {
  if (!shared?.guard.isSound) {
    const { device, info } = await request();
    // Its own factory takes any adapter, a missing one too; a device belongs to one registration.
    forgetBackend();
    registerBackend(NAME, () => new WebGPUBackend(device, info));
    shared = null;
    await enterBackend(NAME);
    const { device: own } = backend() as WebGPUBackend;
    shared = { guard: new DeviceGuard(own), users: 0 };
  } else {
    await enterBackend(NAME);
  }
  const present = shared!;
  present.users += 1;
  return {
    guard: present.guard,
    backend: {
      id: 'tfjs-webgpu',
      blockSize: 1 << 22,
      use: () => enterBackend(NAME),
      guard: (work) => present.guard.run(work),
      end() {
        present.users -= 1;
        if (present.users > 0) return;
        present.guard.end();
        if (shared !== present) return;
        forgetBackend();
        shared = null;
      },
    },
  };
}

function forgetBackend(): void {
  if (findBackendFactory(NAME)) removeBackend(NAME);
}
