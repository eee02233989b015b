import { easedLength } from '../pattern/authored-ease.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { edgeCompliances } from './edge-compliance.ts';
import type { Fabric } from './fabric.ts';

/** Cloth in one piece and its flat state: all that its constraints come from. A sewn pattern is one, and so is a mesh laid flat. */
export type FlatCloth = Pick<
  SewnGarment,
  'vertexCount' | 'indices' | 'cornerFlat' | 'easeAcross' | 'easeAlong'
>;

/** A garment's constraints at one resolution; nothing here changes during a simulation. */
export interface Cloth {
  readonly vertexCount: number;
  /** Vertex triples, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
  /** One over the lumped mass of each vertex, 1/kg. */
  readonly inverseMasses: Float64Array;
  /** Stretch: two vertices an edge, its flat length (metres, authored ease included). */
  readonly edges: Uint32Array;
  readonly restLengths: Float64Array;
  /** Compliance of each edge, metres per newton; 0 where cloth does not stretch. */
  readonly edgeCompliances: Float64Array;
  /** Two corners an edge, at which it starts in its one or two triangles; -1 for none. */
  readonly edgeCorners: Int32Array;
  /** The share of an edge's correction that its first vertex takes: w0 / (w0 + w1). */
  readonly firstShares: Float64Array;
  /**
   * Bending: four vertices a hinge (edge ends, then the two opposite corners) and the coefficients
   * K of the isometric bending energy, which is stiffness / 2 |K x|^2 with K x = sum K_i x_i.
   */
  readonly hinges: Uint32Array;
  readonly hingeWeights: Float64Array;
  /** Compliance of each hinge, metres per newton. */
  readonly hingeCompliances: Float64Array;
  readonly friction: number;
}

/**
 * Builds the constraints of a sewn garment.
 *
 * Stretch runs along mesh edges; an edge that is a seam takes the mean of its two panels' lengths. How
 * much an edge gives: edge-compliance.ts.
 * Bending is the quadratic energy of Bergou et al., A Quadratic Bending Model for Inextensible
 * Surfaces (SGP 2006), with rest angle 0, across seams as well: without it side seams stand out as
 * ridges. Their 3 / area counts a lattice's curvature three times, on square and on triangular ones alike: a cantilever
 * hangs as its stiffness says with 1 / area. Masses are areas times density, lumped by thirds.
 *
 * @param layers How many layers of cloth there are at each vertex; null: one everywhere.
 */
export function buildCloth(
  sewn: FlatCloth,
  fabric: Fabric,
  layers: Float32Array | null = null,
): Cloth {
  const { indices, cornerFlat, vertexCount } = sewn;
  const triangleCount = indices.length / 3;
  const masses = new Float64Array(vertexCount);
  const areas = new Float64Array(triangleCount);
  for (let t = 0; t < triangleCount; t++) {
    areas[t] = flatArea(cornerFlat, t);
    for (let k = 0; k < 3; k++) {
      masses[indices[3 * t + k]!]! += (areas[t]! * fabric.areaDensity) / 3;
    }
  }
  // A vertex of slivers alone would be all but weightless and take every correction.
  const lightest = medianOf(masses) / 4;
  const inverseMasses = masses.map(
    (mass, v) => 1 / (Math.max(mass, lightest, 1e-9) * (layers ? layers[v]! : 1)),
  );

  const found = fromTheMiddle(findEdges(indices, vertexCount), cornerFlat);
  const edges: number[] = [];
  const edgeCorners: number[] = [];
  const hinges: number[] = [];
  const hingeWeights: number[] = [];
  const hingeCompliances: number[] = [];
  for (const { first, second } of found) {
    const p = indices[first]!;
    const q = indices[nextCorner(first)]!;
    edges.push(p, q);
    edgeCorners.push(first, second);
    if (second < 0) continue;
    const oppositeHere = indices[previousCorner(first)]!;
    const oppositeThere = indices[previousCorner(second)]!;
    if (oppositeHere === oppositeThere) continue;
    // Angles at p and q in either triangle; the second triangle walks the edge the other way.
    const p0 = cotangent(cornerFlat, first);
    const q0 = cotangent(cornerFlat, nextCorner(first));
    const q1 = cotangent(cornerFlat, second);
    const p1 = cotangent(cornerFlat, nextCorner(second));
    hinges.push(p, q, oppositeHere, oppositeThere);
    hingeWeights.push(q0 + q1, p0 + p1, -(p0 + q0), -(p1 + q1));
    const area = areas[(first / 3) | 0]! + areas[(second / 3) | 0]!;
    hingeCompliances.push(area / fabric.bendingStiffness);
  }
  const edgeArray = Uint32Array.from(edges);
  const firstShares = new Float64Array(found.length);
  for (let e = 0; e < firstShares.length; e++) {
    const w0 = inverseMasses[edgeArray[2 * e]!]!;
    const w1 = inverseMasses[edgeArray[2 * e + 1]!]!;
    firstShares[e] = w0 / (w0 + w1);
  }
  return {
    vertexCount,
    indices,
    inverseMasses,
    edges: edgeArray,
    restLengths: restLengthsOf(sewn, edgeCorners),
    edgeCompliances: edgeCompliances(sewn, edgeCorners, fabric.stretchStiffness),
    edgeCorners: Int32Array.from(edgeCorners),
    firstShares,
    hinges: Uint32Array.from(hinges),
    hingeWeights: Float64Array.from(hingeWeights),
    hingeCompliances: Float64Array.from(hingeCompliances),
    friction: fabric.friction,
  };
}

