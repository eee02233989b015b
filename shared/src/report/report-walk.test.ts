import { expect, test } from 'vitest';
import { reportWalk, walkTogether, walkWarnings, withWalk } from './report-walk.ts';

const frame = { strainMean: 0.012345, strainP95: 0.04, penetratingVertices: 0 };

test('frames that are not simulated are counted and said', () => {
  const walk = reportWalk([
    { ...frame, simulated: true },
    { ...frame, simulated: false },
  ]);
  expect(walk.skinned_frames).toBe(1);
  expect(walk.frames[0]).toEqual({
    simulated: true,
    strain_mean: 0.0123,
    strain_p95: 0.04,
    penetrating_vertices: 0,
  });
  expect(walkWarnings(walk)).toEqual([expect.stringContaining('1 of 2 frames')]);
  expect(walkWarnings(reportWalk([{ ...frame, simulated: true }]))).toEqual([]);
  expect(withWalk({ warnings: ['first'] }, walk)).toMatchObject({
    walk,
    warnings: ['first', expect.stringContaining('1 of 2')],
  });
  expect(withWalk({ warnings: [] }, null)).toEqual({ warnings: [] });
});

test('garments worn together swing where all of them do, and are as strained as the worst', () => {
  const calm = reportWalk([
    { simulated: true, strainMean: 0.01, strainP95: 0.04, penetratingVertices: 0 },
    { simulated: true, strainMean: 0.03, strainP95: 0.05, penetratingVertices: 1 },
  ]);
  const wild = reportWalk([
    { simulated: false, strainMean: 0.02, strainP95: 0.03, penetratingVertices: 2 },
    { simulated: true, strainMean: 0.01, strainP95: 0.09, penetratingVertices: 0 },
  ]);
  expect(walkTogether([calm, wild])).toEqual({
    frames: [
      { simulated: false, strain_mean: 0.02, strain_p95: 0.04, penetrating_vertices: 2 },
      { simulated: true, strain_mean: 0.03, strain_p95: 0.09, penetrating_vertices: 1 },
    ],
    skinned_frames: 1,
  });
});
