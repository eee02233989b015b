/**
 * The package's own types are its TypeScript source, which does not compile under our stricter
 * flags; this is the part that we call.
 */
declare module '@kninnug/constrainautor' {
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
}
