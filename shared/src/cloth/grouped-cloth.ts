import type { Cloth } from './cloth.ts';
import { colouredGroups, orderedGroups } from './constraint-groups.ts';

/**
 * A cloth whose constraints lie in groups that can be solved at once, for devices with many lanes.
 *
 * Edges and triangles are grouped so that their order is kept, for it shows in the result: solved in any other,
 * trousers hung 4 mm elsewhere in the mean. That of hinges hardly does (0.1 to 0.4 mm, 0.9 in a long sleeve), and they
 * take far fewer groups without it.
 */
export interface GroupedCloth {
  /** The same cloth with its edges and hinges group after group. */
  readonly cloth: Cloth;
  /** Number of each edge of `cloth` in the cloth that was grouped. */
  readonly edgeOrder: Uint32Array;
  /** Where each group of edges starts, and the end; so with the others. */
  readonly edgeStarts: Uint32Array;
  readonly hingeStarts: Uint32Array;
  /** Vertex triples, group after group. */
  readonly triangles: Uint32Array;
  readonly triangleStarts: Uint32Array;
}

export function groupedCloth(cloth: Cloth): GroupedCloth {
  const { vertexCount, edges, hinges, indices } = cloth;
  const ofEdges = orderedGroups(edges, 2, vertexCount);
  const ofHinges = colouredGroups(hinges, 4, vertexCount);
  const ofTriangles = orderedGroups(indices, 3, vertexCount);
  return {
    cloth: {
      ...cloth,
      edges: reordered(edges, ofEdges.order, 2),
      edgeCorners: reordered(cloth.edgeCorners, ofEdges.order, 2),
      firstShares: reordered(cloth.firstShares, ofEdges.order, 1),
      ...fitOf(cloth, ofEdges.order),
      hinges: reordered(hinges, ofHinges.order, 4),
      hingeWeights: reordered(cloth.hingeWeights, ofHinges.order, 4),
      hingeCompliances: reordered(cloth.hingeCompliances, ofHinges.order, 1),
    },
    edgeOrder: ofEdges.order,
    edgeStarts: ofEdges.starts,
    hingeStarts: ofHinges.starts,
    triangles: reordered(indices, ofTriangles.order, 3),
    triangleStarts: ofTriangles.starts,
  };
}

/** The grouped cloth with the lengths of a cloth of the same mesh; see `withEaseOf`. */
export function refittedGroups(grouped: GroupedCloth, fitted: Cloth): GroupedCloth {
  return { ...grouped, cloth: { ...grouped.cloth, ...fitOf(fitted, grouped.edgeOrder) } };
}

/** What of a cloth's edges a fitting may change. */
function fitOf(
  { restLengths, edgeCompliances }: Cloth,
  order: Uint32Array,
): Pick<Cloth, 'restLengths' | 'edgeCompliances'> {
  return {
    restLengths: reordered(restLengths, order, 1),
    edgeCompliances: reordered(edgeCompliances, order, 1),
  };
}

function reordered<T extends Float64Array | Uint32Array | Int32Array>(
  values: T,
  order: Uint32Array,
  arity: number,
): T {
  const out = values.slice() as T;
  for (let n = 0; n < order.length; n++) {
    for (let k = 0; k < arity; k++) out[arity * n + k] = values[arity * order[n]! + k]!;
  }
  return out;
}
