/** What trains: names and notices, which every stage needs. */
export const engine = {
  'action.engine': 'What trains here',
  'engine.name.auto': 'Automatic',
  'engine.name.typescript': 'TypeScript',
  'engine.name.kernels': 'WebAssembly',
  'engine.name.fused': 'WebGPU',
  'engine.name.webgpu': 'WebGPU, TensorFlow.js',
  'engine.name.wasm': 'WebAssembly, TensorFlow.js',
  'engine.name.cpu': 'JavaScript, TensorFlow.js',
  'engine.on': '{engine} · {adapter}',
  'engine.software': '{adapter} (software)',
  'engine.adapter.unnamed': 'graphics adapter without a name',
  'engine.refused.noWebGpu':
    '{engine} cannot start: this browser has no WebGPU. Training goes on with {running}.',
  'engine.refused.noAdapter':
    '{engine} cannot start: the browser offers no graphics adapter. Training goes on with {running}.',
  'engine.refused.noWasm':
    '{engine} cannot start: this browser has no WebAssembly with SIMD. Training goes on with {running}.',
  'engine.refused.noKernels':
    '{engine} cannot start: it knows the activations algebraic SiLU and ReLU only. Training goes on with {running}.',
  'engine.refused.option':
    '{engine} cannot train with the option {detail}. Training goes on with {running}.',
  'engine.refused.failed': '{engine} could not start ({detail}). Training goes on with {running}.',
  'engine.lost':
    '{engine} stopped working ({detail}). Training goes on in {next} from its last checkpoint, training slot {slot}; the city and all that was learnt before are as they were.',
} as const;
