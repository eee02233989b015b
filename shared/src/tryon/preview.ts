import { writePreviewFitted } from '../gltf/write-fitted.ts';
import type { GarmentTexture } from './made-garment.ts';
import type { TryOnPorts } from './ports.ts';
import type { PutOnGarment } from './put-on.ts';

/** What a caller wants to see before a garment is finished. */
export interface PreviewWish {
  /**
   * Of the same photo, from an earlier try: then nothing waits for the new one. Its pixels lie where
   * its own uvFromPhoto says, whatever has been read of the photo since. Null waits.
   */
  readonly texture: GarmentTexture | null;
  /** Given the dressed avatar as GLB, first from the coarsest cloth, then from finer ones. */
  show(fittedGlb: Uint8Array): void;
}

/**
 * Makes the function that shows a garment which still lies coarsely: single cloth without turned
 * edges, quickly written, judged by nobody.
 */
export function previewer(
  { show }: Pick<PreviewWish, 'show'>,
  texture: GarmentTexture,
  { gltf }: Pick<TryOnPorts, 'gltf'>,
): (coarse: PutOnGarment) => Promise<void> {
  return async (coarse) => show(await writePreviewFitted(coarse, texture, gltf));
}
