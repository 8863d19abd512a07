/** What every WebGPU device allows, asked for or not: the kernels stay within it. */

/** Bytes of workgroup memory. */
export const WORKGROUP_BYTES = 16_384;
/** Invocations of a workgroup. */
export const LARGEST_WORKGROUP = 256;
/** Bytes of one storage binding. */
export const LARGEST_BINDING = 134_217_728;
/** Offsets of uniform bindings are multiples of so many bytes. */
export const UNIFORM_ALIGNMENT = 256;
