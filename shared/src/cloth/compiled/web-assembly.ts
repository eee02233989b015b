/** What is used of WebAssembly. No library of TypeScript's that has it is without a DOM or Node. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    module: WasmModule,
    imports: { env: { memory: { readonly buffer: ArrayBuffer } } },
  ) => { readonly exports: unknown };
}

/** Compiled code. */
export type WasmModule = object;

/** Null where there is none. */
export const webAssembly = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly ?? null;

/**
 * @param hexadecimal A module's bytes.
 * @returns Null where there is no WebAssembly, it is too old for them, or a page's policy forbids it.
 */
export function compiledModule(hexadecimal: string): WasmModule | null {
  if (webAssembly === null) return null;
  const bytes = Uint8Array.from({ length: hexadecimal.length / 2 }, (_, i) =>
    Number.parseInt(hexadecimal.slice(2 * i, 2 * i + 2), 16),
  );
  try {
    return new webAssembly.Module(bytes);
  } catch {
    return null;
  }
}
