import { nearestKnown } from '../texture/nearest-known.ts';
import type { UnwrappedMesh } from './unwrap.ts';

/** The pixels of a texture that show a mesh, and where on it they lie. */
export interface Texels {
  readonly size: number;
  /** Numbers of the pixels, `x + size y`, in rising order. */
  readonly pixels: Uint32Array;
  /** Triangle of each of them. */
  readonly triangles: Uint32Array;
  /**
   * Weights of each one's three corners. In the gutter, where a pixel lies beside its triangle, one of them is
   * negative: the triangle's plane goes on there, so that filtering over a chart's edge meets the right colour.
   */
  readonly weights: Float32Array;
  /** Nearest such pixel, by its place in `pixels`, of every pixel of the texture. */
  readonly nearest: Int32Array;
}

/** A sliver's plane is not gone along farther than this many of its sides: its middle stands for it. */
const FARTHEST = 8;

/**
 * Which triangle each pixel of a texture shows.
 *
 * @param gutter Pixels that a chart goes on beyond its edge.
 */
export function rasteriseTexels(
  { uvs, indices }: UnwrappedMesh,
  size: number,
  gutter: number,
): Texels {
  const shown = trianglesShown(uvs, indices, size);
  const nearest = nearestKnown(
    Uint8Array.from(shown, (t) => (t >= 0 ? 1 : 0)),
    size,
    size,
  );
  const placeOf = new Int32Array(size * size).fill(-1);
  const pixels: number[] = [];
  for (let pixel = 0; pixel < placeOf.length; pixel++) {
    const near = nearest[pixel]!;
    if (near < 0) continue;
    const dx = (near % size) - (pixel % size);
    const dy = Math.floor(near / size) - Math.floor(pixel / size);
    if (dx * dx + dy * dy > gutter * gutter) continue;
    placeOf[pixel] = pixels.length;
    pixels.push(pixel);
  }
  const triangles = Uint32Array.from(pixels, (pixel) => shown[nearest[pixel]!]!);
  const weights = new Float32Array(3 * pixels.length);
  pixels.forEach((pixel, i) => {
    const x = (pixel % size) + 0.5;
    const y = Math.floor(pixel / size) + 0.5;
    writeWeights(uvs, indices, triangles[i]!, x / size, y / size, weights, 3 * i);
  });
  return {
    size,
    pixels: Uint32Array.from(pixels),
    triangles,
    weights,
    nearest: nearest.map((near) => placeOf[near]!),
  };
}

/** Triangle of each pixel whose middle it covers; -1 where none does. */
function trianglesShown(uvs: Float32Array, indices: Uint32Array, size: number): Int32Array {
  const shown = new Int32Array(size * size).fill(-1);
  for (let t = 0; t < indices.length; t += 3) {
    const [ax, ay, bx, by, cx, cy] = [0, 1, 2].flatMap((k) => [
      uvs[2 * indices[t + k]!]! * size,
      uvs[2 * indices[t + k]! + 1]! * size,
    ]) as [number, number, number, number, number, number];
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(size - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const px = x + 0.5;
        const py = y + 0.5;
        const b = ((px - ax) * (cy - ay) - (py - ay) * (cx - ax)) / area;
        const c = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / area;
        if (b >= 0 && c >= 0 && b + c <= 1) shown[y * size + x] = t / 3;
      }
    }
  }
  return shown;
}

function writeWeights(
  uvs: Float32Array,
  indices: Uint32Array,
  triangle: number,
  u: number,
  v: number,
  into: Float32Array,
  at: number,
): void {
  const [a, b, c] = [0, 1, 2].map((k) => 2 * indices[3 * triangle + k]!) as [
    number,
    number,
    number,
  ];
  const [abx, aby] = [uvs[b]! - uvs[a]!, uvs[b + 1]! - uvs[a + 1]!];
  const [acx, acy] = [uvs[c]! - uvs[a]!, uvs[c + 1]! - uvs[a + 1]!];
  const [px, py] = [u - uvs[a]!, v - uvs[a + 1]!];
  const area = abx * acy - aby * acx;
  let beta = (px * acy - py * acx) / area;
  let gamma = (abx * py - aby * px) / area;
  if (!(Math.abs(beta) + Math.abs(gamma) < FARTHEST)) {
    beta = 1 / 3;
    gamma = 1 / 3;
  }
  into[at] = 1 - beta - gamma;
  into[at + 1] = beta;
  into[at + 2] = gamma;
}

/** Writes what vertices carry, `3` numbers each, at some texels: places or normals. */
export function writeAtTexels(
  { triangles, weights }: Pick<Texels, 'triangles' | 'weights'>,
  indices: Uint32Array,
  values: Float32Array,
  first: number,
  count: number,
  into: Float32Array,
): void {
  for (let i = 0; i < count; i++) {
    const t = 3 * triangles[first + i]!;
    const w = 3 * (first + i);
    for (let k = 0; k < 3; k++) {
      into[3 * i + k] =
        weights[w]! * values[3 * indices[t]! + k]! +
        weights[w + 1]! * values[3 * indices[t + 1]! + k]! +
        weights[w + 2]! * values[3 * indices[t + 2]! + k]!;
    }
  }
}
