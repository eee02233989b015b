import type { CancelSignal } from '../../src/job/context.ts';

/** Distance-like function of a point: negative inside. */
export type Solid = (x: number, y: number, z: number) => number;

export const NEVER: CancelSignal = { aborted: false };

export const sphere =
  (radius: number): Solid =>
  (x, y, z) =>
    Math.hypot(x, y, z) - radius;

/** Round the z axis. */
export const torus =
  (ring: number, tube: number): Solid =>
  (x, y, z) =>
    Math.hypot(Math.hypot(x, y) - ring, z) - tube;

/** A tube from a to b whose radius goes from ra to rb, with round ends. */
function taperedTube(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  ra: number,
  rb: number,
): Solid {
  const d = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const squared = d[0] ** 2 + d[1] ** 2 + d[2] ** 2;
  return (x, y, z) => {
    const along = ((x - a[0]) * d[0] + (y - a[1]) * d[1] + (z - a[2]) * d[2]) / squared;
    const t = Math.min(1, Math.max(0, along));
    const off = Math.hypot(x - a[0] - t * d[0], y - a[1] - t * d[1], z - a[2] - t * d[2]);
    return off - (ra + t * (rb - ra));
  };
}

/**
 * What a generator makes of a tee, in its own frame (z up, +x front, box [-1, 1]): a trunk flattened to 0.45 of its
 * width and two sleeves that hang at 45 degrees, one closed solid without handles.
 */
export function shirtSolid(): Solid {
  const flat = 0.45;
  const trunk = taperedTube([0, 0, -0.42], [0, 0, 0.3], 0.3, 0.27);
  const left = taperedTube([0, 0.2, 0.38], [0, 0.62, 0.02], 0.16, 0.11);
  const right = taperedTube([0, -0.2, 0.38], [0, -0.62, 0.02], 0.16, 0.11);
  return (x, y, z) => Math.min(flat * trunk(x / flat, y, z), left(x, y, z), right(x, y, z));
}

/** Values at (i V + j) V + k for the axis' V coordinates. */
export function sampleSolid(solid: Solid, axis: Float32Array): Float32Array {
  const field = new Float32Array(axis.length ** 3);
  let at = 0;
  for (const x of axis) for (const y of axis) for (const z of axis) field[at++] = solid(x, y, z);
  return field;
}

/** V evenly spaced coordinates from -half to half. */
export function evenAxis(points: number, half: number): Float32Array {
  return Float32Array.from({ length: points }, (_, i) => half * ((2 * i) / (points - 1) - 1));
}

/** Signed volume that a mesh encloses: positive where triangles are wound outwards. */
export function enclosedVolume(positions: Float32Array, indices: Uint32Array): number {
  const p = positions;
  let volume = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t]!, 3 * indices[t + 1]!, 3 * indices[t + 2]!];
    volume +=
      (p[a]! * (p[b + 1]! * p[c + 2]! - p[b + 2]! * p[c + 1]!) +
        p[a + 1]! * (p[b + 2]! * p[c]! - p[b]! * p[c + 2]!) +
        p[a + 2]! * (p[b]! * p[c + 1]! - p[b + 1]! * p[c]!)) /
      6;
  }
  return volume;
}
