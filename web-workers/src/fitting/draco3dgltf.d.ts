/** The package ships no types; its modules are handed to glTF-Transform untouched. */
declare module 'draco3dgltf' {
  interface EmscriptenOptions {
    /** The module's own wasm file, so that it does not look for one beside the page. */
    readonly wasmBinary: ArrayBuffer;
  }
  const draco: {
    createEncoderModule(options: EmscriptenOptions): Promise<unknown>;
    createDecoderModule(options: EmscriptenOptions): Promise<unknown>;
  };
  export default draco;
}
