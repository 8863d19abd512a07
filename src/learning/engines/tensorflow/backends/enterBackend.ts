import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core';

/**
 * Makes a registered backend the one that new tensors belong to.
 *
 * @throws Error where it cannot start
 */
export async function enterBackend(name: string): Promise<void> {
  enableProdMode();
  if (!(await setBackend(name))) throw new Error(`TensorFlow.js could not start ${name}.`);
  await ready();
}
