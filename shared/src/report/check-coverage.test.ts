import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { checkCoverage, type WornGarment } from './check-coverage.ts';
import type { GarmentNodeExtras } from './decoded-fitted.ts';
import type { MeasuredOpening } from './measure-openings.ts';
import type { WornBody } from './worn-body.ts';

const BODY: WornBody = {
  landmarks: {
    neck_side_left: [0.06, 1.45, 0],
    shoulder_left: [0.17, 1.4, 0],
    neck_side_right: [-0.06, 1.45, 0],
    shoulder_right: [-0.17, 1.4, 0],
  },
  measures: {},
};
const EXTRAS: GarmentNodeExtras = {
  category: 'outerwear',
  upper: 'sleeves',
  hooded: false,
  openFront: false,
  openings: [],
};

/**
 * Of a jacket the three points where a seam meets the neck: left shoulder, right shoulder, the front, which is sewn up.
 *
 * @param shoulder Height of the left one. @param front Height of the front.
 */
function jacket(shoulder: number, front: number) {
  const points = [
    [0.065, shoulder, 0],
    [-0.065, 1.452, 0],
    [0.02, front, 0.09],
  ];
  const garment: WornGarment = {
    positions: Float32Array.from(points.flat()),
    seams: Uint8Array.from([1, 1, 1]),
    placedHeights: null,
    flatHeights: Float32Array.from([0, 0, -0.136]),
  };
  const openings: MeasuredOpening[] = [
    { kind: 'neck', side: 'centre', length: 0.5, vertices: Uint32Array.from([0, 1, 2]) },
  ];
  // The skin lies close to whatever stands highest: this is about neck points.
  const { positions, indices } = sphereMesh(0.1, 24, [0, 1.4, 0]);
  return checkCoverage(garment, openings, EXTRAS, BODY, indexBody(positions, indices));
}

describe('where a garment hangs', () => {
  it("takes the shoulders' seams for neck points, though the front's stands higher", () => {
    expect(jacket(1.458, 1.459).faults).toEqual([]);
  });

  it('says of a shoulder that slid off how far it is', () => {
    expect(jacket(1.35, 1.459).faults).toEqual(['a neck point is 89 mm away from the shoulder']);
  });
});
