import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import type { Generate3dRequest } from '@fitroom/shared/schemas/cloth3d';
import type { Wishes } from '../room/room-state.ts';

/**
 * What the server is asked to make.
 *
 * @param isCutOut The picture that was sent has no background any more.
 */
export function generationRequest(wishes: Wishes, isCutOut: boolean): Generate3dRequest {
  const { generator, quality, ease, fabric, category, offsetMm } = wishes;
  const common = {
    model: generator,
    quality,
    ease,
    fabric,
    ...(category === 'auto' ? {} : { category }),
    // Servers of earlier versions refuse a field that they do not know.
    ...(offsetMm !== OFFSET_MM.usual && { offset_mm: offsetMm }),
    ...(isCutOut ? { remove_background: false } : {}),
  };
  // Sizes, fronts and landmarks are of the pattern, which only `panels` drafts.
  if (generator !== 'panels') return common;
  return {
    ...common,
    ...(wishes.knownWidthCm === null ? {} : { known_width_cm: wishes.knownWidthCm }),
    ...(wishes.sizeLabel === null ? {} : { size_label: wishes.sizeLabel }),
    front: wishes.front,
    texture_px: wishes.textureSize,
    ...(wishes.corrections.length === 0 ? {} : { landmarks: [...wishes.corrections] }),
  };
}
