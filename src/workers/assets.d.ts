/** An asset's address, as the bundler puts it in. */
declare module '*.wasm?url' {
  const address: string;
  export default address;
}
/** Our own kernels, compiled by the build (build/assemblyScript.ts). */
declare module 'wasm-kernels?url' {
  const address: string;
  export default address;
}