/** The same cloth with the ease that its garment has been given since; ease is in the edges' lengths alone. */
export function withEaseOf(cloth: Cloth, sewn: FlatCloth): Cloth {
  return { ...cloth, restLengths: restLengthsOf(sewn, cloth.edgeCorners) };
}

function restLengthsOf(
  { indices, cornerFlat, easeAcross, easeAlong }: FlatCloth,
  edgeCorners: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: edgeCorners.length / 2 }, (_, e) => {
    const first = edgeCorners[2 * e]!;
    const second = edgeCorners[2 * e + 1]!;
    const p = indices[first]!;
    const q = indices[nextCorner(first)]!;
    const across = (easeAcross[p]! + easeAcross[q]!) / 2;
    const along = (easeAlong[p]! + easeAlong[q]!) / 2;
    const here = flatLength(cornerFlat, first, across, along);
    return second < 0 ? here : (here + flatLength(cornerFlat, second, across, along)) / 2;
  });
}

/** An undirected edge by the corners it starts at in its one or two triangles; -1 for none. */
interface FoundEdge {
  readonly first: number;
  second: number;
}

/** Edges in the order in which triangles first show them; a third triangle at an edge is left out. */
function findEdges(indices: Uint32Array, vertexCount: number): FoundEdge[] {
  const byKey = new Map<number, FoundEdge>();
  for (let corner = 0; corner < indices.length; corner++) {
    const p = indices[corner]!;
    const q = indices[nextCorner(corner)]!;
    const key = Math.min(p, q) * vertexCount + Math.max(p, q);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { first: corner, second: -1 });
    else if (known.second < 0) known.second = corner;
  }
  return [...byKey.values()];
}

/**
 * Edges from the pattern's middle line outwards, left and right in turn. In whatever order constraints are
 * solved, cloth drifts a little along it: swept from one side to the other, wide hems came to rest up to 8 mm
 * off to that side. So mirrored meshes are solved in mirrored order, however their triangles are numbered.
 */
function fromTheMiddle(edges: readonly FoundEdge[], flat: Float32Array): FoundEdge[] {
  const sum = ({ first }: FoundEdge, axis: 0 | 1) =>
    flat[2 * first + axis]! + flat[2 * nextCorner(first) + axis]!;
  return edges
    .map((edge) => ({ edge, aside: Math.abs(sum(edge, 0)), up: sum(edge, 1) }))
    .sort((a, b) => a.aside - b.aside || b.up - a.up)
    .map(({ edge }) => edge);
}

function nextCorner(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}

function previousCorner(corner: number): number {
  return corner % 3 === 0 ? corner + 2 : corner - 1;
}

function flatLength(flat: Float32Array, corner: number, across: number, along: number): number {
  const next = nextCorner(corner);
  const dx = flat[2 * next]! - flat[2 * corner]!;
  const dy = flat[2 * next + 1]! - flat[2 * corner + 1]!;
  return easedLength(dx, dy, across, along);
}

function flatArea(flat: Float32Array, t: number): number {
  const [ax, ay, bx, by, cx, cy] = flat.subarray(6 * t, 6 * t + 6) as unknown as number[];
  return Math.abs((bx! - ax!) * (cy! - ay!) - (by! - ay!) * (cx! - ax!)) / 2;
}

/** Slivers' cotangents run away; ten is an angle of 5.7 degrees. */
const LARGEST_COTANGENT = 10;

function cotangent(flat: Float32Array, corner: number): number {
  const next = nextCorner(corner);
  const previous = previousCorner(corner);
  const ux = flat[2 * next]! - flat[2 * corner]!;
  const uy = flat[2 * next + 1]! - flat[2 * corner + 1]!;
  const vx = flat[2 * previous]! - flat[2 * corner]!;
  const vy = flat[2 * previous + 1]! - flat[2 * corner + 1]!;
  const sine = Math.abs(ux * vy - uy * vx);
  const cosine = ux * vx + uy * vy;
  if (sine * LARGEST_COTANGENT <= Math.abs(cosine)) return Math.sign(cosine) * LARGEST_COTANGENT;
  return cosine / sine;
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[sorted.length >> 1] ?? 0;
}
