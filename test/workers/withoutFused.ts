/** Has to be loaded before WebGPU is used: no kernel that keeps numbers in workgroup memory. */
const { createShaderModule } = GPUDevice.prototype;
GPUDevice.prototype.createShaderModule = function (descriptor) {
  if (descriptor.code.includes('var<workgroup> bests')) throw new Error('no such kernel here');
  return createShaderModule.call(this, descriptor);
};
