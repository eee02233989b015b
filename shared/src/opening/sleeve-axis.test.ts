import { describe, expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { frontProfile } from '../fitting/front-profile.ts';
import { sleeveAxis } from './sleeve-axis.ts';

const trunk = {
  trunkWidth: () => 0.3,
  trunkDepth: () => null,
  legCentre: () => null,
  crotch: null,
};

/** Direction, in the front view, of a tube whose middle line goes through one point, so far outwards a metre downwards. */
function axisOf(outwards: number, [bottom, top]: readonly [number, number], armpit: number) {
  const { positions, indices } = tubeMesh(0.04, bottom, top, 24, 20);
  for (let i = 0; i < positions.length; i += 3) {
    positions[i] = positions[i]! + 0.25 + outwards * (top - positions[i + 1]!);
  }
  const landmarks = { ...trunk, centre: 0, top, bottom: 0, armpit };
  return sleeveAxis(frontProfile(positions, indices), landmarks, 1, (x) => x > 0.15);
}

describe('sleeveAxis', () => {
  it('leads down along the middle of a sleeve that hangs, whichever way it leans', () => {
    for (const lean of [0.2, 0, -0.15]) {
      const [x, y] = axisOf(lean, [0.1, 0.5], 0.5)!;
      expect(y).toBeLessThan(0);
      expect(x / -y).toBeCloseTo(lean, 1);
    }
  });

  it('leads as arms rest where a sleeve is too short to say', () => {
    // 3 cm of cloth beside the trunk, with no row of its own below the armpit.
    const { positions, indices } = tubeMesh(0.015, 1.2, 1.3, 24, 20);
    for (let i = 0; i < positions.length; i += 3) positions[i]! += 0.18;
    const landmarks = { ...trunk, centre: 0, top: 1.4, bottom: 0.9, armpit: 1.2 };
    const [x, y] = sleeveAxis(frontProfile(positions, indices), landmarks, 1, (at) => at > 0.16)!;
    expect(x).toBeCloseTo(Math.SQRT1_2, 6);
    expect(y).toBeCloseTo(-Math.SQRT1_2, 6);
  });

  it('leads along the upper edge of one that is held out', () => {
    const [x, y] = axisOf(4, [0.45, 0.52], 0.4)!;
    expect(x).toBeGreaterThan(0.9);
    expect(y).toBeLessThan(0);
  });
});
