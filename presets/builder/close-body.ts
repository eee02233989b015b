import { closeCavities } from './close-cavities.ts';
import type { RenderMesh } from './split-uvs.ts';
import { vertexVisibility } from './vertex-visibility.ts';

const VIEWS = 200;
/** Over a head of 0.3 m these are 0.6 mm a pixel: narrower than the gap between closed lids. */
const MAP_SIZE = 512;
/** Seen from fewer views than this, a vertex shows only through a slit and counts as hidden. */
const FEWEST_VIEWS = 3;

/** The skin without cavities. */
export interface ClosedBody {
  readonly mesh: RenderMesh;
  /** Base mesh vertices on the rims of the caps. */
  readonly rims: ReadonlySet<number>;
}

/**
 * Removes the head's cavities from the skin and closes it again.
 *
 * @param positions of every base mesh vertex, metres
 * @param head whether a base mesh vertex belongs to the head or the neck
 */
export function closeBody(
  mesh: RenderMesh,
  positions: Float64Array,
  normals: Float64Array,
  head: (vertex: number) => boolean,
): ClosedBody {
  const skin = mesh.indices.map((corner) => mesh.vertices[corner]!);
  const headSkin: number[] = [];
  for (let t = 0; t < skin.length; t += 3) {
    const triangle = [...skin.subarray(t, t + 3)];
    if (triangle.every(head)) headSkin.push(...triangle);
  }
  const { seen } = vertexVisibility(
    positions,
    normals,
    Uint32Array.from(headSkin),
    VIEWS,
    MAP_SIZE,
  );
  const { kept, caps } = closeCavities(
    positions,
    skin,
    (vertex) => head(vertex) && seen[vertex]! < FEWEST_VIEWS,
  );
  const indices = kept.flatMap((t) => [...mesh.indices.subarray(t * 3, t * 3 + 3)]);
  // A cap's corner takes any of the rim vertex's uv: caps are slits that nobody sees.
  const corners = new Map(indices.map((corner) => [mesh.vertices[corner]!, corner]));
  return {
    mesh: {
      ...mesh,
      indices: Uint32Array.from([...indices, ...caps.map((vertex) => corners.get(vertex)!)]),
    },
    rims: new Set(caps),
  };
}
