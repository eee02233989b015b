import type { Document, Node } from '@gltf-transform/core';
import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { ClosedMesh } from '../mesh/closest-point.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import type { GarmentTexture } from '../tryon/made-garment.ts';

/** A garment of an outfit, made of a pattern or brought as a mesh, as far as layers ask. */
export interface LayerGarment {
  /** Draws it as it lies: split where its panels meet, its edges turned under. */
  draw(lying: WornCloth): DrawnLayer;
}

/** A garment of an outfit as it is drawn and written. */
export interface DrawnLayer {
  /** The worn cloth where its drawn surface has it, without what is turned under. */
  readonly cloth: ClosedMesh;
  /** What a picture needs; null where only the written file has it. */
  readonly picture: { readonly surface: GarmentSurface; readonly texture: GarmentTexture } | null;
  /** Creates its node in an outfit's document, in no scene yet. */
  addTo(document: Document, name: string): Promise<LayerNode>;
}

/** A garment's node in an outfit's document. */
export interface LayerNode {
  readonly node: Node;
  /** Of each of its primitives the point of the worn cloth that each vertex goes with. */
  points(): readonly Uint32Array[];
}

/** A garment of an outfit where it lies. */
export interface Layer {
  readonly lying: Omit<WornCloth, 'skin'>;
  readonly garment: LayerGarment;
  readonly drawn: DrawnLayer;
}
