import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { expect, test } from 'vitest';
import { createPhotoKeeper } from './photo-keeper.ts';

const PHOTO: RgbaImage = { width: 4, height: 5, data: new Uint8ClampedArray(80) };
const separate = async (photo: RgbaImage) => ({
  workingImage: photo,
  matte: { width: 4, height: 5, data: new Uint8Array(20) },
  enlargement: 1,
});

const context: JobContext = {
  signal: { aborted: false },
  progress: () => undefined,
  log: () => undefined,
  now: () => 0,
};

const portsOf = (name: string) => ({ prior: { network: { name } } }) as TryOnPorts;

test('a photo is decoded and separated once, until another photo or network comes', async () => {
  let decodings = 0;
  const keeper = createPhotoKeeper(async () => {
    decodings += 1;
    return PHOTO;
  }, separate);
  const given = { photo: { id: 'a', blob: new Blob() }, back: null };
  const first = await keeper.open(given, portsOf('one'), context);
  expect(await keeper.open(given, portsOf('one'), context)).toBe(first);
  expect(decodings).toBe(1);
  expect(await keeper.open(given, portsOf('two'), context)).not.toBe(first);
  await keeper.open({ ...given, photo: { ...given.photo, id: 'b' } }, portsOf('two'), context);
  expect(decodings).toBe(3);
});

test('a photo that cannot be decoded is not remembered', async () => {
  let isBroken = true;
  const keeper = createPhotoKeeper(async () => {
    if (isBroken) throw new Error('damaged');
    return PHOTO;
  }, separate);
  const given = { photo: { id: 'a', blob: new Blob() }, back: null };
  await expect(keeper.open(given, portsOf('one'), context)).rejects.toThrow('damaged');
  isBroken = false;
  expect((await keeper.open(given, portsOf('one'), context)).photo.width).toBe(4);
});

test('a photo of the back goes along, and its coming and going is another garment', async () => {
  const backs: (RgbaImage | null | undefined)[] = [];
  const keeper = createPhotoKeeper(
    async () => PHOTO,
    async (photo, options) => {
      backs.push(options.back);
      return separate(photo);
    },
  );
  const photo = { id: 'a', blob: new Blob() };
  await keeper.open({ photo, back: null }, portsOf('one'), context);
  await keeper.open({ photo, back: { ...photo, id: 'b' } }, portsOf('one'), context);
  await keeper.open({ photo, back: { ...photo, id: 'b' } }, portsOf('one'), context);
  await keeper.open({ photo, back: null }, portsOf('one'), context);
  expect(backs).toEqual([null, PHOTO, null]);
});
