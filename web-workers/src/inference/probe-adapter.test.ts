import { expect, test } from 'vitest';
import { probeAdapter } from './probe-adapter.ts';

const gpuWith = (adapter: object | null) => ({ requestAdapter: async () => adapter });

test('no WebGPU, no adapter and a refusal are all none', async () => {
  expect(await probeAdapter(undefined)).toBe('none');
  expect(await probeAdapter(gpuWith(null))).toBe('none');
  const refusing = { requestAdapter: () => Promise.reject(new Error('blocked')) };
  expect(await probeAdapter(refusing)).toBe('none');
});

test('software imitations are told from a GPU by flag or by name', async () => {
  expect(await probeAdapter(gpuWith({ isFallbackAdapter: true }))).toBe('software');
  expect(await probeAdapter(gpuWith({ info: { isFallbackAdapter: true } }))).toBe('software');
  expect(
    await probeAdapter(gpuWith({ info: { vendor: 'google', architecture: 'swiftshader' } })),
  ).toBe('software');
  expect(await probeAdapter(gpuWith({ info: { vendor: 'apple', architecture: 'common-3' } }))).toBe(
    'hardware',
  );
});
