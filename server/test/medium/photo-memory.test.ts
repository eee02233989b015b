import type { JobContext } from '@fitroom/shared/job/context';
import { type MakeGarmentOptions, makeGarment } from '@fitroom/shared/tryon/make-garment';
import type { PhotoMemory } from '@fitroom/shared/tryon/photo-memory';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { expect, it } from 'vitest';
import { decodePhoto } from '../../src/photos/decode-photo.ts';
import { createNodePorts } from '../../src/platform/node-ports.ts';
import { createPhotoMemory } from '../../src/platform/photo-memory.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { mapCache } from '../map-cache.ts';
import { drawnPhoto } from './drawn-photos.ts';

const CONTEXT: JobContext = {
  signal: { aborted: false },
  progress: () => {},
  log: () => {},
  now: () => 0,
};
const PLAIN: MakeGarmentOptions = {
  category: 'auto',
  quality: 'low',
  ease: 'regular',
  knownWidthCm: null,
};

/** Ports that remember, and what was found through them that nobody remembered. */
async function rememberingPorts(): Promise<{ ports: TryOnPorts; found: string[] }> {
  const memory = createPhotoMemory(mapCache().cache, 'this code');
  const found: string[] = [];
  const watched: PhotoMemory = {
    recall: (by, find) =>
      memory.recall(by, () => {
        found.push(by.step);
        return find();
      }),
  };
  return { ports: { ...(await createNodePorts({ cacheFolder: null })), memory: watched }, found };
}

it('finds what a photo shows once for all bodies, and makes the same garment of it', async () => {
  const photo = await decodePhoto(await drawnPhoto('tee'));
  const { ports, found } = await rememberingPorts();
  const [regular, slim] = await Promise.all(
    (['regular', 'slim'] as const).map((id) => loadPresetBody(id, ports.gltf)),
  );
  const make = (body: typeof regular, options: MakeGarmentOptions, by: TryOnPorts = ports) =>
    makeGarment(photo, body!.record, options, by, CONTEXT);
  const forgetful = { ...ports, memory: null };

  const first = await make(regular, PLAIN);
  expect(found).toEqual(['matte', 'reading', 'texture']);
  expect(await make(regular, PLAIN)).toEqual(first);
  const other = await make(slim, { ...PLAIN, ease: 'slim' });
  expect(found).toHaveLength(3);
  expect(other).toEqual(await make(slim, { ...PLAIN, ease: 'slim' }, forgetful));

  // Read anew, of the matte that is known.
  const moved = { name: 'hem-left', x: 0.7, y: 0.9 };
  for (const wish of [
    { ...PLAIN, category: 'dress' },
    { ...PLAIN, corrections: [moved] },
  ] as const) {
    found.length = 0;
    expect(await make(regular, wish)).toEqual(await make(regular, wish, forgetful));
    expect(found).toEqual(['reading', 'texture']);
  }

  found.length = 0;
  await make(regular, { ...PLAIN, textureSize: 512 });
  expect(found).toEqual(['texture']);
}, 120_000);

it('does not remember what stood out on a dressed person while their network failed', async () => {
  const photo = await decodePhoto(await drawnPhoto('tee'));
  const { ports, found } = await rememberingPorts();
  const { record } = await loadPresetBody('regular', ports.gltf);
  const parser: TryOnPorts['parser'] = {
    network: {
      name: 'parser',
      size: 8,
      answerSize: 2,
      divisor: 255,
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
      output: 'labels',
      labels: ['Background', 'Upper-clothes'],
    },
    run: () => Promise.reject(new Error('out of memory')),
  };
  await makeGarment(photo, record, PLAIN, { ...ports, parser }, CONTEXT);
  expect(found).toEqual(['worn-matte', 'matte', 'reading', 'texture']);
  await makeGarment(photo, record, PLAIN, { ...ports, parser }, CONTEXT);
  expect(found.slice(4)).toEqual(['worn-matte']);
}, 120_000);
