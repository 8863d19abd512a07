/// <reference path="./assets.d.ts" />
/** Where the built site has our own kernels. */
export { default as kernelAddress } from 'wasm-kernels?url';
