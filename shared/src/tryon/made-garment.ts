import type { Ease, FabricChoice, FrontWear, Generator, Quality } from '../garment/vocabulary.ts';
import type { Affine2, Pattern } from '../pattern/pattern.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { ProvenanceMap } from '../texture/provenance.ts';

/** A reading without its pixels: plain JSON once the typed arrays are listed. */
export type StoredReading = Omit<GarmentReading, 'matte'>;

/** The photo's pixels laid out for the mesh: front and back beside each other in one image. */
export interface GarmentTexture {
  readonly mimeType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Working-image pixels to uv (u right, v down as in glTF), by the panel's facing. */
  readonly uvFromPhoto: { readonly front: Affine2; readonly back: Affine2 };
  /** What each part was made of; absent in garments stored before it was kept. */
  readonly provenance?: ProvenanceMap;
}

/**
 * A garment made from a photo by `panels`, before it is put on a body: what a cloth3d stores.
 * Structured-cloneable; made-garment-file.ts turns it into bytes and back.
 */
export interface MadeGarment {
  readonly schema: 1;
  readonly generator: Generator;
  readonly quality: Quality;
  readonly photo: { readonly widthPx: number; readonly heightPx: number };
  readonly reading: StoredReading;
  /** Drafted for the avatar and ease it was made with. */
  readonly pattern: Pattern;
  readonly ease: Ease;
  /** Set when the user gave the garment's real width: then its size is kept on every avatar. */
  readonly knownWidthCm: number | null;
  /** Set when the user gave its size label: then its size is kept too. */
  readonly sizeLabel?: string | null;
  /** What it is made of; absent on garments of earlier versions: `auto`. */
  readonly fabric?: FabricChoice;
  /** How a front that opens is worn. */
  readonly front: FrontWear;
  readonly texture: GarmentTexture;
  readonly outlineIou: number;
}

/** What a garment is worn as made of: what is asked for, or else what it was made of. */
export function fabricWorn(
  { fabric = 'auto' }: Pick<MadeGarment, 'fabric'>,
  asked: FabricChoice | null = null,
): FabricChoice {
  return asked ?? fabric;
}
