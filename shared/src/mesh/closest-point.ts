import { closestPointToTriangle } from './closest-point-to-triangle.ts';
import { type WindingColumns, windingColumns, windingIn } from './column-winding.ts';
import {
  buildTriangleTree,
  DEEPEST,
  leafEnd,
  leafStart,
  type TriangleTree,
} from './triangle-tree.ts';
import { vertexNormals } from './vertex-normals.ts';

/** Where on a surface a point projects to; made once by the caller, filled by each query. */
export interface SurfacePoint {
  /** The closest point, metres. */
  x: number;
  y: number;
  z: number;
  /** Metres, never negative. */
  distance: number;
  /** Triangle number in `BodyIndex.indices`. */
  triangle: number;
  /** Barycentric weights of the triangle's corners. */
  readonly weights: Float64Array;
}

/** A closed surface that answers where it is nearest and which side a point is on. */
export interface BodyIndex {
  /** xyz triples, metres; the caller's own array, which must not change. */
  readonly positions: Float32Array;
  /** Vertex triples, counter-clockwise seen from outside; the caller's own array likewise. */
  readonly indices: Uint32Array;
  /** Unit vertex normals, angle weighted, xyz triples. */
  readonly normals: Float32Array;
  /**
   * Finds the closest point of the surface that is nearer than `maxDistance`; of triangles that are
   * equally near, the one of lowest number. Exact to rounding.
   * @returns false when there is none; `target` is then unchanged.
   */
  closestPoint(
    px: number,
    py: number,
    pz: number,
    maxDistance: number,
    target: SurfacePoint,
  ): boolean;
  /** True inside the body; on the surface either. Also right where the body overlaps itself. */
  isInside(px: number, py: number, pz: number): boolean;
  /** What the answers are looked up in, for a device that looks them up itself. Read only. */
  readonly tree: TriangleTree;
  /** Of each closed mesh that the surface is the outside of. */
  readonly insides: readonly WindingColumns[];
}

/** A closed, oriented mesh that has an inside. */
export interface ClosedMesh {
  /** xyz triples, metres. */
  readonly positions: Float32Array;
  /** Vertex triples, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
}

export function surfacePoint(): SurfacePoint {
  return { x: 0, y: 0, z: 0, distance: 0, triangle: -1, weights: new Float64Array(3) };
}

/**
 * Boxes are passed over when they are farther than the best triangle by more than rounding: by this
 * share of its squared distance, and square metres. So which triangle is found does not depend on
 * the order of the search.
 */
const SLACK = 1e-9;
const SLACK_SQUARED_METRES = 1e-20;

/**
 * Indexes a body for closest points (a tree of boxes, see triangle-tree.ts) and for inside or outside
 * (winding numbers by columns, see column-winding.ts).
 *
 * @param positions xyz triples, metres; kept by reference, must not change.
 * @param indices Vertex triples, counter-clockwise seen from outside; kept likewise. Closed, unless
 *   `insides` says what is inside.
 * @param insides Closed meshes that the surface is the outside of: inside any of them is inside.
 */
export function indexBody(
  positions: Float32Array,
  indices: Uint32Array,
  insides?: readonly ClosedMesh[],
): BodyIndex {
  const sorted = (insides ?? [{ positions, indices }]).map((closed) =>
    windingColumns(closed.positions, closed.indices),
  );
  const windings = sorted.map(windingIn);
  const tree = buildTriangleTree(positions, indices);
  return {
    positions,
    indices,
    normals: vertexNormals(positions, indices),
    tree,
    insides: sorted,
    closestPoint: closestPointOn(tree),
    isInside: (px, py, pz) => {
      for (const winding of windings) if (winding(px, py, pz) > 0) return true;
      return false;
    },
  };
}

/** The search: nearer child first, the other put by until the best triangle rules it out. */
function closestPointOn(tree: TriangleTree): BodyIndex['closestPoint'] {
  const { root, boxes, children, triangles, corners } = tree;
  // Made once, so that a query allocates nothing.
  const waiting = new Int32Array(DEEPEST + 1);
  const waitingAt = new Float64Array(DEEPEST + 1);
  const weights = new Float64Array(3);

  return (px, py, pz, maxDistance, target) => {
    let best = maxDistance * maxDistance;
    // Four times squared distances: see below.
    let bound = 4 * (best * (1 + SLACK) + SLACK_SQUARED_METRES);
    let found = -1;
    let u = 0;
    let v = 0;
    let w = 0;
    let top = 0;
    let node = root;
    for (;;) {
      if (node >= 0) {
        // |p - middle| - half is the way to the box along an axis if positive. Adding its absolute value
        // doubles it or makes it 0 without a branch, which no processor could foretell: half the time.
        const box = 12 * node;
        let d = Math.abs(px - boxes[box]!) - boxes[box + 3]!;
        d += Math.abs(d);
        let first = d * d;
        d = Math.abs(py - boxes[box + 1]!) - boxes[box + 4]!;
        d += Math.abs(d);
        first += d * d;
        d = Math.abs(pz - boxes[box + 2]!) - boxes[box + 5]!;
        d += Math.abs(d);
        first += d * d;
        d = Math.abs(px - boxes[box + 6]!) - boxes[box + 9]!;
        d += Math.abs(d);
        let second = d * d;
        d = Math.abs(py - boxes[box + 7]!) - boxes[box + 10]!;
        d += Math.abs(d);
        second += d * d;
        d = Math.abs(pz - boxes[box + 8]!) - boxes[box + 11]!;
        d += Math.abs(d);
        second += d * d;
        if (first <= second) {
          if (first <= bound) {
            if (second <= bound) {
              waiting[top] = children[2 * node + 1]!;
              waitingAt[top++] = second;
            }
            node = children[2 * node]!;
            continue;
          }
        } else if (second <= bound) {
          if (first <= bound) {
            waiting[top] = children[2 * node]!;
            waitingAt[top++] = first;
          }
          node = children[2 * node + 1]!;
          continue;
        }
      } else {
        const end = leafEnd(node);
        for (let place = leafStart(node); place < end; place++) {
          const a = 3 * place;
          const squared = closestPointToTriangle(corners, a, a + 1, a + 2, px, py, pz, weights);
          if (!(squared <= best)) continue;
          if (squared === best && (found < 0 || triangles[place]! > triangles[found]!)) continue;
          best = squared;
          bound = 4 * (best * (1 + SLACK) + SLACK_SQUARED_METRES);
          found = place;
          u = weights[0]!;
          v = weights[1]!;
          w = weights[2]!;
        }
      }
      do top--;
      while (top >= 0 && waitingAt[top]! > bound);
      if (top < 0) break;
      node = waiting[top]!;
    }
    if (found < 0) return false;
    const c = 9 * found;
    target.x = u * corners[c]! + v * corners[c + 3]! + w * corners[c + 6]!;
    target.y = u * corners[c + 1]! + v * corners[c + 4]! + w * corners[c + 7]!;
    target.z = u * corners[c + 2]! + v * corners[c + 5]! + w * corners[c + 8]!;
    target.distance = Math.sqrt(best);
    target.triangle = triangles[found]!;
    target.weights[0] = u;
    target.weights[1] = v;
    target.weights[2] = w;
    return true;
  };
}
