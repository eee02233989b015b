import type { UprightMesh } from '../fitting/align-to-body.ts';
import type { SolidField } from './solid-field.ts';

/**
 * The surface of a solid: one vertex a cell at the mean of its edges' crossings, one square for each
 * crossed edge (surface nets, Gibson 1998), split along the shorter diagonal. Closed, wound outwards;
 * a manifold where the solid is well-composed.
 */
export function surfaceNet({ cell, origin, size, values }: SolidField): UprightMesh {
  const [nx, ny, nz] = size;
  const steps = [1, nx, nx * ny] as const;
  const vertexOf = new Int32Array(values.length).fill(-1);
  const places: number[] = [];
  for (let z = 0; z < nz - 1; z++) {
    for (let y = 0; y < ny - 1; y++) {
      for (let x = 0; x < nx - 1; x++) {
        const at = x + nx * (y + ny * z);
        const middle = crossingsMean(values, at, steps);
        if (middle === null) continue;
        vertexOf[at] = places.length / 3;
        places.push(
          origin[0] + cell * (x + middle[0]),
          origin[1] + cell * (y + middle[1]),
          origin[2] + cell * (z + middle[2]),
        );
      }
    }
  }
  const positions = Float32Array.from(places);
  const indices: number[] = [];
  for (let at = 0; at < values.length; at++) {
    if (vertexOf[at] === -1 && values[at]! > 0) continue;
    for (let axis = 0; axis < 3; axis++) {
      const end = at + steps[axis]!;
      if (end >= values.length) continue;
      const inside = values[at]! <= 0;
      if (inside === values[end]! <= 0) continue;
      const u = steps[(axis + 1) % 3]!;
      const v = steps[(axis + 2) % 3]!;
      const corners = [at - u - v, at - v, at, at - u].map((c) => vertexOf[c]!);
      if (corners.some((corner) => corner === undefined || corner < 0)) continue;
      if (!inside) corners.reverse();
      const [a, b, c, d] = corners as [number, number, number, number];
      if (apart(positions, a, c) <= apart(positions, b, d)) indices.push(a, b, c, a, c, d);
      else indices.push(b, c, d, b, d, a);
    }
  }
  return { positions, indices: Uint32Array.from(indices) };
}

function apart(positions: Float32Array, a: number, b: number): number {
  return Math.hypot(
    positions[3 * a]! - positions[3 * b]!,
    positions[3 * a + 1]! - positions[3 * b + 1]!,
    positions[3 * a + 2]! - positions[3 * b + 2]!,
  );
}

/** Mean of a cell's edge crossings, in cells from its low corner; null where the surface is not. */
function crossingsMean(
  values: Float32Array,
  at: number,
  steps: readonly [number, number, number],
): [number, number, number] | null {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let axis = 0; axis < 3; axis++) {
    const p = (axis + 1) % 3;
    const q = (axis + 2) % 3;
    for (let k = 0; k < 4; k++) {
      const from = at + (k & 1) * steps[p]! + (k >> 1) * steps[q]!;
      const a = values[from]!;
      const b = values[from + steps[axis]!]!;
      if (a <= 0 === b <= 0) continue;
      sum[axis]! += a / (a - b);
      sum[p]! += k & 1;
      sum[q]! += k >> 1;
      count++;
    }
  }
  return count === 0 ? null : [sum[0] / count, sum[1] / count, sum[2] / count];
}
