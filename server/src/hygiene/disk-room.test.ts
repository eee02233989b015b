import { expect, test } from 'vitest';
import { createDiskRoom } from './disk-room.ts';

const MEGABYTE = 1024 * 1024;

test('below the reserve new work is refused until there is room again, asked once a second', async () => {
  let free: number | null = 512 * MEGABYTE;
  let asked = 0;
  let ms = 0;
  const room = createDiskRoom({
    dataFolder: 'unused',
    reserveMegabytes: 512,
    now: () => ms,
    async freeBytes() {
      asked += 1;
      return free;
    },
  });
  await room.require();
  free -= 1;
  await room.require();
  expect(asked).toBe(1);
  ms = 1000;
  await expect(room.require()).rejects.toMatchObject({
    code: 'storage-full',
    message: expect.stringContaining('511 MB left'),
    retryAfterSeconds: 60,
  });
  free = null;
  ms = 2000;
  await room.require();
});

test('without a reserve nobody is asked, and a folder tells its room by itself', async () => {
  const never = createDiskRoom({
    dataFolder: '/',
    reserveMegabytes: 0,
    now: Date.now,
    freeBytes: () => Promise.reject(new Error('asked')),
  });
  await never.require();
  const real = { dataFolder: '/', now: Date.now };
  await createDiskRoom({ ...real, reserveMegabytes: 1e-6 }).require();
  await expect(createDiskRoom({ ...real, reserveMegabytes: 1e12 }).require()).rejects.toThrow('MB');
});
