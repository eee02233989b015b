/**
 * A number for an edge, the same from either end: the lower vertex times `vertexCount`, plus the higher.
 *
 * @param vertexCount Of the mesh.
 */
export function edgeKey(a: number, b: number, vertexCount: number): number {
  return a < b ? a * vertexCount + b : b * vertexCount + a;
}
