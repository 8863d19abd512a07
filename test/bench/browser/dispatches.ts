/** Counts what is sent to graphics devices, whoever sends it. */

/** @returns the number of dispatched grids of workgroups since */
export function countDispatches(): () => number {
  let count = 0;
  if (typeof GPUComputePassEncoder === 'undefined') return () => count;
  const { prototype } = GPUComputePassEncoder;
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = prototype;
  prototype.dispatchWorkgroups = function (...sizes) {
    count += 1;
    return dispatchWorkgroups.apply(this, sizes);
  };
  prototype.dispatchWorkgroupsIndirect = function (...place) {
    count += 1;
    return dispatchWorkgroupsIndirect.apply(this, place);
  };
  return () => count;
}
