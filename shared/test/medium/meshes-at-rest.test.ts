import { beforeAll, describe, expect, it } from 'vitest';
import type { Avatar } from '../../src/body/avatar.ts';
import { LET_GO_FRAMES, letGo, restsWhereItLies } from '../../src/cloth/at-rest.ts';
import { hangingMesh, settleMesh } from '../../src/drape/settle-mesh.ts';
import { selfCrossings } from '../../src/mesh/self-crossings.ts';
import { putOnMesh } from '../../src/tryon/put-on-mesh.ts';
import { type GeneratedKind, generatedMesh, wornGarment } from '../shapes/generated-meshes.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';

const OFFSET_MM = 4;

const QUIET = {
  signal: { aborted: false },
  progress: () => undefined,
  log: () => undefined,
  now: () => 0,
};

let regular: Avatar;
let curvy: Avatar;

beforeAll(async () => {
  [regular, curvy] = await Promise.all([presetAvatar('regular'), presetAvatar('curvy')]);
}, 60_000);

/** How often a closed mesh of a drawn garment goes through itself once it is put on curvy, and once it hangs there. */
async function hung(category: 'trousers', kind: GeneratedKind) {
  const mesh = generatedMesh(wornGarment(category, regular), kind);
  const given = {
    ...mesh,
    carried: new Float32Array(0),
    width: 0,
    parts: new Uint16Array(mesh.positions.length / 3),
  };
  const { lying } = await putOnMesh(
    { given, simple: null, piece: null, category },
    curvy,
    { offsetMetres: OFFSET_MM / 1000 },
    QUIET,
  );
  const options = { category, fabric: 'auto', offsetMm: OFFSET_MM } as const;
  const positions = await settleMesh(lying, options, null, QUIET);
  const { task, holding, resting } = await hangingMesh(lying, options, null);
  const restsAt = async (places: Float32Array) =>
    restsWhereItLies(
      await letGo({ ...task, positions: places }, resting[0]!, holding, LET_GO_FRAMES),
    );
  const crossing = (places: Float32Array) => selfCrossings(places, lying.sewn.indices).length / 2;
  return { lying, positions, restsAt, crossing };
}

describe('a closed mesh on a fuller body than its own', () => {
  it('does not go through itself at the crotch, out of which it was pushed, and rests', async () => {
    const { lying, positions, crossing, restsAt } = await hung('trousers', 'capped');
    expect(crossing(lying.positions)).toBeGreaterThan(0);
    expect(crossing(positions)).toBe(0);
    expect(await restsAt(positions), 'as it hangs').toBe(true);
    expect(await restsAt(lying.positions), 'as it was put on').toBe(false);
  }, 120_000);
});
