import type { SewnGarment } from './sewn-garment.ts';

/**
 * A piece of cloth with nothing sewn to it, as the solver takes garments: for samples and tests.
 *
 * @param flat xy of each vertex, metres.
 * @param indices Vertex triples.
 * @param cornerFlat xy of each corner, metres, where a vertex is at more than one place; left out: its one.
 */
export function looseSheet(
  flat: Float32Array,
  indices: ArrayLike<number>,
  cornerFlat?: ArrayLike<number>,
): SewnGarment {
  const vertexCount = flat.length / 2;
  const corners = Float32Array.from(
    { length: 2 * indices.length },
    (_, i) => cornerFlat?.[i] ?? flat[2 * indices[i >> 1]! + (i & 1)]!,
  );
  return {
    vertexCount,
    indices: Uint32Array.from(indices),
    trianglePanels: new Uint8Array(indices.length / 3),
    cornerFlat: corners,
    cornerPhoto: new Float32Array(corners.length),
    easeAcross: new Float32Array(vertexCount),
    easeAlong: new Float32Array(vertexCount),
    letIn: new Float32Array(vertexCount),
    flat,
    seamVertices: new Uint8Array(vertexCount),
    facings: new Uint8Array(vertexCount),
    openings: [],
  };
}
