import type { DrapedGarment } from '../drape/draped-garment.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import type { Affine2 } from '../pattern/pattern.ts';

/** What a viewer draws: a sewn garment whose seam vertices are split where panels meet. */
export interface GarmentSurface {
  /** xyz triples, metres, file frame; copies of one sewn vertex are equal to the bit. */
  readonly positions: Float32Array;
  /** Unit normals, angle weighted on the sewn mesh, so that seams stay smooth. */
  readonly normals: Float32Array;
  /** uv pairs, u right and v down as in glTF. */
  readonly uvs: Float32Array;
  /**
   * Four numbers a vertex: flat x and y in the pattern frame (metres), the authored ease factor of
   * lengths across, and the height y (metres, file frame) at which the vertex was placed before the simulation.
   */
  readonly pattern: Float32Array;
  /** Authored ease factor of lengthwise lengths at each vertex. */
  readonly easeAlong: Float32Array;
  /** Panel number of each vertex. */
  readonly panels: Uint8Array;
  /** Vertex triples, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
  /** Sewn vertex of each drawn vertex. */
  readonly sewnVertices: Uint32Array;
}

/**
 * Splits seam vertices so that each copy carries the uv and flat place of its own panel. A vertex
 * is split by panel and by flat place (a seam inside one panel has two).
 *
 * @param uvFromPhoto working-image pixels to uv, by the panel's facing.
 */
export function splitGarment(
  draped: DrapedGarment,
  uvFromPhoto: { readonly front: Affine2; readonly back: Affine2 },
): GarmentSurface {
  const { pattern, sewn, positions, placement } = draped;
  const sewnNormals = vertexNormals(positions, sewn.indices);
  const cornerCount = sewn.indices.length;
  const indices = new Uint32Array(cornerCount);
  const sewnVertices: number[] = [];
  const firstCorner: number[] = [];
  const nextCopy: number[] = [];
  const firstCopy = new Int32Array(sewn.vertexCount).fill(-1);
  for (let corner = 0; corner < cornerCount; corner += 1) {
    const vertex = sewn.indices[corner]!;
    const panel = sewn.trianglePanels[(corner / 3) | 0]!;
    let copy = firstCopy[vertex]!;
    while (copy >= 0) {
      const other = firstCorner[copy]!;
      if (
        sewn.trianglePanels[(other / 3) | 0] === panel &&
        sewn.cornerFlat[2 * other] === sewn.cornerFlat[2 * corner] &&
        sewn.cornerFlat[2 * other + 1] === sewn.cornerFlat[2 * corner + 1]
      ) {
        break;
      }
      copy = nextCopy[copy]!;
    }
    if (copy < 0) {
      copy = sewnVertices.length;
      sewnVertices.push(vertex);
      firstCorner.push(corner);
      nextCopy.push(firstCopy[vertex]!);
      firstCopy[vertex] = copy;
    }
    indices[corner] = copy;
  }

  const ease = sewn.easeCut ?? { across: sewn.easeAcross, along: sewn.easeAlong };
  const count = sewnVertices.length;
  const out = {
    positions: new Float32Array(3 * count),
    normals: new Float32Array(3 * count),
    uvs: new Float32Array(2 * count),
    pattern: new Float32Array(4 * count),
    easeAlong: new Float32Array(count),
    panels: new Uint8Array(count),
  };
  for (let i = 0; i < count; i += 1) {
    const vertex = sewnVertices[i]!;
    const corner = firstCorner[i]!;
    for (let k = 0; k < 3; k += 1) {
      out.positions[3 * i + k] = positions[3 * vertex + k]!;
      out.normals[3 * i + k] = sewnNormals[3 * vertex + k]!;
    }
    const panel = sewn.trianglePanels[(corner / 3) | 0]!;
    const [a, b, c, d, e, f] = uvFromPhoto[pattern.panels[panel]!.facing];
    const x = sewn.cornerPhoto[2 * corner]!;
    const y = sewn.cornerPhoto[2 * corner + 1]!;
    out.uvs[2 * i] = a * x + b * y + c;
    out.uvs[2 * i + 1] = d * x + e * y + f;
    out.pattern[4 * i] = sewn.cornerFlat[2 * corner]!;
    out.pattern[4 * i + 1] = sewn.cornerFlat[2 * corner + 1]!;
    out.pattern[4 * i + 2] = ease.across[vertex]!;
    out.easeAlong[i] = ease.along[vertex]!;
    out.pattern[4 * i + 3] = placement[3 * vertex + 1]!;
    out.panels[i] = panel;
  }
  return { ...out, indices, sewnVertices: Uint32Array.from(sewnVertices) };
}
