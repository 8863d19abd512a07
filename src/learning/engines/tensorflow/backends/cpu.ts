/** TensorFlow.js in plain JavaScript: works everywhere, slowly. */
import '@tensorflow/tfjs-backend-cpu';
import type { TensorFlowBackend } from '../backend.ts';
import { enterBackend } from './enterBackend.ts';

export async function startCpu(): Promise<TensorFlowBackend> {
  await enterBackend('cpu');
  return {
    id: 'tfjs-cpu',
    blockSize: 1 << 16,
    use: () => enterBackend('cpu'),
    guard: (work) => work(),
    end() {},
  };
}
