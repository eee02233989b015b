import type { ModelManifest } from '@fitroom/shared/schemas/generator-model';
import { expect, test } from 'vitest';
import { createDeviceModel, type DeviceModelPorts, hasMemoryFor } from './device-model.ts';

const MANIFEST = {
  name: 'triposr',
  files: [{ path: 'a.onnx', bytes: 2 ** 29, sha256: '0'.repeat(64) }],
} as unknown as ModelManifest;

function model(change: Partial<DeviceModelPorts> = {}) {
  const calls: string[] = [];
  const made = createDeviceModel({
    kept: async () => null,
    served: async () => MANIFEST,
    async download(_manifest, onProgress) {
      calls.push('download');
      onProgress(0.5);
    },
    keepFolder: async () => null,
    remove: async () => undefined,
    ...change,
  });
  const loadings: (number | null)[] = [];
  made.subscribe(() => loadings.push(made.state().loading));
  return { model: made, calls, loadings };
}

test('what is served is known by its list of files, and downloaded when asked to be', async () => {
  const { model: triposr, calls, loadings } = model();
  await triposr.look(true);
  expect(triposr.state()).toMatchObject({ presence: 'served', manifest: MANIFEST });
  expect(calls).toEqual([]);
  expect(await triposr.download()).toBe(true);
  expect(loadings).toContain(0.5);
  expect(triposr.state()).toMatchObject({ presence: 'kept', loading: null, failure: null });
});

test('a download that breaks, a folder that is another, and a full disk are told apart', async () => {
  const full = new DOMException('full', 'QuotaExceededError');
  const broken = model({ download: () => Promise.reject(new TypeError('network')) });
  expect(await broken.model.download()).toBe(false);
  expect(broken.model.state().failure).toBe('download');
  expect(await broken.model.takeFolder([])).toBe(false);
  expect(broken.model.state().failure).toBe('folder');
  const crowded = model({ download: () => Promise.reject(full) });
  await crowded.model.download();
  expect(crowded.model.state().failure).toBe('storage');
});

test('a cancelled download leaves things as they were, without a complaint', async () => {
  const { model: triposr } = model({
    download: (_manifest, _onProgress, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
  });
  await triposr.look(true);
  const downloading = triposr.download();
  await Promise.resolve();
  await Promise.resolve();
  triposr.cancel();
  expect(await downloading).toBe(false);
  expect(triposr.state()).toMatchObject({ presence: 'served', loading: null, failure: null });
});

test('half a gigabyte of weights wants a gigabyte and a half of memory, where that is known', () => {
  expect([1, 2, undefined].map((memory) => hasMemoryFor(MANIFEST, memory))).toEqual([
    false,
    true,
    true,
  ]);
});
