import { describe, expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { facesBackwards, liesOnItsBack, stoodUp, turnedAbout } from './stand-upright.ts';

const tube = tubeMesh(0.15, 0, 0.6, 24, 12);

describe('liesOnItsBack', () => {
  it('stands a garment up whose file has z up, front first', () => {
    // y up, front +z becomes z up, front -y.
    const lying = tube.positions.map((_, i) => {
      const v = 3 * Math.floor(i / 3);
      return [tube.positions[v]!, -tube.positions[v + 2]!, tube.positions[v + 1]!][i % 3]!;
    });
    expect(liesOnItsBack(lying, 'top')).toBe(true);
    expect(stoodUp(lying)).toEqual(tube.positions);
  });

  it('leaves what is upright, and skirts, of which it cannot tell', () => {
    expect(liesOnItsBack(tube.positions, 'top')).toBe(false);
    const flat = tube.positions.map((x, i) => (i % 3 === 1 ? 0.2 * x : x));
    expect(liesOnItsBack(flat, 'skirt')).toBe(false);
  });
});

describe('facesBackwards', () => {
  // The upper edge dips by 5 cm where z is largest.
  const positions = tube.positions.slice();
  const neck = Uint32Array.from({ length: 24 }, (_, j) => 12 * 24 + j);
  for (const v of neck) if (positions[3 * v + 2]! > 0.1) positions[3 * v + 1]! -= 0.05;
  const openings = [{ kind: 'neck', side: 'centre', vertices: neck }] as const;

  it('is told by the side on which the neck is cut deeper', () => {
    expect(facesBackwards({ ...tube, positions }, openings)).toBe(false);
    expect(facesBackwards({ ...tube, positions: turnedAbout(positions) }, openings)).toBe(true);
    expect(facesBackwards(tube, openings)).toBe(false);
  });
});
