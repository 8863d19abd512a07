/** Has to be loaded before WebGPU is used: there is no graphics adapter. */
GPU.prototype.requestAdapter = async () => null;
