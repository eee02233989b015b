import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLegend } from '@fitroom/shared/evidence/draw-legend';
import { FIT_MAPS } from '@fitroom/shared/evidence/map-scales';
import { openFittedMaps } from '@fitroom/shared/gltf/paint-fitted';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';

/** Every file that writeMaps may leave. */
export const MAP_FILES = FIT_MAPS.flatMap((map) => [`map-${map}.png`, `map-${map}.glb`]);

/** Writes each map of a worn garment, or of several: a picture with its legend, and the dressed avatar painted. */
export async function writeMaps(
  folder: string,
  fittedGlb: Uint8Array,
  { gltf, encodeImage }: Pick<TryOnPorts, 'gltf' | 'encodeImage'>,
): Promise<void> {
  const { maps, figures, draw, paint } = await openFittedMaps(fittedGlb, gltf);
  for (const map of maps) {
    const picture = withLegend(draw(map), map, figures(map));
    await writeFile(join(folder, `map-${map}.png`), await encodeImage(picture, 'image/png'));
    await writeFile(join(folder, `map-${map}.glb`), await paint(map));
  }
}
