/** What a device lacks for a step that is sound elsewhere. */
export type DeviceProblem = 'device-memory' | 'device-runtime';

/**
 * Engines and runtimes have no codes for these, only sentences: V8, SpiderMonkey and JavaScriptCore on array
 * buffers and WebAssembly.Memory, onnxruntime on its own heap, WebGPU implementations on buffers.
 */
const NO_MEMORY =
  /out of memory|allocation failed|failed to allocate|could not allocate|cannot allocate|bad_alloc|invalid (typed )?array (buffer )?length|array buffer allocation/i;

/** Without WebAssembly, or where a policy or the hardware keeps its code from running, no network runs. */
const NO_RUNTIME =
  /no available backend found|WebAssembly(\.\w+)? is not|WebAssembly is (undefined|disabled)|wasm (code generation|streaming compile)|CompileError|no 2D canvas to read/i;

/**
 * Whether a failure is the device's and not the program's: then the same step can be done elsewhere.
 *
 * @param message Of the error, as the browser or a runtime gave it.
 */
export function deviceProblemOf(message: string): DeviceProblem | null {
  if (NO_MEMORY.test(message)) return 'device-memory';
  return NO_RUNTIME.test(message) ? 'device-runtime' : null;
}
