/** Has to be loaded before WebGPU is used: a graphics device that can be taken away by message. */
let device: GPUDevice | null = null;

const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  device = await requestDevice.call(this, descriptor);
  return device;
};

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'loseDevice') device?.destroy();
  // Refused by the device: this buffer may not be written to.
  if (data === 'invalidCommand' && device) {
    const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM });
    device.queue.writeBuffer(buffer, 0, new Float32Array(4));
  }
});
