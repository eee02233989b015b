import ortModuleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import ortWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';

/** More threads than this gained nothing on u2netp's small layers and crowd out the page. */
const MAX_THREADS = 4;

/**
 * Tells the one runtime where its files are and how many threads it may have; safe to call often.
 *
 * @returns threads of WASM.
 */
export function configureRuntime(): number {
  const threads = globalThis.crossOriginIsolated
    ? Math.min(MAX_THREADS, Math.max(1, navigator.hardwareConcurrency || 1))
    : 1;
  // One build of the runtime serves both backends; its loader stays a file of its own, because its
  // threads are started from that file's address and must not run this worker's code again.
  ort.env.wasm.wasmPaths = { mjs: ortModuleUrl, wasm: ortWasmUrl };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return threads;
}
