import { expect, test } from 'vitest';
import { chooseDevice, createExecutionDevice } from './execution-device.ts';

const BOTH = { hasLibrary: true, hasDevice: true };
const LOST = new Error(
  'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library',
);

test('auto takes CUDA where library and device are there, and says what is missing', () => {
  expect(chooseDevice('auto', BOTH)).toMatchObject({ device: 'cuda' });
  expect(chooseDevice('auto', { hasLibrary: true, hasDevice: false })).toMatchObject({
    device: 'cpu',
    line: { en: expect.stringContaining('no NVIDIA GPU') },
  });
  expect(chooseDevice('auto', { hasLibrary: false, hasDevice: true })).toMatchObject({
    device: 'cpu',
    line: { en: expect.stringContaining('CUDA library is not in') },
  });
  expect(chooseDevice('cpu', BOTH).device).toBe('cpu');
});

test('CUDA that does not run is given up for the CPU, once and for all', () => {
  const device = createExecutionDevice('auto', BOTH);
  expect([device.device, device.providers()]).toEqual(['cuda', ['cuda', 'cpu']]);
  expect(device.instead(LOST, ['cuda', 'cpu'])).toEqual(['cpu']);
  expect([device.device, device.providers()]).toEqual(['cpu', ['cpu']]);
  expect(device.line.en).toContain('Failed to load shared library');
  // Another model was opened before.
  expect(device.instead(LOST, ['cuda', 'cpu'])).toEqual(['cpu']);
  expect(device.instead(LOST, ['cpu'])).toBeNull();
});

test('memory that ran out and broken files are no reason to leave the GPU', () => {
  const device = createExecutionDevice('auto', BOTH);
  for (const message of [
    'CUDA failure 2: out of memory ; GPU=0',
    'Load model from rgb.onnx failed: Protobuf parsing failed.',
  ]) {
    expect(device.instead(new Error(message), ['cuda', 'cpu'])).toBeNull();
  }
  expect(device.device).toBe('cuda');
});

test('what a job ran on is learnt once', () => {
  const device = createExecutionDevice('auto', BOTH);
  expect(device.learn('cuda')).toBe(false);
  expect(device.learn('sidecar')).toBe(false);
  expect(device.device).toBe('cuda');
  expect(device.learn('cpu')).toBe(true);
  expect(device.device).toBe('cpu');
  expect(device.learn('cpu')).toBe(false);
});

test('where CUDA alone is wanted, nothing else runs', () => {
  const device = createExecutionDevice('cuda', { hasLibrary: false, hasDevice: false });
  expect(() => device.instead(LOST, device.providers())).toThrow(/fitroom -- doctor/);
});
