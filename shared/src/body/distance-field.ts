/** An axis-aligned box, metres. */
export interface Box3 {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
}

/**
 * Signed distances to a body on a regular grid, metres, negative inside. Node (i, j, k) lies at
 * `origin + cell (i, j, k)` and is number `i + size[0] (j + size[1] k)`.
 */
export interface DistanceField {
  readonly origin: readonly [number, number, number];
  readonly cell: number;
  /** Nodes along x, y and z. */
  readonly size: readonly [number, number, number];
  readonly distances: Float32Array;
}

/**
 * Signed distance at a point by trilinear interpolation, and its gradient.
 *
 * Outside the grid the nearest grid point answers, plus how far away that is.
 *
 * @param gradient Receives the interpolant's own gradient, not normalised.
 * @returns Metres, negative inside the body.
 */
export function sampleDistance(
  field: DistanceField,
  x: number,
  y: number,
  z: number,
  gradient: Float64Array,
): number {
  const { size, origin } = field;
  const nx = size[0];
  const ny = size[1];
  const nz = size[2];
  const scale = 1 / field.cell;
  const gx = (x - origin[0]) * scale;
  const gy = (y - origin[1]) * scale;
  const gz = (z - origin[2]) * scale;
  const cx = gx < 0 ? 0 : gx > nx - 1.001 ? nx - 1.001 : gx;
  const cy = gy < 0 ? 0 : gy > ny - 1.001 ? ny - 1.001 : gy;
  const cz = gz < 0 ? 0 : gz > nz - 1.001 ? nz - 1.001 : gz;
  const i = cx | 0;
  const j = cy | 0;
  const k = cz | 0;
  const fx = cx - i;
  const fy = cy - j;
  const fz = cz - k;
  const row = nx;
  const slab = nx * ny;
  const at = i + row * j + slab * k;
  const d = field.distances;
  const d000 = d[at]!;
  const d100 = d[at + 1]!;
  const d010 = d[at + row]!;
  const d110 = d[at + row + 1]!;
  const d001 = d[at + slab]!;
  const d101 = d[at + slab + 1]!;
  const d011 = d[at + slab + row]!;
  const d111 = d[at + slab + row + 1]!;
  const x00 = d000 + fx * (d100 - d000);
  const x10 = d010 + fx * (d110 - d010);
  const x01 = d001 + fx * (d101 - d001);
  const x11 = d011 + fx * (d111 - d011);
  const y0 = x00 + fy * (x10 - x00);
  const y1 = x01 + fy * (x11 - x01);
  const s0 = d100 - d000 + fy * (d110 - d010 - d100 + d000);
  const s1 = d101 - d001 + fy * (d111 - d011 - d101 + d001);
  gradient[0] = (s0 + fz * (s1 - s0)) * scale;
  gradient[1] = (x10 - x00 + fz * (x11 - x01 - x10 + x00)) * scale;
  gradient[2] = (y1 - y0) * scale;
  const inside = y0 + fz * (y1 - y0);
  if (cx === gx && cy === gy && cz === gz) return inside;
  const ox = (gx - cx) * field.cell;
  const oy = (gy - cy) * field.cell;
  const oz = (gz - cz) * field.cell;
  return inside + Math.sqrt(ox * ox + oy * oy + oz * oz);
}
