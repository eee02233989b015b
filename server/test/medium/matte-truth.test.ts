import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BoundaryDistance, boundaryDistance } from '@fitroom/shared/matte/boundary-distance';
import { makeMatte } from '@fitroom/shared/matte/make-matte';
import { workingImageOf } from '@fitroom/shared/reading/working-image';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePhoto } from '../../src/photos/decode-photo.ts';
import { cacheFolder } from '../../src/platform/disk-cache.ts';
import { createNodePorts } from '../../src/platform/node-ports.ts';
import { readOutlines } from '../truth/read-outlines.ts';

const PHOTOS = process.env.FITROOM_PHOTOS;
if (!PHOTOS) console.log('FITROOM_PHOTOS is not set: mattes are not held against outlines.');

/** The goal for each photo, photo pixels. */
const GOAL = { mean: 1.5, p95: 4 };
/** What is held today, of twenty; the rest is named in docs/decisions/0303. */
const LEAST_WITHIN = 19;

describe.skipIf(!PHOTOS)('mattes of home photos against outlines drawn by hand', () => {
  const distances = new Map<string, BoundaryDistance>();

  beforeAll(async () => {
    // As the command line, which the other tests on these photos run: the network need not answer them twice.
    const { prior } = await createNodePorts({
      cacheFolder: cacheFolder(process.env),
      keepPriors: true,
    });
    for (const { photo, outline, holes, width } of readOutlines()) {
      const image = workingImageOf(await decodePhoto(await readFile(join(PHOTOS ?? '', photo))));
      distances.set(
        photo,
        boundaryDistance(await makeMatte(image, prior), [outline, ...holes], width),
      );
    }
  }, 600_000);

  it('follow them closely on most photos', () => {
    const beyond = [...distances].filter(([, { mean, p95 }]) => mean > GOAL.mean || p95 > GOAL.p95);
    expect(distances.size - beyond.length, JSON.stringify(beyond)).toBeGreaterThanOrEqual(
      LEAST_WITHIN,
    );
  });

  it('follow them closely on the median', () => {
    const means = [...distances.values()].map(({ mean }) => mean).sort((a, b) => a - b);
    expect(means[means.length >> 1]).toBeLessThanOrEqual(1);
  });
});
