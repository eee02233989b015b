import { beforeAll, describe, expect, it } from 'vitest';
import { GENERATED_KINDS, generatedMesh, wornGarment } from '../../test/shapes/generated-meshes.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import { sphereMesh, type TestMesh } from '../../test/shapes/simple-meshes.ts';
import { enclosedVolume } from '../../test/shapes/solid-fields.ts';
import { meshTopology } from '../mesh/topology.ts';
import { cleanSurface } from './clean-surface.ts';
import { TRIANGLES, thinSurface } from './thin-surface.ts';

let trousers: TestMesh;

beforeAll(async () => {
  trousers = wornGarment('trousers', await presetAvatar('regular'));
}, 60_000);

const SOUND = {
  nonManifoldEdges: 0,
  inconsistentEdges: 0,
  boundaryEdges: 0,
  pinchedVertices: 0,
  components: 1,
};

describe.each(GENERATED_KINDS)('a %s mesh', (kind) => {
  it('is cleaned and thinned to one closed surface that faces outwards', async () => {
    const clean = cleanSurface(generatedMesh(trousers, kind));
    expect(meshTopology(clean.indices, clean.positions.length / 3)).toMatchObject(SOUND);
    const thin = await thinSurface(clean, 'low');
    expect(meshTopology(thin.indices, thin.positions.length / 3)).toMatchObject(SOUND);
    expect(thin.indices.length / 3).toBeLessThanOrEqual(1.35 * TRIANGLES.low);
    const [whole, left] = [clean, thin].map((mesh) => enclosedVolume(mesh.positions, mesh.indices));
    expect(left! / whole!).toBeGreaterThan(0.98);
    expect(left! / whole!).toBeLessThan(1.02);
  }, 30_000);
});

/** Several meshes as one. */
function joined(...meshes: readonly TestMesh[]): TestMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const mesh of meshes) {
    const first = positions.length / 3;
    positions.push(...mesh.positions);
    for (const v of mesh.indices) indices.push(first + v);
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

describe('cleanSurface', () => {
  it('keeps a part of some size that came off, and drops crumbs and what lies inside', () => {
    const trunk = sphereMesh(1, 16, [0, 0, 0]);
    const sleeve = sphereMesh(0.4, 10, [1.6, 0, 0]);
    const within = sphereMesh(0.7, 12, [0, 0, 0]);
    const crumb = sphereMesh(0.05, 4, [0, 1.4, 0]);
    const clean = cleanSurface(joined(trunk, sleeve, within, crumb));
    expect(clean.dropped).toBe(2);
    expect(clean.indices.length).toBe(trunk.indices.length + sleeve.indices.length);
  });

  it('makes a new surface where an edge has three whole sheets', () => {
    const ball = sphereMesh(1, 16, [0, 0, 0]);
    // A wall across the inside, on the edges of the middle ring.
    const ring = Array.from({ length: 32 }, (_, j) => 1 + 7 * 32 + j);
    const middle = ball.positions.length / 3;
    const wall = ring.flatMap((v, i) => [v, ring[(i + 1) % 32]!, middle]);
    const clean = cleanSurface({
      // Slender, for its box is filled with cells.
      positions: Float32Array.from([...ball.positions, 0, 0, 0], (value, i) =>
        i % 3 === 1 ? value : 0.3 * value,
      ),
      indices: Uint32Array.from([...ball.indices, ...wall]),
    });
    expect(clean.remade).toBe(true);
    expect(meshTopology(clean.indices, clean.positions.length / 3)).toMatchObject(SOUND);
  });

  it('refuses what has no area', () => {
    const flat = { positions: new Float32Array(9), indices: Uint32Array.of(0, 1, 2) };
    expect(() => cleanSurface(flat)).toThrow(expect.objectContaining({ code: 'shape-empty' }));
  });
});
