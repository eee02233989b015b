import type { GarmentSurface } from '../gltf/split-garment.ts';
import { splitGarment } from '../gltf/split-garment.ts';
import { foldEdges } from '../hem/fold-edges.ts';
import type { GarmentTexture } from './made-garment.ts';
import type { PutOnGarment } from './put-on.ts';

/**
 * A garment as it is drawn and written: split at its panels, edges turned under.
 *
 * @param offsetMm what the cloth keeps off the skin.
 */
export function foldedSurface(
  worn: PutOnGarment,
  texture: GarmentTexture,
  offsetMm: number,
): GarmentSurface {
  return foldEdges(splitGarment(worn, texture.uvFromPhoto), {
    offsetMetres: offsetMm / 1000,
    skin: worn.skin,
    panelCount: worn.pattern.panels.length,
  });
}
