import type { Pose } from '../body/pose.ts';
import type { Category, OpeningKind, Upper } from '../garment/vocabulary.ts';
import type { Side } from '../reading/garment-reading.ts';

/** A triangle mesh as a GLB gave it back: POSITION in world metres (file frame), welded or not. */
export interface DecodedMesh {
  /** xyz of each file vertex, after the node's transform. */
  readonly positions: Float32Array;
  /** Vertex triples, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
}

export interface DecodedGarment extends DecodedMesh {
  /** uv of each file vertex. */
  readonly uvs: Float32Array;
  /**
   * Attribute `_PATTERN` (VEC4), four numbers a file vertex: flat x and flat y (metres, pattern
   * frame), the authored ease factor of lengths across, and the height y (metres, file frame) at which the vertex was
   * placed before the simulation. Null when the mesh has no pattern (generated or uploaded).
   */
  readonly pattern: Float32Array | null;
  /** Attribute `_EASE_ALONG` (SCALAR): the ease factor of lengthwise lengths; null: as across. */
  readonly easeAlong: Float32Array | null;
  /** Attribute `_PANEL` (SCALAR): the panel of each file vertex; null without a pattern. */
  readonly panels: Uint8Array | null;
  /**
   * Attribute `_REST` (VEC3): where each file vertex of a mesh without a pattern was before it was put on, aligned and
   * scaled to the body, metres; absent or null where the file does not say.
   */
  readonly rest?: Float32Array | null;
}

/** What an opening is called; the loop itself is measured on the decoded mesh. */
export interface OpeningClaim {
  readonly kind: OpeningKind;
  readonly side: Side;
  /** Mean of the loop's vertices, metres, file frame; names the loop that lies nearest. */
  readonly centre: readonly [number, number, number];
}

/** Extras of the garment node: names that a bare mesh cannot carry. No figure is taken from here. */
export interface GarmentNodeExtras {
  readonly category: Category;
  /** Null for garments that hang from the waist. */
  readonly upper: Upper | null;
  readonly hooded: boolean;
  /** A standing collar: its edge is the neck opening, its seams rise from the neck points. */
  readonly collared?: boolean | undefined;
  /** An open front: its neck and hem are one `front` loop. */
  readonly openFront: boolean;
  readonly openings: readonly OpeningClaim[];
  /** Panels of the pattern; `_PANEL` numbers from there on are the turned-under edges' facings. */
  readonly panelCount?: number | undefined;
  /** The pose of the body that it lies on, so that it can be put on another; absent in older files. */
  readonly pose?: Pose | undefined;
}

/** Everything a written fitted.glb says, decoded again; what every figure of a report comes from. */
export interface DecodedFitted {
  /** Node `avatar`: the posed skin as drawn (split at UV seams). */
  readonly avatar: DecodedMesh;
  /** Node `garment`. */
  readonly garment: DecodedGarment;
  readonly extras: GarmentNodeExtras;
}
