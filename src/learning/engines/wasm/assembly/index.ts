/**
 * The kernels. They know no allocation and no state: whoever calls them lays out the memory from
 * `heapBase` on and hands in places.
 */
export { adam } from './adam';
export * from './centralized';
export { sweep } from './jointMaximum';
export { decisionTable } from './decisionTable';
export { iterate } from './iteration';
export { levelGradient, levelValue } from './levels';
export { prepareNetwork } from './network';
export { pack } from './packing';
export { peak } from './peak';
export { differentiate } from './regression';

/** The first place that nothing of the module's own stands in. */
export function heapBase(): usize {
  return __heap_base;
}
