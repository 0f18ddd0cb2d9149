/** What the bundler makes of a WebAssembly file: its bytes. */
declare module "*/bg.wasm" {
  const bytes: Uint8Array;
  export default bytes;
}
