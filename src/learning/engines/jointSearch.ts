/** A search of a joint maximum with pauses. */
import type { JointValues } from '../jointValues.ts';
import { PLAIN_SLICE, type Slices, type WorkMeter } from '../slices.ts';

/** Finds the joint maximum at observations[offset ...]: `joint.found` and `joint.foundLevel`. */
export function* searchInSlices(
  joint: JointValues,
  observations: ArrayLike<number>,
  offset: number,
  meter: WorkMeter,
): Slices {
  const { blocks, blockWork } = joint;
  const step = Math.min(blocks, Math.max(1, Math.floor(PLAIN_SLICE / blockWork)));
  joint.begin(observations, offset);
  do {
    if (meter.announce(step * blockWork)) yield;
  } while (joint.search(step));
}
