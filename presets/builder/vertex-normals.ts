/**
 * Unit vertex normals, each face weighted by its corner's angle (Thürmer and Wüthrich 1998).
 *
 * @param positions xyz triples
 * @param indices vertex triples, counter-clockwise from outside
 */
export function vertexNormals(
  positions: ArrayLike<number>,
  indices: ArrayLike<number>,
): Float64Array {
  const normals = new Float64Array(positions.length);
  const edge = (from: number, to: number): [number, number, number] => [
    positions[to * 3]! - positions[from * 3]!,
    positions[to * 3 + 1]! - positions[from * 3 + 1]!,
    positions[to * 3 + 2]! - positions[from * 3 + 2]!,
  ];
  for (let t = 0; t < indices.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const at = indices[t + k]!;
      const a = edge(at, indices[t + ((k + 1) % 3)]!);
      const b = edge(at, indices[t + ((k + 2) % 3)]!);
      const n = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
      const length = Math.hypot(n[0]!, n[1]!, n[2]!);
      if (length === 0) continue;
      const angle = Math.atan2(length, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
      for (let axis = 0; axis < 3; axis++) normals[at * 3 + axis]! += (angle * n[axis]!) / length;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!);
    for (let axis = 0; axis < 3; axis++) {
      normals[i + axis] = length === 0 ? (axis === 1 ? 1 : 0) : normals[i + axis]! / length;
    }
  }
  return normals;
}
