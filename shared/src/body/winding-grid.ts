import type { DistanceField } from './distance-field.ts';

/**
 * Winding number of a closed surface at every node of a grid: 1 inside, 0 outside, 2 where the
 * surface overlaps itself (an arm pressed into the torso by its skin weights).
 *
 * Each triangle adds its signed crossings to the columns along z that it covers; a running sum down
 * a column gives the winding. Nodes exactly over an edge are decided as if moved by a vanishing
 * (e, e * e) (Edelsbrunner & Muecke 1990), so that no crossing is counted twice or lost.
 */
export function windingGrid(
  { origin, cell, size }: Pick<DistanceField, 'origin' | 'cell' | 'size'>,
  positions: Float32Array,
  indices: Uint32Array,
): Int8Array {
  const [nx, ny, nz] = size;
  // crossings[node] = change of the winding when a column passes from below this node to it.
  const crossings = new Int8Array(nx * ny * nz);
  for (let t = 0; t < indices.length; t += 3) {
    const a = 3 * indices[t]!;
    const b = 3 * indices[t + 1]!;
    const c = 3 * indices[t + 2]!;
    const ax = positions[a]!;
    const ay = positions[a + 1]!;
    const bx = positions[b]!;
    const by = positions[b + 1]!;
    const cx = positions[c]!;
    const cy = positions[c + 1]!;
    const i0 = Math.max(0, Math.floor((Math.min(ax, bx, cx) - origin[0]) / cell));
    const i1 = Math.min(nx - 1, Math.ceil((Math.max(ax, bx, cx) - origin[0]) / cell));
    const j0 = Math.max(0, Math.floor((Math.min(ay, by, cy) - origin[1]) / cell));
    const j1 = Math.min(ny - 1, Math.ceil((Math.max(ay, by, cy) - origin[1]) / cell));
    for (let j = j0; j <= j1; j++) {
      const y = origin[1] + j * cell;
      for (let i = i0; i <= i1; i++) {
        const x = origin[0] + i * cell;
        const ab = (ax - x) * (by - y) - (ay - y) * (bx - x);
        const bc = (bx - x) * (cy - y) - (by - y) * (cx - x);
        const ca = (cx - x) * (ay - y) - (cy - y) * (ax - x);
        const left = leftOf(ab, ax, ay, bx, by);
        if (left !== leftOf(bc, bx, by, cx, cy) || left !== leftOf(ca, cx, cy, ax, ay)) continue;
        const area = ab + bc + ca;
        if (area === 0) continue;
        const z = (bc * positions[a + 2]! + ca * positions[b + 2]! + ab * positions[c + 2]!) / area;
        // Seen from +z a counter-clockwise triangle faces +z: going up, the column leaves the body.
        const k = Math.max(0, Math.ceil((z - origin[2]) / cell));
        if (k < nz) crossings[i + nx * (j + ny * k)]! += left ? -1 : 1;
      }
    }
  }
  const slab = nx * ny;
  for (let at = slab; at < crossings.length; at++) crossings[at]! += crossings[at - slab]!;
  return crossings;
}

function leftOf(cross: number, px: number, py: number, qx: number, qy: number): boolean {
  if (cross !== 0) return cross > 0;
  const dy = py - qy;
  if (dy !== 0) return dy > 0;
  return qx - px > 0;
}
