import { expect, it } from 'vitest';
import { tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { weldMesh } from '../mesh/weld-mesh.ts';
import { lyingOpen } from './lying-open.ts';
import type { WornBody } from './worn-body.ts';

const BODY: WornBody = {
  landmarks: {
    shoulder_left: [0.2, 0.6, 0],
    elbow_left: [0.2, 0.3, 0],
    wrist_outer_left: [0.2, 0, 0],
  },
  measures: {},
};
const SEGMENTS = 48;

/** A sleeve round the upper arm, whose edge goes up and down by `crumpled` metres from vertex to vertex. */
function sleeve(crumpled: number) {
  const { positions, indices } = tubeMesh(0.06, 0.35, 0.6, SEGMENTS, 10);
  const places = positions.map((value, i) => {
    const isEdge = i < 3 * SEGMENTS && Math.floor(i / 3) % 2 === 1;
    return i % 3 === 0 ? value + 0.2 : i % 3 === 1 && isEdge ? value + crumpled : value;
  });
  const vertices = Uint32Array.from({ length: SEGMENTS }, (_, i) => i);
  const length = SEGMENTS * Math.hypot((2 * Math.PI * 0.06) / SEGMENTS, crumpled);
  return {
    cloth: weldMesh({ positions: places, indices }),
    cuff: { kind: 'cuff', side: 'left', length, vertices } as const,
  };
}

it('finds a cuff whose edge is much longer than a tape round it, but where a bent arm crumples it', () => {
  const [smooth, crumpled] = [sleeve(0), sleeve(0.012)];
  expect(lyingOpen(smooth.cloth, [smooth.cuff], BODY)).toEqual([]);
  const found = lyingOpen(crumpled.cloth, [crumpled.cuff], BODY);
  expect(found).toMatchObject([{ kind: 'cuff', side: 'left' }]);
  expect(found[0]!.times).toBeCloseTo(1.83, 1);
  const posed = { ...BODY, isTakenIntoPose: true };
  expect(lyingOpen(crumpled.cloth, [crumpled.cuff], posed)).toEqual([]);
  // A hem or a leg is judged in any pose.
  const leg = { ...crumpled.cuff, kind: 'leg' } as const;
  expect(lyingOpen(crumpled.cloth, [leg], posed)).toHaveLength(1);
});
