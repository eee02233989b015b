/** The package carries no types; this is the part of its report that Fitroom reads. */
declare module 'gltf-validator' {
  interface ValidationMessage {
    readonly code: string;
    readonly message: string;
    /** 0 error, 1 warning, 2 information, 3 hint. */
    readonly severity: number;
    readonly pointer?: string;
  }
  interface ValidationReport {
    readonly issues: { readonly messages: readonly ValidationMessage[] };
  }
  const validator: { validateBytes(bytes: Uint8Array): Promise<ValidationReport> };
  export default validator;
}
