/** What of the kernel of training stands in workgroup memory, and what in storage. */
import { WORKGROUP_BYTES } from './limits.ts';
import { type NetworkTable, TRAINING_THREADS } from './networkTable.ts';

/** Partial sums of the reductions are added up by so many threads. */
export const SUMMERS = 16;
const NUMBER = 4;

/** What stands where: in workgroup memory or in storage. */
export interface Placement {
  /** Numbers of one LSM's activations: values, slopes (then errors), and the outputs' errors. */
  readonly activations: number;
  readonly activationsInWorkgroup: boolean;
  readonly weights: number;
  readonly weightsInWorkgroup: boolean;
  /** Numbers of the scratch buffer. */
  readonly scratch: number;
}

/** @param size of the minibatches */
export function placement({ layout, hidden }: NetworkTable, size: number): Placement {
  const units = hidden.reduce((sum, width) => sum + width, 0);
  const activations = (2 * units + 1) * size;
  const weights = Math.max(...layout.agents.map(({ length }) => length));
  let room = WORKGROUP_BYTES / NUMBER - TRAINING_THREADS - SUMMERS;
  const activationsInWorkgroup = activations <= room;
  if (activationsInWorkgroup) room -= activations;
  const weightsInWorkgroup = weights <= room;
  const stored = activationsInWorkgroup ? 0 : activations * layout.agents.length;
  const scratch = layout.length + stored;
  return { activations, activationsInWorkgroup, weights, weightsInWorkgroup, scratch };
}
