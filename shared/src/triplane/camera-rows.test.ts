import { describe, expect, it } from 'vitest';
import {
  CAMERA_ROW_LENGTH,
  cameraRows,
  FOUR_OF_SIX_VIEWS,
  ZERO123_PLUS_VIEWS,
} from './camera-rows.ts';

describe('cameraRows', () => {
  it('gives the first row that the reference gives', () => {
    const row = [...cameraRows(ZERO123_PLUS_VIEWS).subarray(0, CAMERA_ROW_LENGTH)];
    // Printed by InstantMesh's camera_util for azimuth 30, elevation 20, radius 4, 30 degrees.
    const expected = [
      -0.5, -0.29619816, 0.81379765, 3.2551906, 0.86602539, -0.17101009, 0.46984631, 1.8793852, 0,
      0.93969262, 0.34202015, 1.3680806, 1.8660254, 1.8660254, 0.5, 0.5,
    ];
    expect(row).toHaveLength(expected.length);
    for (const [n, value] of expected.entries()) expect(row[n]).toBeCloseTo(value, 6);
  });

  it('names the six views in the order in which they are drawn', () => {
    expect(ZERO123_PLUS_VIEWS.map((view) => view.azimuthDeg)).toEqual([30, 90, 150, 210, 270, 330]);
    expect(ZERO123_PLUS_VIEWS.map((view) => view.elevationDeg)).toEqual([
      20, -10, 20, -10, 20, -10,
    ]);
    expect(FOUR_OF_SIX_VIEWS).toEqual([0, 2, 4, 5]);
  });

  it.each([
    [0, 0],
    [90, -10],
    [210, 20],
    [45, 90],
  ])('looks at the origin from azimuth %i, elevation %i, upright', (azimuthDeg, elevationDeg) => {
    const row = cameraRows([{ azimuthDeg, elevationDeg }], { radius: 1.5, fovDeg: 90 });
    const column = (c: number) => [row[c]!, row[4 + c]!, row[8 + c]!] as const;
    const dot = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, value, n) => sum + value * b[n]!, 0);
    const [right, up, backwards, place] = [column(0), column(1), column(2), column(3)];
    for (const axis of [right, up, backwards]) expect(dot(axis, axis)).toBeCloseTo(1, 6);
    expect(dot(right, up)).toBeCloseTo(0, 6);
    expect(dot(right, backwards)).toBeCloseTo(0, 6);
    expect(dot(up, backwards)).toBeCloseTo(0, 6);
    // right x up = backwards: right-handed.
    expect(right[0] * up[1] - right[1] * up[0]).toBeCloseTo(backwards[2], 6);
    for (const n of [0, 1, 2]) expect(place[n]!).toBeCloseTo(1.5 * backwards[n]!, 6);
    expect(right[2]).toBe(0);
    expect(up[2]).toBeGreaterThanOrEqual(-1e-6);
    expect([...row.subarray(12)]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('sees the front, +x, from azimuth 0, with y on the right', () => {
    const row = cameraRows([{ azimuthDeg: 0, elevationDeg: 0 }]);
    expect([row[3], row[7], row[11]]).toEqual([4, 0, 0]);
    expect([row[0], row[4], row[8]]).toEqual([-0, 1, 0]);
  });
});
