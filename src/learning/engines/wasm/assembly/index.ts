/**
 * The kernels. They know no allocation and no state: whoever calls them lays out the memory from
 * `heapBase` on and hands in places.
 */
export { adam } from './adam';
export { sweep } from './jointMaximum';
export { pack } from './packing';
export { decisionTable } from './decisionTable';
export { iterate } from './iteration';
export { levelGradient, levelValue } from './levels';
export { prepareNetwork } from './network';
export { peak } from './peak';
export { differentiate } from './regression';

/** The first place that nothing of the module's own stands in. */
export function heapBase(): usize {
  return __heap_base;
}
