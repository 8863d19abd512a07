/** The graphics adapter that this browser offers to WebGPU, and what it is called. */

export interface AdapterDescription {
  /** As the browser names it, e.g. `google swiftshader`. */
  readonly name: string;
  /** It computes on the processor: correct, and slower than no WebGPU at all. */
  readonly software: boolean;
}

export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly description: AdapterDescription;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render|software/i;

/** Null where the browser has no WebGPU, or no adapter for it. */
export async function findAdapter(): Promise<FoundAdapter | null> {
  // Absent in browsers without WebGPU and on insecure addresses.
  const gpu = navigator.gpu as GPU | undefined;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  return adapter ? { adapter, description: describe(adapter) } : null;
}

/** What an adapter is called, from what the browser tells of it. */
export function describe(adapter: {
  readonly info?: Partial<GPUAdapterInfo>;
  readonly isFallbackAdapter?: boolean;
}): AdapterDescription {
  const info: Partial<GPUAdapterInfo> & { readonly isFallbackAdapter?: boolean } =
    adapter.info ?? {};
  const { vendor, architecture, device, description } = info;
  const parts = description ? [description] : [vendor, architecture, device];
  const name = parts.filter((part) => part).join(' ');
  const words = [description, vendor, architecture, device].join(' ');
  const isFallback = info.isFallbackAdapter === true || adapter.isFallbackAdapter === true;
  return { name, software: isFallback || SOFTWARE.test(words) };
}

/** A device with the adapter's limits, as TensorFlow.js wants it. */
export function requestDevice({ adapter }: FoundAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
}
