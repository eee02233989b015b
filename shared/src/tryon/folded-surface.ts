import type { DrapedGarment } from '../drape/draped-garment.ts';
import { type GarmentSurface, splitGarment } from '../gltf/split-garment.ts';
import { foldEdges } from '../hem/fold-edges.ts';
import type { GarmentTexture } from './made-garment.ts';
import type { PutOnGarment } from './put-on.ts';

/**
 * A garment as it is drawn and written: split at its panels, edges turned under.
 *
 * @param worn With the skin that it lies on.
 * @param offsetMetres what the cloth keeps off it.
 */
export function foldedSurface(
  worn: DrapedGarment & Pick<PutOnGarment, 'skin'>,
  texture: GarmentTexture,
  offsetMetres: number,
): GarmentSurface {
  return foldEdges(splitGarment(worn, texture.uvFromPhoto), {
    offsetMetres,
    skin: worn.skin,
    panelCount: worn.pattern.panels.length,
  });
}
