import type { FlatCloth } from './cloth.ts';

/** Steepest triangle that still has an up of its own: the sine of one degree. */
const LEAST_RISE = 0.017;

/**
 * Takes a mesh's own shape for its flat one: each triangle laid flat by itself, so that cloth made of it has
 * the mesh's edge lengths and is unstrained as the mesh is. Upwards along a triangle is the warp, as a garment is
 * cut; triangles lie round their middle's height and distance from the middle plane, so that cloth is
 * solved from its middle line outwards as a pattern's is.
 *
 * @param positions xyz triples, metres, upright.
 * @param indices Vertex triples.
 */
export function layFlat(positions: Float32Array, indices: Uint32Array): FlatCloth {
  const vertexCount = positions.length / 3;
  const cornerFlat = new Float32Array(2 * indices.length);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 3 * indices[t + k]!) as [number, number, number];
    const edge = (from: number, to: number, axis: number): number =>
      positions[to + axis]! - positions[from + axis]!;
    const [ux, uy, uz] = [edge(a, b, 0), edge(a, b, 1), edge(a, b, 2)];
    const [vx, vy, vz] = [edge(a, c, 0), edge(a, c, 1), edge(a, c, 2)];
    const [nx, ny, nz] = unit(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
    // Up, or forward where the triangle lies level, within the triangle's plane.
    const isLevel = 1 - ny * ny < LEAST_RISE * LEAST_RISE;
    const out = isLevel ? nz : ny;
    const [yx, yy, yz] = isLevel
      ? unit(-out * nx, -out * ny, 1 - out * nz)
      : unit(-out * nx, 1 - out * ny, -out * nz);
    const [xx, xy, xz] = [yy * nz - yz * ny, yz * nx - yx * nz, yx * ny - yy * nx];
    const middle = [0, 1, 2].map(
      (axis) => (positions[a + axis]! + positions[b + axis]! + positions[c + axis]!) / 3,
    ) as [number, number, number];
    for (let k = 0; k < 3; k++) {
      const v = 3 * indices[t + k]!;
      const [dx, dy, dz] = [0, 1, 2].map((axis) => positions[v + axis]! - middle[axis]!) as [
        number,
        number,
        number,
      ];
      cornerFlat[2 * (t + k)] = middle[0] + xx * dx + xy * dy + xz * dz;
      cornerFlat[2 * (t + k) + 1] = middle[1] + yx * dx + yy * dy + yz * dz;
    }
  }
  const noEase = new Float32Array(vertexCount);
  return { vertexCount, indices, cornerFlat, easeAcross: noEase, easeAlong: noEase };
}

function unit(x: number, y: number, z: number): readonly [number, number, number] {
  const length = Math.hypot(x, y, z);
  return length > 0 ? [x / length, y / length, z / length] : [0, 0, 1];
}
