import { describe, expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { lengthRound, tipBeyond, whereFull } from './where-full.ts';

const CELL = 0.01;
const anywhere = () => true;

/** A tube that stands upright, and the length round it at a height; it gives up where it is asked without end. */
function standing(bottom: number, top: number, radiusAt: (y: number) => number = () => 0.05) {
  const { positions, indices } = tubeMesh(1, bottom, top, 32, 60);
  for (let i = 0; i < positions.length; i += 3) {
    const radius = radiusAt(positions[i + 1]!);
    positions[i]! *= radius;
    positions[i + 2]! *= radius;
  }
  const mesh = { positions, indices };
  const heights = Float32Array.from(
    { length: positions.length / 3 },
    (_, v) => positions[3 * v + 1]!,
  );
  let asked = 0;
  const round = (level: number) => {
    if (++asked > 1000) throw new Error('The tip is looked for without end.');
    return lengthRound(mesh, heights, level, anywhere);
  };
  return { full: whereFull(mesh, heights, anywhere, CELL), round };
}

describe('whereFull and tipBeyond', () => {
  it('find where a domed end is full, and its tip above that', () => {
    // Half a ball of 10 cm on a tube of 40 cm.
    const dome = standing(0, 0.5, (y) => (y < 0.4 ? 0.1 : Math.sqrt(0.01 - (y - 0.4) ** 2)));
    expect(dome.full).toBeGreaterThan(0.41);
    expect(dome.full).toBeLessThan(0.46);
    const tip = tipBeyond(dome.full!, dome.round, CELL);
    // It has 0.3 of its radius 4.6 mm below its end.
    expect(tip).toBeGreaterThan(0.48);
    expect(tip).toBeLessThan(0.4954);
  });

  it('end where a tube is so short that the level at which it would be full lies beyond it', () => {
    const short = standing(0.5, 0.5 + 1.2 * CELL);
    expect(short.full).toBeLessThan(0.5);
    expect(tipBeyond(short.full!, short.round, CELL)).toBe(short.full);
  });
});
