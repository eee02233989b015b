import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createFolderStore } from '../objects/folder-store.ts';
import { createMetrics } from './metrics.ts';
import { createStorageFigures } from './storage-figures.ts';

test('what is stored is counted by folder, in the background, and again when that is old', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fitroom-figures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = createFolderStore(folder);
  await store.put('clothes/a/original.jpg', new Uint8Array(70));
  await store.put('clothes/a/b/garment.glb', new Uint8Array(30));
  await store.put('sessions/c/fitted.glb', new Uint8Array(5));
  let now = 0;
  const figures = createStorageFigures(store, folder, () => now);
  expect(figures.stored().size).toBe(0);
  await expect.poll(() => figures.stored().get('clothes')).toEqual({ objects: 2, bytes: 100 });
  await store.remove('clothes/');
  now = 899_999;
  expect(figures.stored().has('clothes')).toBe(true);
  now = 900_000;
  await expect
    .poll(() => Object.fromEntries(figures.stored()))
    .toEqual({
      sessions: { objects: 1, bytes: 5 },
    });
  const { text } = await createMetrics({ storage: figures }).expose();
  expect(text).toContain('fitroom_storage_bytes{folder="sessions"} 5');
  expect(text).toContain('fitroom_storage_objects{folder="sessions"} 1');
  expect(Number(/^fitroom_disk_free_bytes (\S+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
});
