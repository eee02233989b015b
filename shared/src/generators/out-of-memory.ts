/** More causes than this hang in a ring. */
const DEEPEST = 8;

/**
 * What runtimes say when memory has run out; there is no code to tell it by (microsoft/onnxruntime issues
 * 16307, 20038, 22702, 16512). In order: onnxruntime's arena, on any device; CUDA and its libraries; the
 * process itself, as C++ says it and as V8 does; WebGPU and the browser's WASM.
 */
const WORDS = [
  /failed to allocate memory for requested buffer/i,
  /available memory of \d+ is smaller than requested/i,
  /cuda (failure|error)[^\n]*out of memory/i,
  /cudaErrorMemoryAllocation|CUDA_ERROR_OUT_OF_MEMORY/i,
  /CU(BLAS|DNN|FFT|SPARSE|RAND)\w*_(STATUS_)?ALLOC(ATION)?_FAILED/,
  /std::bad_alloc|bad allocation/,
  /array buffer allocation failed|invalid (typed )?array length|out of memory/i,
  /cannot allocate memory|ENOMEM/,
];

/** Whether the error, or what it was caused by, is memory that has run out: on the device or off it. */
export function isOutOfMemory(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < DEEPEST && cause !== undefined && cause !== null; depth++) {
    const text = cause instanceof Error ? cause.message : String(cause);
    if (WORDS.some((words) => words.test(text))) return true;
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return false;
}
