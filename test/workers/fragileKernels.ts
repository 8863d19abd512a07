/** Has to be loaded before our kernels are: they can be broken, and their memory filled, by message. */
let full = false;
let broken = false;

const { Instance, Memory, RuntimeError } = WebAssembly;
const { grow } = Memory.prototype;
Memory.prototype.grow = function (pages) {
  if (full) throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
  return grow.call(this, pages);
};

/** One of the kernels that every update needs traps when it is told to. */
class FragileInstance {
  readonly exports: WebAssembly.Exports;

  constructor(module: WebAssembly.Module) {
    const { exports } = new Instance(module);
    const differentiate = exports.differentiate as ((...places: number[]) => number) | undefined;
    const trap = (...places: number[]) => {
      if (broken) throw new RuntimeError('memory access out of bounds');
      return differentiate!(...places);
    };
    this.exports = differentiate ? { ...exports, differentiate: trap } : exports;
  }
}
WebAssembly.Instance = FragileInstance as typeof WebAssembly.Instance;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (data === 'fillMemory') full = true;
  if (data === 'breakKernels') broken = true;
});
