/// <reference path="./assets.d.ts" />
/** Where the built site has TensorFlow.js's WebAssembly. */
export { default as wasmBinary } from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
