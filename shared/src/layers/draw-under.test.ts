import { describe, expect, it } from 'vitest';
import { sphereMesh, tubeMesh } from '../../test/shapes/simple-meshes.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { drawUnder } from './draw-under.ts';
import { peekingVertices } from './peeking-vertices.ts';

/** A tall ellipsoid, nearly a cylinder where the cloth is. */
const sphere = sphereMesh(0.15, 40, [0, 0, 0]);
const body = indexBody(
  sphere.positions.map((x, i) => (i % 3 === 1 ? 8 * x : x)),
  sphere.indices,
);
const SEGMENTS = 60;
const outer = tubeMesh(0.18, -0.2, 0.2, SEGMENTS, 40);
/** Longer than the outer cloth below, and inside of it. */
const inner = tubeMesh(0.17, -0.4, 0.15, SEGMENTS, 55);
const row = (v: number) => Math.floor(v / SEGMENTS);

/** Pushed out to a radius over some rows and segments. */
function pushedOut(radius: number, rows: readonly [number, number], segments: number) {
  const positions = inner.positions.slice();
  for (let v = 0; v < positions.length / 3; v++) {
    if (row(v) < rows[0] || row(v) > rows[1] || v % SEGMENTS >= segments) continue;
    for (const k of [0, 2]) positions[3 * v + k]! *= radius / 0.17;
  }
  return { positions, indices: inner.indices };
}

describe('peekingVertices', () => {
  it('finds nothing where the inner cloth is inside', () => {
    expect(peekingVertices(inner, outer, body)).toEqual([]);
  });

  it('finds a fold that went through, and how far', () => {
    const found = peekingVertices(pushedOut(0.195, [35, 38], 5), outer, body);
    expect(found).toHaveLength(4 * 5);
    for (const { depth } of found) expect(depth).toBeCloseTo(0.015, 2);
  });

  it('leaves out what hangs out of an opening', () => {
    // Flares from below the outer hem (row 20) up over it on the outside.
    const flared = pushedOut(0.2, [0, 24], SEGMENTS);
    expect(peekingVertices(flared, outer, body)).toEqual([]);
  });
});

describe('drawUnder', () => {
  it('draws a fold in under the outer cloth and keeps it off the skin', () => {
    const cloth = pushedOut(0.195, [35, 38], 5);
    expect(drawUnder(cloth, outer, body, 0.004)).toBe(20);
    expect(peekingVertices(cloth, outer, body)).toEqual([]);
    for (let v = 0; v < cloth.positions.length; v += 3) {
      const radius = Math.hypot(cloth.positions[v]!, cloth.positions[v + 2]!);
      expect(radius).toBeGreaterThan(0.153);
      expect(radius).toBeLessThan(0.18);
    }
  });
});
