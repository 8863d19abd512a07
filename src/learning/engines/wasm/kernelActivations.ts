/** What our own kernels can compute. */
import type { Activation } from '../../configuration.ts';

/** Whether there are kernels for networks with this activation. */
export function hasKernels(activation: Activation): boolean {
  return activation === 'algebraicSilu' || activation === 'relu';
}
