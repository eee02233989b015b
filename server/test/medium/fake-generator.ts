import { setTimeout as wait } from 'node:timers/promises';
import type { NeuralGenerator } from '@fitroom/shared/generators/neural-generator';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { throwIfCancelled } from '@fitroom/shared/job/context';
import { generatedMesh, wornGarment } from '../../../shared/test/shapes/generated-meshes.ts';
import { createNodeGltf } from '../../src/platform/node-gltf.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';

/** What the seed makes of the fake generator. */
export const FATES = {
  works: 0,
  'out of memory at med': 1,
  'out of memory': 2,
  'never ends': 3,
} as const;

/** As onnxruntime has it (microsoft/onnxruntime#20038). */
const FULL =
  'Non-zero status code returned while running Mul node. BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 2830172160';

const VIEW: RgbaImage = { width: 4, height: 4, data: new Uint8Array(64).fill(200) };

/**
 * Stands for `zero123+instantmesh` where no networks are at hand: it opens its models, tells its stages,
 * and gives a closed shirt whatever the photo shows.
 */
export const fakeGenerator: NeuralGenerator = {
  name: 'zero123+instantmesh',
  async generate(_photo, { seed, quality }, models, { signal, progress }) {
    for (const name of ['zero123plus-views', 'instantmesh-base']) await models.open(name);
    progress('views', 0);
    if (seed === FATES['out of memory'] || (seed === 1 && quality === 'med')) {
      throw new Error('The graph unet_step cannot be run.', { cause: new Error(FULL) });
    }
    while (seed === FATES['never ends']) {
      throwIfCancelled(signal);
      await wait(10);
    }
    progress('views', 1);
    progress('reconstruct', 0);
    const worn = wornGarment('tee', await loadPresetBody('regular', await createNodeGltf()));
    const { positions, indices } = generatedMesh(worn, 'capped');
    progress('reconstruct', 1);
    return {
      mesh: {
        positions,
        indices,
        colours: new Uint8Array(positions.length).fill(120),
        closed: true,
      },
      views: [VIEW, VIEW],
      colourAt: null,
      async close() {},
    };
  },
};
