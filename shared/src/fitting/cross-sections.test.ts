import { describe, expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { crossSections } from './cross-sections.ts';
import { frontProfile, runsOfRow } from './front-profile.ts';
import { meshLandmarks } from './mesh-landmarks.ts';

/** A trunk with a tube hanging right before its side: the front view sees one thing. */
function trunkAndSleeve() {
  const trunk = tubeMesh(0.2, 0, 1, 40, 40);
  const sleeve = tubeMesh(0.06, 0.3, 0.9, 20, 30);
  const count = trunk.positions.length / 3;
  return {
    positions: Float32Array.from([
      ...trunk.positions,
      ...sleeve.positions.map((x, i) => x + [0.21, 0, 0.22][i % 3]!),
    ]),
    indices: Uint32Array.from([...trunk.indices, ...sleeve.indices.map((v) => v + count)]),
  };
}

describe('crossSections', () => {
  const mesh = trunkAndSleeve();
  const profile = frontProfile(mesh.positions, mesh.indices);
  const sections = crossSections(mesh.positions, mesh.indices, profile);

  it('tells apart what the front view sees as one', () => {
    expect(runsOfRow(profile, 64)).toHaveLength(1);
    expect(sections[64]).toHaveLength(2);
    expect(sections[10]).toHaveLength(1);
  });

  it('gives the trunk its own width', () => {
    const own = meshLandmarks(profile, false, sections);
    expect(own.trunkWidth(0.5)).toBeCloseTo(0.4, 1);
    expect(own.armpit).toBeNull();
    // Without them the sleeve is counted in.
    expect(meshLandmarks(profile, false).trunkWidth(0.5)).toBeGreaterThan(0.45);
  });

  it('do not take a piece of crotch that stands on end for the trunk', () => {
    const legs = [-0.1, 0.1].map((x) => {
      const leg = tubeMesh(0.11, 0, 1, 40, 40);
      return { ...leg, positions: leg.positions.map((v, i) => (i % 3 === 0 ? v + x : v)) };
    });
    const fold = tubeMesh(0.004, 0.45, 0.55, 8, 10);
    const parts = [legs[0]!, fold, legs[1]!];
    let first = 0;
    const indices: number[] = [];
    for (const part of parts) {
      indices.push(...Array.from(part.indices, (v) => v + first));
      first += part.positions.length / 3;
    }
    const positions = Float32Array.from(parts.flatMap((part) => [...part.positions]));
    const triangles = Uint32Array.from(indices);
    const front = frontProfile(positions, triangles);
    const cuts = crossSections(positions, triangles, front);
    const own = meshLandmarks(front, true, cuts);
    expect(own.trunkWidth(0.3)).toBeCloseTo(0.42, 1);
    expect(own.trunkWidth(0.5)).toBeCloseTo(0.42, 1);
  });
});
