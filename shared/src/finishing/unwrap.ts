import type { UprightMesh } from '../fitting/align-to-body.ts';

/** A mesh cut into charts that lie flat beside one another. */
export interface UnwrappedMesh {
  /** Vertex of the given mesh for each vertex: those on a cut come several times. */
  readonly vertexOf: Uint32Array;
  /** u and v of each vertex, 0..1; v down, as in glTF. No two charts overlap. */
  readonly uvs: Float32Array;
  /** Vertex triples, triangle by triangle those of the given mesh. */
  readonly indices: Uint32Array;
  readonly charts: number;
}

export interface UnwrapOptions {
  /** Pixels of the square texture's sides. */
  readonly size: number;
  /** Pixels between two charts. */
  readonly gutter: number;
}

/** Cuts a mesh into charts; the platform's, for the library behind it comes with a file of its own. */
export type Unwrapper = (mesh: UprightMesh, options: UnwrapOptions) => Promise<UnwrappedMesh>;
