import { describe, expect, it } from 'vitest';
import type { BodyMeasures } from '../pattern/body-measures.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { gatherTucked } from './gather-tucked.ts';
import { tuckedVertices } from './tuck-in.ts';

/** Half of the flat hem's width, metres: 1.2 m round. */
const HALF = 0.3;

/** A flat grid of points, 2 cm apart: a trunk down to y = -0.6, and one point of a sleeve beside it. */
function flatTee(): SewnGarment {
  const points: [number, number][] = [];
  for (let y = 0; y >= -0.6 - 1e-9; y -= 0.02) {
    for (let x = -HALF; x <= HALF + 1e-9; x += 0.02) points.push([x, y]);
  }
  points.push([0.5, -0.55]);
  const vertices = points.flatMap(([, y], v) => (y < -0.59 ? [v] : []));
  return {
    vertexCount: points.length,
    flat: Float64Array.from(points.flat()),
    easeAcross: new Float32Array(points.length),
    openings: [{ kind: 'hem', side: 'centre', vertices: Uint32Array.from(vertices) }],
  } as unknown as SewnGarment;
}

const BODY = {
  waist: 0.7,
  hip: 0.9,
  bust: 0.9,
  armpitHeight: 1.3,
  waistHeight: 1.1,
  hipHeight: 0.85,
} as BodyMeasures;
const WAISTBAND = -0.4;
const LIFT = 1.5;

describe('a tucked hem', () => {
  const sewn = flatTee();
  const tucked = tuckedVertices(sewn, WAISTBAND);

  it('is what of the trunk lies below the waistband, not a sleeve', () => {
    expect(tucked.length).toBe(31 * 10);
    expect(tucked).not.toContain(sewn.vertexCount - 1);
    expect(tuckedVertices(sewn, null)).toEqual([]);
  });

  it('is gathered to the body there, runs out above and leaves the rest', () => {
    const { easeAcross } = gatherTucked(sewn, tucked, LIFT, BODY);
    const at = (y: number) => {
      const v = Array.from({ length: sewn.vertexCount }, (_, n) => n).find(
        (n) => Math.abs(sewn.flat[2 * n + 1]! - y) < 1e-6,
      );
      return easeAcross[v!]!;
    };
    // 1.2 m of cloth goes round 0.71 m of waist and 5 cm of room.
    expect(at(-0.42)).toBeCloseTo(0.76 / 1.2 - 1, 1);
    expect(at(-0.6)).toBeGreaterThan(at(-0.42) + 0.08);
    expect(at(-0.4)).toBeLessThan(-0.1);
    expect(at(-0.4)).toBeGreaterThan(at(-0.42));
    expect(at(-0.3)).toBe(0);
    expect(easeAcross[sewn.vertexCount - 1]).toBe(0);
  });

  it('that is narrower than the body is left as it is', () => {
    const wide = { ...BODY, waist: 1.3, hip: 1.4 };
    expect(gatherTucked(sewn, tucked, LIFT, wide).easeAcross.every((ease) => ease === 0)).toBe(
      true,
    );
  });
});
