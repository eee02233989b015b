import { expect, test } from 'vitest';
import { isOutOfMemory } from './out-of-memory.ts';

test.each([
  // microsoft/onnxruntime#16307
  'Non-zero status code returned while running ReduceSum node. onnxruntime::BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 939524096',
  // microsoft/onnxruntime#16512
  'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=egg ; expr=cublasCreate(&cublas_handle_);',
  'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0',
  // hacksider/Deep-Live-Cam#584
  'CUDA failure 2: out of memory ; GPU=0 ; expr=cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);',
  'Available memory of 1024 is smaller than requested bytes of 4096',
  'std::bad_alloc',
  'Array buffer allocation failed',
])('%s', (message) => {
  expect(isOutOfMemory(new Error(message))).toBe(true);
  expect(
    isOutOfMemory(new Error('The graph rgb cannot be run.', { cause: new Error(message) })),
  ).toBe(true);
});

test('other errors are others', () => {
  for (const error of [
    new Error('Invalid Feed Input Name: sample'),
    new Error('Got invalid dimensions for input: images'),
    new Error('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library'),
    'CUDA failure 100: no CUDA-capable device is detected',
    null,
  ]) {
    expect(isOutOfMemory(error)).toBe(false);
  }
  const ring: Error = new Error('a');
  ring.cause = ring;
  expect(isOutOfMemory(ring)).toBe(false);
});
