/**
 * Angle-weighted unit vertex normals (Thürmer and Wüthrich 1998). A vertex without area gets +Z, so
 * that a file never holds a zero normal.
 *
 * @param positions xyz triples. @param indices vertex triples, counter-clockwise from outside.
 */
export function vertexNormals(positions: Float32Array, indices: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let t = 0; t < indices.length; t += 3) {
    addTriangle(normals, positions, 3 * indices[t]!, 3 * indices[t + 1]!, 3 * indices[t + 2]!);
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2);
    const scale = length > 0 ? 1 / length : 0;
    normals[i] = normals[i]! * scale;
    normals[i + 1] = normals[i + 1]! * scale;
    normals[i + 2] = length > 0 ? normals[i + 2]! * scale : 1;
  }
  return normals;
}

/** Adds a triangle's normal to its corners', by its angle at each. */
function addTriangle(
  normals: Float32Array,
  positions: Float32Array,
  a: number,
  b: number,
  c: number,
): void {
  const abx = positions[b]! - positions[a]!;
  const aby = positions[b + 1]! - positions[a + 1]!;
  const abz = positions[b + 2]! - positions[a + 2]!;
  const acx = positions[c]! - positions[a]!;
  const acy = positions[c + 1]! - positions[a + 1]!;
  const acz = positions[c + 2]! - positions[a + 2]!;
  const nx = aby * acz - abz * acy;
  const ny = abz * acx - abx * acz;
  const nz = abx * acy - aby * acx;
  const area = Math.sqrt(nx * nx + ny * ny + nz * nz);
  if (area < 1e-14) return;
  addAtCorner(normals, a, cornerAngle(positions, a, b, c) / area, nx, ny, nz);
  addAtCorner(normals, b, cornerAngle(positions, b, c, a) / area, nx, ny, nz);
  addAtCorner(normals, c, cornerAngle(positions, c, a, b) / area, nx, ny, nz);
}

function addAtCorner(
  normals: Float32Array,
  p: number,
  angle: number,
  nx: number,
  ny: number,
  nz: number,
): void {
  normals[p] = normals[p]! + nx * angle;
  normals[p + 1] = normals[p + 1]! + ny * angle;
  normals[p + 2] = normals[p + 2]! + nz * angle;
}

function cornerAngle(positions: Float32Array, p: number, q: number, r: number): number {
  const ux = positions[q]! - positions[p]!;
  const uy = positions[q + 1]! - positions[p + 1]!;
  const uz = positions[q + 2]! - positions[p + 2]!;
  const vx = positions[r]! - positions[p]!;
  const vy = positions[r + 1]! - positions[p + 1]!;
  const vz = positions[r + 2]! - positions[p + 2]!;
  const lengths = Math.sqrt((ux * ux + uy * uy + uz * uz) * (vx * vx + vy * vy + vz * vz));
  if (lengths === 0) return 0;
  return Math.acos(Math.max(-1, Math.min(1, (ux * vx + uy * vy + uz * vz) / lengths)));
}
