/**
 * The part of `@kninnug/constrainautor` that we call; tsconfig.base.json points its name here. The
 * package is typed by its TypeScript source, which does not compile under our stricter flags.
 */
export default class Constrainautor {
  /** @param triangulation A Delaunator result; its triangles and half-edges are changed in place. */
  constructor(triangulation: {
    readonly coords: ArrayLike<number>;
    readonly triangles: Uint32Array;
    readonly halfedges: Int32Array;
  });
  /** Makes the edge between two points part of the triangulation by flips. Throws when it cannot. */
  constrainOne(from: number, to: number): number;
  /** Restores the Delaunay condition round the edges just made. */
  delaunify(deep?: boolean): this;
}
