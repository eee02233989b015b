/** The package ships no types; its modules are handed on unopened. */
declare module 'draco3dgltf' {
  const draco: {
    createEncoderModule(): Promise<unknown>;
    createDecoderModule(): Promise<unknown>;
  };
  export default draco;
}
