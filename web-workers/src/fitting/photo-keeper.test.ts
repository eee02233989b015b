import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import { type MattePrior, U2NETP } from '@fitroom/shared/matte/matte-prior';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { expect, test } from 'vitest';
import { createPhotoKeeper } from './photo-keeper.ts';

/** Transparent around a square: its own matte, so that no network has to run. */
function cutOut(): RgbaImage {
  const data = new Uint8ClampedArray(4 * 40 * 40);
  for (let y = 10; y < 30; y++) data.fill(255, 4 * (y * 40 + 10), 4 * (y * 40 + 30));
  return { width: 40, height: 40, data };
}

const context: JobContext = {
  signal: { aborted: false },
  progress: () => undefined,
  log: () => undefined,
  now: () => 0,
};

function portsOf(name: string): TryOnPorts {
  const prior: MattePrior = {
    network: { ...U2NETP, name },
    run: () => Promise.reject(new Error('a cut-out photo needs no network')),
  };
  return { prior } as TryOnPorts;
}

test('a photo is decoded and separated once, until another photo or network comes', async () => {
  let decodings = 0;
  const keeper = createPhotoKeeper(async () => {
    decodings += 1;
    return cutOut();
  });
  const given = { id: 'a', blob: new Blob() };
  const first = await keeper.open(given, portsOf('one'), context);
  expect(await keeper.open(given, portsOf('one'), context)).toBe(first);
  expect(decodings).toBe(1);
  expect(await keeper.open(given, portsOf('two'), context)).not.toBe(first);
  await keeper.open({ ...given, id: 'b' }, portsOf('two'), context);
  expect(decodings).toBe(3);
});

test('a photo that cannot be decoded is not remembered', async () => {
  let isBroken = true;
  const keeper = createPhotoKeeper(async () => {
    if (isBroken) throw new Error('damaged');
    return cutOut();
  });
  const given = { id: 'a', blob: new Blob() };
  await expect(keeper.open(given, portsOf('one'), context)).rejects.toThrow('damaged');
  isBroken = false;
  expect((await keeper.open(given, portsOf('one'), context)).photo.width).toBe(40);
});
