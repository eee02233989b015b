import { type BodyIndex, indexBody } from '../mesh/closest-point.ts';
import type { Snapper } from './snapper.ts';

/** Metres: of the two balls, which overlap as thighs do. */
const RADIUS = 0.12;
const CENTRES = [
  [-0.09, 1.2, 0.02],
  [0.09, 1.18, -0.01],
] as const;
/** Of the square of cloth that hangs before and in them, metres. */
const SIDE = 0.5;
/** Every so many vertices one is dented in by this much, metres. */
const DENT_EVERY = 37;
const DENT = 0.035;

export interface SnapSample {
  readonly body: BodyIndex;
  /** xyz triples, metres. */
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/**
 * A slanted square of cloth that lies partly in a body of two balls: a small job that a snapper can be timed and
 * checked on. In it are cloth that faces the skin's way and cloth that does not, dents as deep as a limb, a crease between two
 * overlapping surfaces, and cloth that nothing has to touch.
 *
 * @param across Vertices along each side of the cloth, and segments round each ball.
 */
export function snapSample(across: number): SnapSample {
  const positions = new Float32Array(3 * across * across);
  const indices: number[] = [];
  for (let v = 0; v < across * across; v++) {
    const [column, row] = [v % across, Math.floor(v / across)];
    const [u, w] = [column / (across - 1) - 0.5, row / (across - 1) - 0.5];
    const dent = v % DENT_EVERY === 0 ? DENT : 0;
    const ripple = 0.006 * Math.sin(40 * u) * Math.cos(31 * w);
    positions.set([SIDE * u, CENTRES[0][1] - SIDE * w, 0.09 - 0.16 * w + ripple - dent], 3 * v);
    if (column + 1 === across || row + 1 === across) continue;
    const [a, b, c, d] = [v, v + 1, v + across, v + across + 1];
    indices.push(...((row + column) % 2 === 0 ? [a, c, d, a, d, b] : [a, c, b, b, c, d]));
  }
  return { body: twoBalls(across), positions, indices: Uint32Array.from(indices) };
}

/** Where a snapper brings a sample's cloth. The body is indexed anew, as a garment's is. */
export async function snappedSample(
  snapper: Snapper,
  { body, positions, indices }: SnapSample,
): Promise<Float32Array> {
  const snapped = positions.slice();
  await snapper.snap(snapped, indices.slice(), indexBody(body.positions, body.indices));
  return snapped;
}

function twoBalls(segments: number): BodyIndex {
  const rings = Math.max(3, segments >> 1);
  const positions: number[] = [];
  const indices: number[] = [];
  for (const [x, y, z] of CENTRES) {
    const first = positions.length / 3;
    // Ring by ring from the top; the poles are points of their own.
    positions.push(x, y + RADIUS, z);
    for (let ring = 1; ring < rings; ring++) {
      const polar = (Math.PI * ring) / rings;
      for (let s = 0; s < segments; s++) {
        const round = (2 * Math.PI * s) / segments;
        const out = RADIUS * Math.sin(polar);
        positions.push(
          x + out * Math.sin(round),
          y + RADIUS * Math.cos(polar),
          z + out * Math.cos(round),
        );
      }
    }
    positions.push(x, y - RADIUS, z);
    const last = positions.length / 3 - 1;
    const at = (ring: number, s: number) => first + 1 + (ring - 1) * segments + (s % segments);
    for (let s = 0; s < segments; s++) {
      indices.push(first, at(1, s), at(1, s + 1));
      for (let ring = 1; ring + 1 < rings; ring++) {
        const [a, b] = [at(ring, s), at(ring, s + 1)];
        const [c, d] = [at(ring + 1, s), at(ring + 1, s + 1)];
        indices.push(a, c, d, a, d, b);
      }
      indices.push(at(rings - 1, s), last, at(rings - 1, s + 1));
    }
  }
  return indexBody(Float32Array.from(positions), Uint32Array.from(indices));
}
