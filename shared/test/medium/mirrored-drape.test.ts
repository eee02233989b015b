import { describe, expect, it } from 'vitest';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import type { JobContext } from '../../src/job/context.ts';
import { indexBody, surfacePoint } from '../../src/mesh/closest-point.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import { exampleReading } from '../shapes/example-reading.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';

const CONTEXT: JobContext = {
  signal: { aborted: false },
  progress() {},
  log() {},
  now: () => 0,
};

/** Distance of a garment's vertices from its own mirror image, 95th percentile, millimetres. */
async function asymmetry(
  garment: 'tee' | 'trousers' | 'tank' | 'skirt' | 'dress',
): Promise<number> {
  const avatar = await presetAvatar('regular');
  const ease = { ease: 'regular', knownWidthCm: null } as const;
  const pattern = draftPattern(exampleReading(garment), avatar.record, ease);
  const options = { quality: 'med', offsetMm: 4, seed: 1 } as const;
  const { positions, sewn } = await drapeGarment(pattern, avatar, options, null, CONTEXT);
  const mirrored = positions.map((value, i) => (i % 3 === 0 ? -value : value));
  const image = indexBody(mirrored, sewn.indices.slice().reverse(), []);
  const hit = surfacePoint();
  const off = Array.from({ length: sewn.vertexCount }, (_, v) => {
    const [x, y, z] = positions.subarray(3 * v, 3 * v + 3);
    image.closestPoint(x!, y!, z!, 1, hit);
    return 1000 * hit.distance;
  }).sort((a, b) => a - b);
  return off[Math.floor(0.95 * off.length)]!;
}

describe('a garment that is its own mirror image', () => {
  // Its mesh is not: what is left is that, and the more the looser it hangs.
  it.each([
    ['trousers', 2],
    ['tank', 2],
    ['skirt', 3],
    ['tee', 3],
    ['dress', 5],
  ] as const)(
    'lies so on the body: %s, within %s mm',
    async (garment, within) => {
      expect(await asymmetry(garment)).toBeLessThan(within);
    },
    60_000,
  );
});
