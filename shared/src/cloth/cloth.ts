import { easedLength } from '../pattern/authored-ease.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import { edgeCompliances } from './edge-compliance.ts';
import { edgesFromTheMiddle, nextCorner, previousCorner } from './edges-from-the-middle.ts';
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

  const { edges, corners } = edgesFromTheMiddle(indices, vertexCount, cornerFlat);
  const count = edges.length / 2;
  const firstShares = new Float64Array(count);
  const hinges = new Uint32Array(4 * count);
  const hingeWeights = new Float64Array(4 * count);
  const hingeCompliances = new Float64Array(count);
  let hingeCount = 0;
  for (let e = 0; e < count; e++) {
    const p = edges[2 * e]!;
    const q = edges[2 * e + 1]!;
    firstShares[e] = inverseMasses[p]! / (inverseMasses[p]! + inverseMasses[q]!);
    const first = corners[2 * e]!;
    const second = corners[2 * e + 1]!;
    if (second < 0) continue;
    const oppositeHere = indices[previousCorner(first)]!;
    const oppositeThere = indices[previousCorner(second)]!;
    if (oppositeHere === oppositeThere) continue;
    // Angles at p and q in either triangle; the second triangle walks the edge the other way.
    const p0 = cotangent(cornerFlat, first);
    const q0 = cotangent(cornerFlat, nextCorner(first));
    const q1 = cotangent(cornerFlat, second);
    const p1 = cotangent(cornerFlat, nextCorner(second));
    const h = 4 * hingeCount;
    hinges[h] = p;
    hinges[h + 1] = q;
    hinges[h + 2] = oppositeHere;
    hinges[h + 3] = oppositeThere;
    hingeWeights[h] = q0 + q1;
    hingeWeights[h + 1] = p0 + p1;
    hingeWeights[h + 2] = -(p0 + q0);
    hingeWeights[h + 3] = -(p1 + q1);
    const area = areas[(first / 3) | 0]! + areas[(second / 3) | 0]!;
    hingeCompliances[hingeCount++] = area / fabric.bendingStiffness;
  }
  return {
    vertexCount,
    indices,
    inverseMasses,
    edges,
    restLengths: restLengthsOf(sewn, corners),
    edgeCompliances: edgeCompliances(sewn, corners, fabric.stretchStiffness),
    edgeCorners: corners,
    firstShares,
    hinges: hinges.slice(0, 4 * hingeCount),
    hingeWeights: hingeWeights.slice(0, 4 * hingeCount),
    hingeCompliances: hingeCompliances.slice(0, hingeCount),
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
  const lengths = new Float64Array(edgeCorners.length / 2);
  for (let e = 0; e < lengths.length; e++) {
    const first = edgeCorners[2 * e]!;
    const second = edgeCorners[2 * e + 1]!;
    const p = indices[first]!;
    const q = indices[nextCorner(first)]!;
    const across = (easeAcross[p]! + easeAcross[q]!) / 2;
    const along = (easeAlong[p]! + easeAlong[q]!) / 2;
    const here = flatLength(cornerFlat, first, across, along);
    lengths[e] = second < 0 ? here : (here + flatLength(cornerFlat, second, across, along)) / 2;
  }
  return lengths;
}

function flatLength(flat: Float32Array, corner: number, across: number, along: number): number {
  const next = nextCorner(corner);
  const dx = flat[2 * next]! - flat[2 * corner]!;
  const dy = flat[2 * next + 1]! - flat[2 * corner + 1]!;
  return easedLength(dx, dy, across, along);
}

function flatArea(flat: Float32Array, t: number): number {
  const i = 6 * t;
  const x = flat[i]!;
  const y = flat[i + 1]!;
  const across = (flat[i + 2]! - x) * (flat[i + 5]! - y);
  return Math.abs(across - (flat[i + 3]! - y) * (flat[i + 4]! - x)) / 2;
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
