/** A triangle mesh with one vertex a place; wound counter-clockwise as seen from outside. */
export interface IsosurfaceMesh {
  /** xyz triples, in the unit of the grid's axis. */
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
  /** Every edge has two triangles: no part of the shape reaches the grid's boundary. */
  readonly closed: boolean;
}
