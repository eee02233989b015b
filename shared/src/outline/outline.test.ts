import { expect, test } from 'vitest';
import type { GrayImage } from '../image/image.ts';
import { leastCostPath } from './least-cost-path.ts';
import { outlineOf } from './outline-of.ts';
import { rasterizePolygon } from './rasterize-polygon.ts';
import { findSelfCrossing } from './self-crossing.ts';
import { perimeter, polygonArea, resampleClosed } from './smooth-outline.ts';
import { findSymmetryAxis } from './symmetry-axis.ts';
import { traceBoundary } from './trace-boundary.ts';

function matteOf(points: readonly number[], width: number, height: number): GrayImage {
  const mask = rasterizePolygon(points, width, height);
  return { width, height, data: mask.map((set) => (set ? 255 : 0)) };
}

test('a traced rectangle has its area, clockwise on screen', () => {
  const traced = traceBoundary(matteOf([10, 20, 70, 20, 70, 60, 10, 60], 100, 80));
  // Marching squares cut each corner by an eighth of a pixel.
  expect(polygonArea(traced)).toBeCloseTo(60 * 40 - 0.5, 3);
  expect(findSelfCrossing(traced)).toBeNull();
});

test('a garment cut off by the border is closed along it', () => {
  const traced = traceBoundary(matteOf([0, 0, 50, 0, 50, 40, 0, 40], 50, 40));
  expect(polygonArea(traced)).toBeCloseTo(50 * 40 - 0.5, 3);
});

test('parts that touch by a corner stay apart, and the larger one is traced', () => {
  const data = new Uint8Array(20 * 20);
  for (let y = 2; y < 12; y++) for (let x = 2; x < 12; x++) data[y * 20 + x] = 255;
  for (let y = 12; y < 16; y++) for (let x = 12; x < 16; x++) data[y * 20 + x] = 255;
  const traced = traceBoundary({ width: 20, height: 20, data });
  expect(polygonArea(traced)).toBeCloseTo(100 - 0.5, 3);
});

test('an outline is evenly spaced and keeps what it encloses', () => {
  const matte = matteOf([40, 30, 200, 50, 180, 260, 60, 240], 256, 300);
  const outline = outlineOf(matte);
  expect(polygonArea(outline)).toBeGreaterThan(0.995 * matte.data.filter((v) => v > 0).length);
  const spacing = perimeter(outline) / (outline.length / 2);
  expect(spacing).toBeGreaterThan(2);
  expect(spacing).toBeLessThan(3);
});

test('an empty matte is refused', () => {
  expect(() => outlineOf({ width: 64, height: 64, data: new Uint8Array(64 * 64) })).toThrow(
    'No garment',
  );
});

test('a figure of eight crosses itself, a long straight run does not', () => {
  expect(findSelfCrossing(Float64Array.of(0, 0, 10, 10, 10, 0, 0, 10))).not.toBeNull();
  const square = resampleClosed([0, 0, 40, 0, 40, 40, 0, 40], 64);
  expect(findSelfCrossing(square)).toBeNull();
});

test('the axis of a tilted kite is found', () => {
  const tilt = 0.1;
  const turn = (x: number, y: number): number[] => [
    150 + x * Math.cos(tilt) - y * Math.sin(tilt),
    200 + x * Math.sin(tilt) + y * Math.cos(tilt),
  ];
  const kite = [...turn(0, -150), ...turn(90, -60), ...turn(0, 160), ...turn(-90, -60)];
  const axis = findSymmetryAxis(matteOf(kite, 300, 400));
  expect(axis.tilt).toBeCloseTo(tilt, 1);
  expect(axis.score).toBeGreaterThan(0.95);
  // The axis passes the point that the kite was turned about.
  const off = (150 - axis.x) * Math.cos(axis.tilt) + (200 - axis.y) * Math.sin(axis.tilt);
  expect(Math.abs(off)).toBeLessThan(4);
});

test('the least-cost path takes the cheap detour and ends where ending is cheap', () => {
  // A wall of 9 with a gap of 1 in the last column.
  const costs = Float32Array.of(1, 1, 1, 9, 9, 1, 1, 1, 1);
  const none = Infinity;
  const sources = Float32Array.of(0, none, none, none, none, none, none, none, none);
  const targets = Float32Array.of(none, none, none, none, none, none, 0, none, none);
  const path = leastCostPath(costs, sources, targets, 3, 3);
  expect(path?.cells).toContain(5);
  expect(path?.cells).not.toContain(4);
  expect(path?.cells.at(-1)).toBe(6);
  expect(leastCostPath(costs.fill(none), sources, targets, 3, 3)).toBeNull();
});
