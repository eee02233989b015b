/** How far two vertices are apart. @param positions xyz triples. */
export function vertexDistance(positions: Float32Array, v: number, w: number): number {
  const x = positions[3 * v]! - positions[3 * w]!;
  const y = positions[3 * v + 1]! - positions[3 * w + 1]!;
  const z = positions[3 * v + 2]! - positions[3 * w + 2]!;
  return Math.sqrt(x * x + y * y + z * z);
}
