import type { OpeningKind } from '../garment/vocabulary.ts';
import type { Side } from '../reading/garment-reading.ts';

/** One closed loop of edges that belong to a single triangle. */
export interface OpeningLoop {
  readonly kind: OpeningKind;
  readonly side: Side;
  /** Vertex numbers in order round the loop. */
  readonly vertices: Uint32Array;
}

/**
 * A pattern triangulated at one edge length and sewn: seam vertices are one vertex, so no gap can
 * open. Triangles are counter-clockwise seen from outside the garment.
 */
export interface SewnGarment {
  readonly vertexCount: number;
  /** Vertex triples. */
  readonly indices: Uint32Array;
  /** Panel number (index into `Pattern.panels`) of each triangle. */
  readonly trianglePanels: Uint8Array;
  /** Six numbers a triangle: the flat xy of its corners, metres, pattern frame. */
  readonly cornerFlat: Float32Array;
  /** Six numbers a triangle: the corners' place in the working image, pixels. */
  readonly cornerPhoto: Float32Array;
  /** Authored ease factors at each vertex, of lengths across and lengthwise: see easedLength. */
  readonly easeAcross: Float32Array;
  readonly easeAlong: Float32Array;
  /**
   * The same without what a garment of a known size is drawn out by to close (see AuthoredEase); absent
   * where nothing is. The cloth is simulated with all its ease and judged by this.
   */
  readonly easeCut?: { readonly across: Float32Array; readonly along: Float32Array };
  /**
   * Flat xy of each vertex, metres; a seam vertex takes its first panel's. A vertex of a piece let in at
   * the crotch takes that of the inseam beside it.
   */
  readonly flat: Float32Array;
  /** Vertices in seams: 1, elsewhere 0. */
  readonly seamVertices: Uint8Array;
  /** Bit 1: the vertex belongs to a front panel; bit 2: to a back panel (a seam vertex has both). */
  readonly facings: Uint8Array;
  /** Pieces let in at the crotch: share of the way from the panel to the other piece; elsewhere 0. */
  readonly letIn: Float32Array;
  readonly openings: readonly OpeningLoop[];
}
