import { drawThumbnail, type ThumbnailTask } from '@fitroom/shared/tryon/side-work';
import { expect, test } from 'vitest';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import * as codecs from '../../src/platform/node-images.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import { openSideThread } from '../../src/platform/side-thread.ts';

/** A triangle before the camera, textured by `texture`. */
const triangle = (texture: Uint8Array): ThumbnailTask => ({
  meshes: [
    {
      positions: Float32Array.of(-0.5, 0, 0, 0.5, 0, 0, 0, 1, 0),
      normals: Float32Array.of(0, 0, 1, 0, 0, 1, 0, 0, 1),
      uvs: Float32Array.of(0, 0, 1, 0, 0.5, 1),
      indices: Uint32Array.of(0, 1, 2),
      texture: null,
      doubleSided: true,
    },
  ],
  textures: [texture],
});

test('the thread draws what this one draws; what fails there fails only its own request', async ({
  skip,
}) => {
  const red = {
    width: 2,
    height: 2,
    data: Uint8Array.from({ length: 16 }, (_, i) => ((i % 4) % 3 ? 0 : 255)),
  };
  const texture = await codecs.encodeImage(red, 'image/png');
  const beside = openSideThread();
  if (!beside) return skip('A second thread needs a second core.');
  const [broken, drawn] = await Promise.allSettled([
    beside.drawThumbnail(triangle(Uint8Array.of(1, 2, 3))),
    beside.drawThumbnail(triangle(texture)),
  ]);
  expect(broken.status).toBe('rejected');
  expect(drawn).toEqual({
    status: 'fulfilled',
    value: await drawThumbnail(triangle(texture), codecs),
  });
});

test('the thread reads the body that this one reads', async ({ skip }) => {
  const beside = openSideThread();
  if (!beside) return skip('A second thread needs a second core.');
  beside.readBodyAhead('slim');
  const body = await beside.readBody('slim');
  expect(body).toEqual(await loadPresetBody('slim', await createNodeGltf()));
});
