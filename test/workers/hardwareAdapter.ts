/** Has to be loaded before WebGPU is used: the adapter has another name. */
Object.defineProperties(GPUAdapterInfo.prototype, {
  architecture: { get: () => 'imaginary' },
  isFallbackAdapter: { get: () => false },
});
