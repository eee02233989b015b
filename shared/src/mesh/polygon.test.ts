import { describe, expect, it } from 'vitest';
import {
  crossingsAt,
  crossingsAtRows,
  distanceToSegment,
  findSelfCrossing,
  isInsidePolygon,
  signedPolygonArea,
} from './polygon.ts';

const SQUARE = [0, 0, 2, 0, 2, 2, 0, 2];

describe('signedPolygonArea', () => {
  it('is positive counter-clockwise and negative clockwise', () => {
    expect(signedPolygonArea(SQUARE)).toBeCloseTo(4);
    expect(signedPolygonArea([0, 0, 0, 2, 2, 2, 2, 0])).toBeCloseTo(-4);
  });
});

describe('isInsidePolygon', () => {
  it('knows the inside of a concave polygon from its notch', () => {
    const notched = [0, 0, 4, 0, 4, 4, 2, 1, 0, 4];
    expect(isInsidePolygon(notched, 1, 1)).toBe(true);
    expect(isInsidePolygon(notched, 2, 3)).toBe(false);
    expect(isInsidePolygon(notched, 5, 1)).toBe(false);
  });
});

describe('distanceToSegment', () => {
  it('measures to the line between the ends and to the ends beyond them', () => {
    expect(distanceToSegment(1, 1, 0, 0, 2, 0)).toBeCloseTo(1);
    expect(distanceToSegment(5, 4, 0, 0, 2, 0)).toBeCloseTo(5);
    expect(distanceToSegment(3, 4, 0, 0, 0, 0)).toBeCloseTo(5);
  });
});

describe('findSelfCrossing', () => {
  it('finds none in simple polygons, convex or not', () => {
    expect(findSelfCrossing(SQUARE)).toBeNull();
    expect(findSelfCrossing([0, 0, 4, 0, 4, 4, 2, 1, 0, 4])).toBeNull();
  });

  it('names the two sides of a bow tie that cross', () => {
    expect(findSelfCrossing([0, 0, 2, 2, 2, 0, 0, 2])).toEqual([0, 2]);
  });

  it('counts a point that touches another side', () => {
    expect(findSelfCrossing([0, 0, 4, 0, 4, 4, 2, 0, 0, 4])).not.toBeNull();
  });
});

it('crosses the rows of a picture where it crosses each of them, corners on a row and sides beyond the picture included', () => {
  const star = Array.from({ length: 40 }, (_, i) => {
    const radius = i % 2 === 0 ? 14 : 5;
    const angle = (Math.PI * i) / 20;
    return [8 + radius * Math.cos(angle), Math.round(2 * (8 + radius * Math.sin(angle))) / 2];
  }).flat();
  const rows = crossingsAtRows(star, 16);
  expect(rows).toHaveLength(16);
  for (const [row, found] of rows.entries()) expect(found).toEqual(crossingsAt(star, row + 0.5));
  expect(rows.filter(({ length }) => length > 2).length).toBeGreaterThan(4);
});
