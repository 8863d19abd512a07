/** Has to be loaded before WebGPU is used: a graphics device that can be taken away by message. */
let device: GPUDevice | null = null;

const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  device = await requestDevice.call(this, descriptor);
  return device;
};

/** What a device answers whose memory is full. */
let full = false;
const { popErrorScope } = GPUDevice.prototype;
GPUDevice.prototype.popErrorScope = async function () {
  const error = await popErrorScope.call(this);
  return error ?? (full ? new GPUOutOfMemoryError('not enough memory for a buffer') : null);
};

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'loseDevice') device?.destroy();
  if (data === 'fillDevice') full = true;
  // Refused by the device: this buffer may not be written to.
  if (data === 'invalidCommand' && device) {
    const buffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM });
    device.queue.writeBuffer(buffer, 0, new Float32Array(4));
  }
});
